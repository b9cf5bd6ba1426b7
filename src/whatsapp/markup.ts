import { createCutter, type Room } from "../delivery/cut.ts";

/**
 * Text → text that WhatsApp shows as it is, and marks of our own. WhatsApp knows no escape: `*`, `_`,
 * `~` and backticks mark what stands between two of them, `>`, `-`, `*` and `1.` what begins a line.
 * A word joiner, which nobody sees, on both sides of such a sign takes its power: a sign marks only
 * where white space or punctuation is outside it. Pure.
 */

/** UTF-16 units that WhatsApp allows: of a text, of the text above buttons, of a button, of a row and what explains it. */
export const LIMITS = { text: 4096, interactive: 1024, button: 20, row: 24, description: 72, rows: 10, buttons: 3 };

const JOINER = "\u2060";
/** Backticks mark whatever is outside them: a letter that looks like one stands for it. The report has none. */
const BACKTICK = { sign: "`", alike: "\u02CB" };
const SIGNS = /[*_~]+/gu;
const LINE_STARTS = /^(\s*)(?=>|[-+•]\s|\d+[.)]\s)/gmu;

/** Words that aren't ours, or hold what isn't: shown letter by letter, nothing of them marked. */
export function plain(text: string): string {
  return text
    .replaceAll("\u0000", " ")
    .replaceAll(BACKTICK.sign, BACKTICK.alike)
    .replace(SIGNS, (signs) => `${JOINER}${[...signs].join(JOINER)}${JOINER}`)
    .replace(LINE_STARTS, (space: string) => `${space}${JOINER}`);
}

/** Bold and italic end with the line: white space and line breaks within would break the mark. */
export function bold(text: string): string {
  return mark("*", text);
}

export function italic(text: string): string {
  return mark("_", text);
}

function mark(sign: string, text: string): string {
  const lines = plain(text)
    .split("\n")
    .map((line) => line.trim());
  return lines.map((line) => (line === "" ? "" : `${sign}${line}${sign}`)).join("\n");
}

/** A quotation: each of its lines begins with the sign of one. */
export function quote(text: string): string {
  return plain(text)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

const cutter = createCutter((text) => plain(text).length);

/** The beginning of a text in at most so many UTF-16 units once it is plain, cut between letters and marked with "…". */
export const clip = cutter.clip;

/** Units and bytes of a quotation in a message that also has heading, introduction, notes and place. */
const LONGEST_QUOTATION: Room = { units: 1900, bytes: 7600 };

export function splitText(text: string): string[] {
  return cutter.split(text, LONGEST_QUOTATION);
}

/** For buttons and rows, where nothing is read as markup. */
export function clipLabel(text: string, units: number): string {
  return labelCutter.clip(text.replace(/\s+/gu, " ").trim(), units);
}

const labelCutter = createCutter((text) => text.length);
