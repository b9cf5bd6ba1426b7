import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import { CASE_NUMBER, type PlainAction } from "./actions.ts";

/**
 * What is written instead of pressed. Only a whole message counts, so that no question is taken for
 * a command; "check:" and a case's number take what stands behind them. Pure.
 */
export type Word =
  | { kind: PlainAction }
  | { kind: "set"; language: Language }
  | { kind: (typeof VIEWED)[number] }
  | { kind: "check"; quotation: string }
  | { kind: "case-text"; number: string; text: string }
  | { kind: "unknown-command" };

/** A word, and the language that it is of: to whoever writes "помощь", Russian is spoken. */
export interface Written {
  word: Word;
  language: Language | null;
}

const PLAIN = ["start", "help", "about", "language", "mydata", "forget", "forget-sure", "cases", "continue"] as const;
/** What to do with what was last shown. */
export const VIEWED = [
  "next",
  "previous",
  "full",
  "excerpt",
  "original",
  "source",
  "helped",
  "not-helped",
  "person",
  "alone",
] as const;

export type ReadWord = (text: string) => Written | null;

export function createWordReader(messages: Messages): ReadWord {
  const known = new Map<string, Written>();
  const readers: { language: Language; read: (text: string) => string | null }[] = [];
  for (const language of LANGUAGES) {
    const listed = (id: string) => messages[language](`wa-words-${id}`).split(",").map(normalise);
    for (const kind of [...PLAIN, ...VIEWED]) {
      for (const word of listed(kind)) known.set(word, { word: { kind }, language });
    }
    for (const word of listed("set")) known.set(word, { word: { kind: "set", language }, language });
    readers.push({ language, read: createCheckReader(listed("check")) });
  }
  // Telegram's commands work here too: somebody may know them.
  for (const kind of PLAIN) known.set(`/${kind}`, { word: { kind }, language: null });
  return (text) => {
    const found = known.get(normalise(text));
    if (found) return found;
    for (const { language, read } of readers) {
      const quotation = read(text);
      if (quotation !== null) return { word: { kind: "check", quotation }, language };
    }
    const aboutCase = readCaseText(text);
    if (aboutCase) return { word: aboutCase, language: null };
    return /^\/\w{1,64}(\s|$)/u.test(text.trim()) ? { word: { kind: "unknown-command" }, language: null } : null;
  };
}

/**
 * "check: …", "check “…”", "/check …", and "check" with the sentence on the next line. Without such a
 * sign "check whether I …" would be a question.
 */
function createCheckReader(words: readonly string[]): (text: string) => string | null {
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map((word) => word.replaceAll(" ", "\\s+"));
  const pattern = new RegExp(
    `^(?:/check\\b|/?(?:${longestFirst.join("|")})(?=\\s*(?:[:\\n«“"„]|$)))\\s*:?\\s*(.*)$`,
    "isu",
  );
  return (text) => {
    const trimmed = text.trim();
    // One letter for one, so that what stands behind is as long in both.
    const length = pattern.exec(trimmed.replaceAll("ё", "е"))?.[1]?.length;
    if (length === undefined) return null;
    return trimmed.slice(trimmed.length - length).trim();
  };
}

/** A case's number, alone or with what is to be added to it. */
function readCaseText(text: string): Word | null {
  const [, number = "", rest = ""] = /^\s*([0-9A-Za-z]{3}-[0-9A-Za-z]{3})(?:[\s:,.]+(.*))?$/su.exec(text) ?? [];
  const upper = number.toUpperCase();
  if (!CASE_NUMBER.test(upper)) return null;
  return { kind: "case-text", number: upper, text: rest.trim() };
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll("’", "'")
    .replace(/[\s.!…]+$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
}
