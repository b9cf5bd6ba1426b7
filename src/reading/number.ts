/** The numbers and marks that paragraphs open with, as people type them. Pure. */

export interface Numbered {
  /** `12`, `3.1`, `5-2`, `a`; null for a bare dash or dot. */
  number: string | null;
  /** Marks of one list look alike: `1.`, `1)`, `(a)`, `•`. */
  style: string;
  /** The text after it. */
  rest: string;
}

/** Laws of Kazakhstan number what was put in later `5-2`. */
const DIGITS = /^(\d{1,4}(?:[.-]\d{1,3}){0,4})([.)])\s+(?=\S)/u;
const PLAIN_DIGITS = /^(\d{1,3}(?:\.\d{1,3}){1,4})\s+(?=["«“(]?\p{Lu})/u;
const BRACKETED = /^\((\d{1,3}|\p{Ll}{1,2}|[ivxl]{1,5}|[IVXL]{1,5}|\p{Lu})\)\s+(?=\S)/u;
const LETTER = /^(\p{Ll}|[ivxl]{2,5})([.)])\s+(?=\S)/u;
const MARK = /^[–—•·▪■●◦‣∙*\u2043\uF0B7\uF0A7-]\s+(?=\S)/u;
/** A paragraph may open with a year and a full stop: no document counts so far. */
const FIRST_YEAR = 1900;

/** Takes the number off the front of a text; null when it has none. */
export function takeNumber(text: string): Numbered | null {
  const digits = DIGITS.exec(text) ?? PLAIN_DIGITS.exec(text);
  if (digits) {
    const [whole, number = "", end = ""] = digits;
    if (Number(number) >= FIRST_YEAR) return null;
    return {
      number,
      style: `${number.replace(/-\d+/gu, "").replace(/\d+/gu, "1")}${end}`,
      rest: text.slice(whole.length),
    };
  }
  const bracketed = BRACKETED.exec(text);
  if (bracketed) {
    const [whole, number = ""] = bracketed;
    return { number, style: `(${styleOf(number)})`, rest: text.slice(whole.length) };
  }
  const letter = LETTER.exec(text);
  if (letter) {
    const [whole, number = "", end = ""] = letter;
    return { number, style: `${styleOf(number)}${end}`, rest: text.slice(whole.length) };
  }
  const mark = MARK.exec(text)?.[0];
  return mark === undefined ? null : { number: null, style: "•", rest: text.slice(mark.length) };
}

function styleOf(number: string): string {
  if (/^\d/u.test(number)) return "1";
  if (/^[ivxl]{2,}$/u.test(number)) return "i";
  return /\p{Lu}/u.test(number) ? "A" : "a";
}
