import type { Corpus } from "../corpus/corpus.ts";
import type { Document } from "../corpus/document.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import type { Mode } from "./actions.ts";
import { bold, clip, italic, LIMITS, plain, quote, splitText } from "./markup.ts";
import type { Choice, Text } from "./reply.ts";

/** A passage → the messages that show it: its words quoted, its place under each part. Pure. */

/** UTF-16 units that each line beside the quotation may take, so that all of them fit in one message. */
export const ROOM = { heading: 150, question: 250, introduction: 450, notes: 350, place: 350, other: 120 };

export type Found = NonNullable<ReturnType<Corpus["find"]>>;

/** What a message shows of a passage. */
export interface Quotation {
  /** Lines above it, marked up, on the first part only. */
  head: string[];
  introduction: string | null;
  words: string;
  notes: readonly string[];
  /** The document's symbol and the place in it, under every part. */
  place: string;
  /** What a reader must know of the words, such as that they are a translation; null when nothing. */
  remark: string | null;
  /** Lines below it, marked up, on the last part only. */
  tail: string[];
  choices: readonly Choice[];
}

/** One message, or several when the words are long: every part with its place, choices on the last. */
export function renderQuotation(about: Quotation): Text[] {
  const parts = splitText(about.words);
  const notes = clip(about.notes.map((note) => `* ${note}`).join("\n"), ROOM.notes);
  return parts.flatMap((part, position): Text[] => {
    const [first, last] = [position === 0, position === parts.length - 1];
    const count = parts.length > 1 ? ` (${position + 1}/${parts.length})` : "";
    const lines = [
      ...(first ? about.head : []),
      ...(first && about.introduction ? [plain(clip(about.introduction, ROOM.introduction))] : []),
      quote(part),
      ...(last && notes !== "" ? [plain(notes)] : []),
      italic(clip(about.place, ROOM.place) + count),
      ...(last && about.remark !== null ? [italic(about.remark)] : []),
    ];
    if (!last) return [{ text: lines.join("\n") }];
    const whole = [...lines, ...about.tail].join("\n");
    if (whole.length <= LIMITS.text) return [{ text: whole, choices: about.choices }];
    return [{ text: lines.join("\n") }, { text: about.tail.join("\n").trim(), choices: about.choices }];
  });
}

/** A passage as a button or a word shows it. */
export function renderPassage(
  { passage, document }: Found,
  about: {
    messages: Messages;
    mode: Mode;
    language: Language;
    /** The excerpt to show in the mode of that name. */
    excerpt: string | null;
    /** Where it stands among what can be leafed through; `near` when it was not shown as an answer. */
    of: { number: number; total: number; near: boolean };
    choices: readonly Choice[];
  },
): Text[] {
  const { messages, mode, language, excerpt, of, choices } = about;
  const say = messages[language];
  const place = placeOf(passage, document, language);
  if (mode === "source") return [{ text: describeSource(document, { place, language, messages }), choices }];
  const rendering = mode === "original" || language === document.language ? undefined : passage.renderings[language];
  const words = rendering?.text ?? passage.text;
  const heading =
    mode === "original"
      ? say("original-words")
      : say(of.near ? "near-of" : "excerpt-of", { number: of.number, total: of.total });
  const whole = excerpt === null || mode !== "excerpt" || excerpt === words;
  return renderQuotation({
    head: [bold(clip(heading, ROOM.heading))],
    introduction: whole ? ((rendering ? rendering.introduction : passage.introduction) ?? null) : null,
    words: whole ? words : excerpt,
    notes: whole ? passage.notes : [],
    place,
    remark: rendering?.status === "working" ? say("working-translation") : null,
    tail: [],
    choices,
  });
}

/** The document's symbol, the headings and the number. */
export function placeOf(passage: Passage, document: Document, language: Language): string {
  const number = passage.id.split("/").at(-1)?.replace(/^0+/u, "") ?? "";
  return `${document.symbol} · ${[...(passage.places[language] ?? passage.place), `§ ${number}`].join(" › ")}`;
}

function describeSource(
  document: Document,
  { place, language, messages }: { place: string; language: Language; messages: Messages },
): string {
  const { titles, symbol, publisher, date, url, edition } = document;
  const lines = [titles[language], symbol, publisher, date].filter((line) => line !== "");
  return [
    ...lines.map((line) => plain(clip(line, ROOM.place))),
    // An address stays as it is: a joiner within would break it.
    ...(url ? [url] : []),
    italic(clip(place, ROOM.place)),
    `${plain(messages[language]("edition"))}: ${plain(edition)}`,
  ].join("\n");
}
