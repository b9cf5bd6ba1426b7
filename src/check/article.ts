import type { Check, CheckText } from "../answer/verdict.ts";
import { LONGEST_TEXT, listSentences } from "./check.ts";

/** Sentences: a paragraph with more is an article's own text, and each of its sentences stands for itself. */
const ONE_QUOTATION = 3;
/** Characters: a longer paragraph is no quotation, and looking at it in one go would hold up everyone else. */
const LONG = 3000;
/** Where a paragraph ends: an empty line, or a line's end after the end of a sentence. */
const PARAGRAPH = /\n\s*\n|(?<=[.!?…]["”»’)]*)[ \t]*\n/u;

/**
 * Checks a long text: paragraph by paragraph, those of an article sentence by sentence. Other work
 * gets its turn between two paragraphs.
 */
export function createCheckText(check: Check): CheckText {
  return async function* checkText(text) {
    if (text.length > LONGEST_TEXT) {
      yield { verdict: check(text), done: 1, total: 1 };
      return;
    }
    const paragraphs = text
      .replaceAll("\r", "")
      .split(PARAGRAPH)
      .filter((each) => each.trim() !== "");
    const kept =
      paragraphs.length === 0
        ? [text]
        : paragraphs.flatMap((each) => (each.length > LONG ? listSentences(each) : [each]));
    const lengths = kept.map((each) => each.length);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    let done = 0;
    for (const paragraph of kept) {
      await new Promise((resolve) => setImmediate(resolve));
      const verdict = check(paragraph.trim());
      done += paragraph.length;
      const parts = verdict.verdict !== "verbatim" && verdict.parts.length > ONE_QUOTATION ? verdict.parts : [verdict];
      for (const part of parts) yield { verdict: part, done, total };
    }
  };
}
