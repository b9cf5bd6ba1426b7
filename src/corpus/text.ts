import { createHash } from "node:crypto";

/** `sha256:` and 64 hex digits of the text's UTF-8 bytes. */
export function hashText(text: string): string {
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}

/** One space where there was any run of white space, none at the ends. */
export function tidy(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Abbreviations of the report after which a full stop ends no sentence. */
const ABBREVIATIONS =
  /(?:^|[\s(“"])(?:No|Nos|art|arts|para|paras|p|pp|e\.g|i\.e|etc|vs|Mr|Ms|Mrs|Dr|St|ст|п|пп|г|гг|тыс|млн|млрд|чел|т\.е|т\.д|б|бб|ж)\.$/iu;

/**
 * Splits a text into whole sentences. The pieces are substrings of the text, in order; joined by
 * the white space between them they are the text again.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?;:…]+[”"»’)]*(?:\s+|$)/gu)) {
    const end = match.index + match[0].length;
    const head = text.slice(start, end).trimEnd();
    if (!endsSentence(head, text.slice(end))) continue;
    sentences.push(head);
    start = end;
  }
  const rest = text.slice(start).trim();
  if (rest !== "") sentences.push(rest);
  return sentences;
}

function endsSentence(head: string, rest: string): boolean {
  if (rest === "") return true;
  if (/[;:][”"»’)]*$/u.test(head)) return false;
  if (ABBREVIATIONS.test(head)) return false;
  if (/(?:^|\s)\p{Lu}\.$/u.test(head)) return false;
  return /^[\p{Lu}\p{N}“"«(–—-]/u.test(rest);
}
