import { findDate, findSymbol, findTitle, firstLines, guessLanguage, markTitle } from "./about.ts";
import { arrange } from "./arrange.ts";
import type { Understood } from "./block.ts";
import { LIMITS } from "./limits.ts";
import type { Format, ReadDocument, Remark } from "./reading.ts";
import { refuse } from "./refuse.ts";

/** Letters that no font or encoding gave: the mark for "unknown", and code points of private use. */
const UNREADABLE = /[\uFFFD\uE000-\uF8FF]/gu;
/** Above this share of the letters the text is not what a reader sees. */
const MOST_UNREADABLE = 0.05;
/** Paragraphs from which on a document should have headings. */
const LONG = 30;

/** What one format's reader gave → the document. Throws Refused when there is no text, too much, or a garbled one. */
export function understand(format: Format, read: Understood): ReadDocument {
  const blocks = markTitle(read.blocks);
  const text = blocks.map((block) => block.text).join("\n");
  if (!/\p{L}/u.test(text)) refuse("no-text");
  if (text.length > LIMITS.characters) refuse("too-long", { characters: LIMITS.characters });
  const unreadable = text.match(UNREADABLE)?.length ?? 0;
  if (unreadable > text.length * MOST_UNREADABLE) refuse("encoding-unknown");
  const paragraphs = arrange(blocks);
  const language = guessLanguage(text);
  const first = firstLines(blocks, read.aside);
  const remarks: Remark[] = [...read.remarks];
  if (unreadable > 0) remarks.push({ code: "unreadable-letters", values: { count: unreadable } });
  if (paragraphs.length >= LONG && paragraphs.every(({ place }) => place.length === 0)) {
    remarks.push({ code: "no-headings", values: {} });
  }
  if (language === null) remarks.push({ code: "language-unknown", values: {} });
  return {
    format,
    title: findTitle(blocks, read.title),
    language,
    date: findDate(first),
    symbol: findSymbol(first),
    pages: read.pages,
    paragraphs,
    remarks,
  };
}
