import type { Language } from "../corpus/passage.ts";
import { splitSentences } from "../corpus/text.ts";

/** What a picture of an excerpt shows. All of it is text of ours or of the document. */
export interface PictureContent {
  language: Language;
  quote: string;
  /** The document's symbol and year. */
  source: string;
  place: string;
  /** Says that the words are a translation of ours; null for the document's own words. */
  note: string | null;
  /** The receipt's code or the permanent link: what leads back here. */
  mark: string;
}

/** Pixels: what social media ask of a large card. */
export const WIDTH = 1200;
export const HEIGHT = 630;
const MARGIN = 64;
/** Pixels of height that the quotation may take: what the lines above and below leave. */
export const QUOTE_HEIGHT = 330;
/** Pixels of letters, the largest first; the smallest still reads on a phone. */
const SIZES = [52, 46, 40, 36, 32, 29, 26] as const;
/** Letters of the longest quotation that fits at the smallest size, wide Kazakh letters included. */
const LONGEST_QUOTE = 560;
const LONGEST_PLACE = 150;

const QUOTES: Record<Language, [string, string]> = { en: ["“", "”"], ru: ["«", "»"], kk: ["«", "»"] };

/** One way to set a quotation: pixels of the letters, and how much of it is kept. */
export interface Setting {
  size: number;
  longest: number;
}

/** Settings worth trying, the largest letters first; then, for words of nothing but wide letters, less of the text. */
export function listSettings(quote: string): Setting[] {
  const length = Math.min(quote.length, LONGEST_QUOTE);
  // Half the size squared is what a letter takes at the least: sizes far too large need no try.
  const likely = SIZES.filter((size) => length * size * size * 0.5 < (WIDTH - 2 * MARGIN) * QUOTE_HEIGHT);
  const smallest = SIZES.slice(-1);
  return [
    ...likely.map((size) => ({ size, longest: LONGEST_QUOTE })),
    ...smallest.flatMap((size) => [1, 0.75, 0.5].map((share) => ({ size, longest: LONGEST_QUOTE * share }))),
  ];
}

/** Whole sentences while they fit, else whole words, with "…" where something is left out behind. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept: string[] = [];
  for (const sentence of splitSentences(text)) {
    if ([...kept, sentence].join(" ").length > longest - 2) break;
    kept.push(sentence);
  }
  const whole = kept.join(" ");
  // Less than half would say too little: then the text is cut between words.
  if (whole.length > longest / 2) return `${whole} …`;
  return `${text.slice(0, longest - 2).replace(/\s+\S*$/u, "")} …`;
}

/** The innermost headings while they fit, "…" for the outer ones: a reader finds the passage by the last of them. */
export function shortenPlace(place: string, longest: number = LONGEST_PLACE): string {
  const steps = place.split(" › ");
  const kept: string[] = [];
  for (const step of steps.toReversed()) {
    if ([step, ...kept].join(" › ").length > longest) break;
    kept.unshift(step);
  }
  const left = steps[steps.length - kept.length - 1];
  if (left === undefined) return place;
  const room = longest - kept.join(" › ").length;
  return [room > longest / 3 ? shorten(left, room) : "…", ...kept].join(" › ");
}

/** The card, for satori: flex boxes with styles, the quotation under the key "quote". */
export function PictureCard({ content, setting }: { content: PictureContent; setting: Setting }) {
  const { language, quote, source, place, note, mark } = content;
  const [open, close] = QUOTES[language];
  return (
    <div style={{ ...column, width: WIDTH, height: HEIGHT, background: "#fbfaf7", color: "#1c2430" }}>
      <div style={{ ...row, background: "#0b6b6b", color: "#ffffff", padding: `18px ${MARGIN}px`, fontSize: 28 }}>
        <div style={{ fontWeight: 700 }}>Kenes</div>
        <div>{source}</div>
      </div>
      <div style={{ ...column, flexGrow: 1, justifyContent: "center", padding: `0 ${MARGIN}px` }}>
        <div
          key="quote"
          style={{ display: "block", fontSize: setting.size, lineHeight: 1.32, wordBreak: "break-word" }}
        >
          {`${open}${shorten(quote, setting.longest)}${close}`}
        </div>
      </div>
      <div
        style={{
          ...column,
          padding: `0 ${MARGIN}px`,
          color: "#566070",
          fontSize: 22,
          lineHeight: 1.35,
          wordBreak: "break-word",
        }}
      >
        <div>{shortenPlace(place)}</div>
        {note !== null && <div style={{ fontSize: 20 }}>{note}</div>}
      </div>
      <div style={{ ...row, padding: `14px ${MARGIN}px 22px`, color: "#0b6b6b", fontSize: 24, fontWeight: 700 }}>
        <div>{mark}</div>
      </div>
    </div>
  );
}

const column = { display: "flex", flexDirection: "column" } as const;
const row = { display: "flex", flexDirection: "row", justifyContent: "space-between" } as const;
