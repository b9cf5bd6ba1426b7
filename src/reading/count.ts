/** Counting as lists do: 1, a, A, i, I. Pure. */

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];
const RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя";
const MOST = 3999;

/** `kind` is the first of its kind: `1`, `a`, `A`, `i`, `I`, `а` or `А` of the Russian letters. */
export function formatCount(count: number, kind: string): string {
  if (count < 1 || count > MOST) return String(count);
  if (kind === "i") return toRoman(count);
  if (kind === "I") return toRoman(count).toUpperCase();
  if (kind === "a") return toLetters(count, "abcdefghijklmnopqrstuvwxyz");
  if (kind === "A") return toLetters(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (kind === "а") return toLetters(count, RUSSIAN);
  if (kind === "А") return toLetters(count, RUSSIAN.toUpperCase());
  return String(count);
}

function toRoman(count: number): string {
  let rest = count;
  let roman = "";
  for (const [value, letters] of ROMAN) {
    while (rest >= value) {
      roman += letters;
      rest -= value;
    }
  }
  return roman;
}

/** z is followed by aa. */
function toLetters(count: number, letters: string): string {
  const last = letters[(count - 1) % letters.length] ?? "";
  return count <= letters.length ? last : toLetters(Math.floor((count - 1) / letters.length), letters) + last;
}
