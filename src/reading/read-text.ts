import type { Understood } from "./block.ts";
import { type Block, makeBlock } from "./block.ts";
import { tidyInline } from "./html-inline.ts";
import { legalRank } from "./legal-heading.ts";
import { takeNumber } from "./number.ts";

/**
 * Plain text → blocks. Three layouts: that of United Nations reports saved as text (paragraphs open
 * with a tab, headings do not, footnotes in square brackets), one paragraph a line, and paragraphs
 * broken into short lines with an empty line between. Pure.
 */
export function readText(text: string): Understood {
  const clean = text
    .replace(/^\uFEFF/u, "")
    .replace(/\r\n?|\f/gu, "\n")
    .replace(BOOKMARK, "");
  const notes = new Map([...clean.matchAll(NOTE_TEXT)].map((note) => [note[1] ?? "", tidyInline(note[2] ?? "")]));
  const lines = clean.replace(NOTE_TEXT, "").split("\n");
  const full = lines.filter((line) => line.trim() !== "");
  const tabbed = full.filter((line) => /^\t\S/u.test(line)).length;
  const pieces =
    tabbed > full.length * TABBED_LEAST ? readTabbed(lines) : isBroken(full) ? readBroken(lines) : readLines(lines);
  const blocks = pieces.map((piece) => takeNotes(piece, notes)).filter(({ text: words }) => words !== "");
  return { blocks, title: null, aside: [], pages: null, remarks: [] };
}

const BOOKMARK = /\[bookmark: [^\]\n]*\]/gu;
const NOTE_MARK = /\[footnoteRef:(\d+)\]/gu;
const NOTE_TEXT = /\[(\d+):\s*([^\]]*)\]/gu;
/** Of the lines so many open with a tab in the layout of the United Nations. */
const TABBED_LEAST = 0.4;

function takeNotes(block: Block, notes: ReadonlyMap<string, string>): Block {
  const marks = [...block.text.matchAll(NOTE_MARK)].map((mark) => mark[1] ?? "");
  return {
    ...block,
    text: tidyInline(block.text.replace(NOTE_MARK, "")),
    notes: marks.flatMap((mark) => notes.get(mark) ?? []),
  };
}

/** A capital, after a number or not. */
const TITLE_START = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?\s+|§\s*\d+\.?\s+)?["«“]?\p{Lu}/u;
/** Characters of a line that may be a heading. */
const LONGEST_HEADING = 160;
const OUTERMOST =
  /^(?:Introduction|Conclusions?|Summary|Annex(?: [IVX\d]+)?|Введение|Заключение|Приложение(?: \d+)?|Кіріспе|Қорытынды)$/u;

function readTabbed(lines: readonly string[]): Block[] {
  let nested = false;
  let deeper = 0;
  return lines.flatMap((line) => {
    const text = tidyInline(line);
    if (text === "") return [];
    if (line.startsWith("\t")) {
      nested = false;
      const title = text.length <= LONGEST_HEADING && /^\d+\.\s+\S.*[^.;:]$/u.test(text);
      return [title ? makeBlock({ kind: "heading", text, level: 3 }) : makeBlock({ kind: "paragraph", text })];
    }
    deeper = nested && !OUTERMOST.test(text) ? deeper + 1 : 0;
    nested = true;
    const rank = legalRank(text);
    const level = OUTERMOST.test(text) || rank === 0 ? 1 : rank === null ? Math.min(4 + deeper, 8) : 2;
    return [makeBlock({ kind: "heading", text, level })];
  });
}

/** One paragraph a line; a short line that ends in no stop is a heading where a paragraph follows. */
function readLines(lines: readonly string[]): Block[] {
  const full = lines
    .map((line, k) => ({ text: tidyInline(line), apart: (lines[k - 1] ?? "").trim() === "" }))
    .filter(({ text }) => text !== "");
  return full.map(({ text, apart }, k) => {
    const next = full[k + 1]?.text ?? "";
    return isHeadingLine(text, apart, next)
      ? makeBlock({ kind: "heading", text, level: levelOf(text) })
      : makeBlock({ kind: "paragraph", text });
  });
}

function isHeadingLine(text: string, apart: boolean, next: string): boolean {
  if (text.length > LONGEST_HEADING || /[.;:,!?»”)]$/u.test(text) || !TITLE_START.test(text)) return false;
  if (text.length > 3 && text === text.toUpperCase() && /\p{Lu}{3}/u.test(text)) return true;
  const numbered = takeNumber(text);
  if (numbered && /^\p{Ll}/u.test(numbered.rest)) return false;
  return (
    apart &&
    next.length > text.length &&
    TITLE_START.test(text) &&
    (/[.:;!?]$/u.test(next) || next.length > LONGEST_HEADING)
  );
}

/** A number with parts says how deep it is; capitals stand over the rest. */
function levelOf(text: string): number {
  const parts = /^(\d{1,3}(?:\.\d{1,3})*)\.?\s/u.exec(text)?.[1]?.split(".").length;
  if (parts !== undefined) return Math.min(2 + parts, 6);
  return text === text.toUpperCase() ? 2 : 6;
}

/** Lines are broken when most are about as long and many go on in lower case. */
function isBroken(full: readonly string[]): boolean {
  if (full.length < 6) return false;
  const short = full.filter((line) => line.length <= 100).length;
  const goingOn = full.filter((line, k) => /^\s*\p{Ll}/u.test(line) && !/[.!?;:]\s*$/u.test(full[k - 1] ?? "")).length;
  return short > full.length * 0.95 && goingOn > full.length * 0.2;
}

function readBroken(lines: readonly string[]): Block[] {
  const pieces: string[][] = [];
  let open = false;
  for (const line of lines) {
    const text = line.trim();
    const last = pieces.at(-1);
    if (text === "") open = false;
    else if (!open || last === undefined || takeNumber(text) !== null) pieces.push([text]);
    else last.push(text);
    if (text !== "") open = true;
  }
  return readLines(pieces.flatMap((piece) => [joinLines(piece), ""]));
}

/** Undoes hyphens at line ends where the next line goes on in lower case. */
function joinLines(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/(?<=\p{Ll})[-\u00AD]\n(?=\p{Ll})/gu, "")
    .replace(/\n/gu, " ");
}
