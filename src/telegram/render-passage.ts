import type { Corpus } from "../corpus/corpus.ts";
import type { Document } from "../corpus/document.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import type { Mode } from "./button-data.ts";
import { bold, clip, escapeHtml, italic, quote, splitText } from "./html.ts";
import type { Button } from "./keyboard.ts";
import { renderCentre } from "./render-centre.ts";
import type { Text } from "./talk.ts";

/** A passage → the messages that show it: its words quoted, its place under each part. Pure. */

/** UTF-16 units of HTML that each line beside the quotation may take, so that all of them fit in one message. */
export const ROOM = { heading: 150, question: 250, introduction: 450, notes: 400, place: 400, other: 130 };

/** What a message shows of a passage. */
export interface Quotation {
  /** Lines of HTML above it, on the first part only. */
  head: string[];
  introduction: string | null;
  words: string;
  notes: readonly string[];
  /** The document's symbol and the place in it, under every part. */
  place: string;
  /** What a reader must know of the words, such as that they are a translation; null when nothing. */
  remark: string | null;
  /** Lines of HTML below it, on the last part only. */
  tail: string[];
  buttons: Button[][];
}

/** One message, or several when the words are long: every part closed in itself and with its place, buttons on the last. */
export function renderQuotation(about: Quotation): Text[] {
  const parts = splitText(about.words);
  const notes = clip(about.notes.map((note) => `* ${note}`).join("\n"), ROOM.notes);
  return parts.map((part, position) => {
    const [first, last] = [position === 0, position === parts.length - 1];
    const count = parts.length > 1 ? ` (${position + 1}/${parts.length})` : "";
    const lines = [
      ...(first ? about.head : []),
      ...(first && about.introduction ? [escapeHtml(clip(about.introduction, ROOM.introduction))] : []),
      quote(part),
      ...(last && notes !== "" ? [escapeHtml(notes)] : []),
      italic(clip(about.place, ROOM.place) + count),
      ...(last && about.remark !== null ? [italic(about.remark)] : []),
      ...(last ? about.tail : []),
    ];
    return { text: lines.join("\n"), ...(last ? { buttons: about.buttons } : {}) };
  });
}

/** A passage as a button or a link shows it. */
export function renderPassage(
  { passage, document }: { passage: Passage; document: Document },
  about: {
    messages: Messages;
    mode: Mode;
    language: Language;
    /** The excerpt to show in the mode of that name. */
    excerpt: string | null;
    /** Where it stands among what can be leafed through; `near` when it was not shown as an answer. */
    of: { number: number; total: number; near: boolean } | null;
    /** Lines of HTML below it. */
    tail?: string[];
    buttons: Button[][];
  },
): Text[] {
  const { messages, mode, language, excerpt, of, tail = [], buttons } = about;
  const say = messages[language];
  const { centre } = passage;
  if (centre) {
    const spoken = language === document.language ? undefined : passage.renderings[language]?.text;
    const shown = {
      text: spoken ?? passage.text,
      centre: { ...centre, language: spoken ? language : document.language },
    };
    return renderCentre(shown, { messages, language, head: [], tail, buttons });
  }
  const place = placeOf(passage, document, language);
  if (mode === "source") {
    return [{ text: [describeSource(document, { place, language, messages }), ...tail].join("\n"), buttons }];
  }
  const rendering = mode === "original" || language === document.language ? undefined : passage.renderings[language];
  const words = rendering?.text ?? passage.text;
  const heading =
    mode === "original"
      ? say("original-words")
      : of
        ? say(of.near ? "near-of" : "excerpt-of", { number: of.number, total: of.total })
        : say("passage-shared");
  const whole = excerpt === null || mode !== "excerpt" || excerpt === words;
  return renderQuotation({
    head: [bold(clip(heading, ROOM.heading))],
    introduction: whole ? ((rendering ? rendering.introduction : passage.introduction) ?? null) : null,
    words: whole ? words : excerpt,
    notes: whole ? passage.notes : [],
    place,
    remark: rendering?.status === "working" ? say("working-translation") : null,
    tail,
    buttons,
  });
}

/** A passage by its innermost heading and number, or its id when it is not in the corpus any more. */
export function shortPlace(corpus: Corpus, id: string, language: Language): string {
  const found = corpus.find(id);
  if (!found) return id;
  const heading = (found.passage.places[language] ?? found.passage.place).at(-1);
  const named = found.passage.centre ? [] : [found.document.symbol];
  return [...named, ...(heading === undefined ? [] : [heading]), `§ ${id.split("/").at(-1)?.replace(/^0+/u, "")}`].join(
    " · ",
  );
}

function placeOf(passage: Passage, document: Document, language: Language): string {
  const number = passage.id.split("/").at(-1)?.replace(/^0+/u, "") ?? "";
  return `${document.symbol} · ${[...(passage.places[language] ?? passage.place), `§ ${number}`].join(" › ")}`;
}

function describeSource(
  document: Document,
  { place, language, messages }: { place: string; language: Language; messages: Messages },
): string {
  const { titles, symbol, publisher, date, url, edition } = document;
  const lines = [titles[language], symbol, publisher, date, url ?? ""].filter((line) => line !== "");
  return [
    ...lines.map((line) => escapeHtml(clip(line, ROOM.place))),
    italic(clip(place, ROOM.place)),
    `${escapeHtml(messages[language]("edition"))}: <code>${escapeHtml(edition)}</code>`,
  ].join("\n");
}
