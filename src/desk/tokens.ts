import { createHash, randomBytes, randomInt } from "node:crypto";

/** Bytes of a session's or a private link's secret: 256 bits are not guessed. */
const TOKEN_BYTES = 32;
/** Letters and digits that are not taken for one another, read aloud or written by hand. */
const CLEAR = "23456789ACDEFHJKMNPRTUVWXY";
/** 26⁶ is 309 million numbers: drawn at random, none tells how many came before it. */
const NUMBER_LENGTH = 6;

export function drawToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is stored of a token: a reader of the database can't use it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** A case number such as `K7M-4PX`. */
export function drawCaseNumber(): string {
  const letters = Array.from({ length: NUMBER_LENGTH }, () => CLEAR[randomInt(CLEAR.length)]).join("");
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
