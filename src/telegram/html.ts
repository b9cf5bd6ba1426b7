import { splitSentences } from "../corpus/text.ts";

/** Text → HTML that Telegram accepts, within its limits. Pure. */

/**
 * What one quotation may take of a message: UTF-16 units of its HTML, of Telegram's 4,096, and UTF-8
 * bytes of its words, of the about 9,500 that all formatted words of a message may have. The rest is
 * for heading, introduction, notes and place.
 */
export const LONGEST_QUOTATION = { units: 2200, bytes: 5500 };

export interface Room {
  units: number;
  bytes: number;
}

/** Telegram knows only these four entities. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A quotation that a phone folds to a few lines. */
export function quote(text: string): string {
  return `<blockquote expandable>${escapeHtml(text)}</blockquote>`;
}

export function bold(text: string): string {
  return `<b>${escapeHtml(text)}</b>`;
}

export function italic(text: string): string {
  return `<i>${escapeHtml(text)}</i>`;
}

export function link(text: string, url: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
}

/** As many of the lines as have room together, in UTF-16 units, and how many are left. */
export function fillLines(lines: readonly string[], units: number): { lines: string[]; left: number } {
  let room = units;
  const kept = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  const count = kept < 0 ? lines.length : kept;
  return { lines: lines.slice(0, count), left: lines.length - count };
}

/** The same words without tags, for when Telegram refuses the HTML. */
export function stripHtml(html: string): string {
  return html
    .replace(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The beginning of a text in at most so many UTF-16 units of HTML, cut between letters and marked with "…". */
export function clip(text: string, units: number): string {
  const whole = { units, bytes: units * 3 };
  if (fits(text, whole)) return text;
  return `${text.slice(0, endOf(text, { units: units - 1, bytes: whole.bytes - 3 })).trimEnd()}…`;
}

/** Whole sentences in parts that each have room; a longer sentence is cut between words, a longer word between letters. */
export function splitText(text: string, room: Room = LONGEST_QUOTATION): string[] {
  const parts: string[] = [];
  for (const piece of splitSentences(text).flatMap((sentence) => cutLong(sentence, room))) {
    const last = parts.at(-1);
    const joined = `${last ?? ""} ${piece}`;
    if (last !== undefined && fits(joined, room)) parts[parts.length - 1] = joined;
    else parts.push(piece);
  }
  return parts;
}

function cutLong(sentence: string, room: Room): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (!fits(rest, room)) {
    const most = endOf(rest, room);
    const space = rest.lastIndexOf(" ", most);
    const end = space > 0 ? space : most;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? pieces : [...pieces, rest];
}

function fits(text: string, { units, bytes }: Room): boolean {
  return escapeHtml(text).length <= units && Buffer.byteLength(text) <= bytes;
}

/**
 * Where the longest beginning ends that has room, in UTF-16 units of the text: between graphemes, so
 * that no letter loses its marks and no emoji its parts; a grapheme that is itself too long is cut
 * between code points.
 */
function endOf(text: string, room: Room): number {
  const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text.slice(0, WINDOW * room.units));
  const whole = fill(
    Array.from(graphemes, ({ segment }) => segment),
    room,
  );
  return whole > 0 ? whole : Math.max(1, fill([...text.slice(0, room.units)], room));
}

/** Looking twice as far as there is room, no cut of the window itself can be taken for a letter's end. */
const WINDOW = 2;

function fill(pieces: readonly string[], room: Room): number {
  let [units, bytes, end] = [0, 0, 0];
  for (const piece of pieces) {
    units += escapeHtml(piece).length;
    bytes += Buffer.byteLength(piece);
    if (units > room.units || bytes > room.bytes) return end;
    end += piece.length;
  }
  return end;
}
