import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed from print. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 50 random bits: at a million receipts, a guess hits one in a billion times. */
const LENGTH = 10;

/** A new random code. */
export function makeCode(): string {
  return [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** The code that somebody typed (any case, hyphens, O for 0, I or L for 1), or null when it is none. */
export function readCode(typed: string): string | null {
  if (typed.length > 4 * LENGTH) return null;
  const code = typed.trim().toUpperCase().replace(/[\s-]/gu, "").replace(/O/gu, "0").replace(/[IL]/gu, "1");
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
}

/** Codes tried until one is free: a second try is needed once in a billion receipts. */
const TRIES = 5;

/** The first code under which `keep` could keep something. Throws when none was free. */
export function withFreeCode(keep: (code: string) => boolean): string {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const code = makeCode();
    if (keep(code)) return code;
  }
  throw new Error("No free code was found for a receipt");
}
