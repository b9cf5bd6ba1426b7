import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DocumentError, LANGUAGES, type Language } from "./document.ts";

/**
 * What the centre's people maintain beside the documents: signs of danger and greetings
 * (`kinds/*.json`) and whom to call (`contacts.json`).
 */

export interface Phrases {
  /** True when someone seems to be in danger now. */
  isUrgent(text: string): boolean;
  /** True when the whole message is a greeting, thanks, a farewell or a question about Kenes. */
  isGreeting(text: string): boolean;
}

export interface ContactEntry {
  number: string;
  names: Record<Language, string>;
  source: string;
  checked: string;
}

/** Each sign is a list of word beginnings that must all be there; `|` parts alternatives. */
const Signs = z.object({ urgent: z.array(z.array(z.string().min(2))), unless: z.array(z.string().min(2)) });
const Greetings = z.object({ whole: z.array(z.string().min(1)), filler: z.array(z.string().min(1)) });
const Contacts = z.array(
  z.object({
    number: z.string().min(3),
    names: z.object({ en: z.string(), ru: z.string(), kk: z.string() }),
    source: z.string().min(1),
    checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
  }),
);

export function readPhrases(corpusDir: string): Phrases {
  const signs = read(corpusDir, "kinds/urgent.json", Signs);
  const greetings = read(corpusDir, "kinds/greetings.json", Greetings);
  const whole = greetings.whole.map(normalize).sort((a, b) => b.length - a.length);
  const filler = new Set(greetings.filler.map(normalize));
  return {
    isUrgent: (text) => {
      const tokens = ` ${normalize(text)} `;
      const has = (beginning: string) => beginning.split("|").some((part) => tokens.includes(` ${normalize(part)}`));
      return signs.urgent.some((sign) => sign.every(has)) && !signs.unless.some(has);
    },
    isGreeting: (text) => {
      let rest = ` ${normalize(text)} `;
      const before = rest;
      for (const phrase of whole) rest = rest.replaceAll(` ${phrase} `, "  ");
      if (rest === before) return false;
      return rest.split(" ").every((word) => word === "" || filler.has(word));
    },
  };
}

export function readContacts(corpusDir: string): ContactEntry[] {
  return read(corpusDir, "contacts.json", Contacts);
}

function normalize(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function read<T>(corpusDir: string, file: string, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(corpusDir, file), "utf8"));
  } catch (error) {
    throw new DocumentError(file, "cannot be read as JSON; bring it back from git", error);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new DocumentError(file, `is not right: ${problems.join("; ")}`);
}

export function contactNames(entries: readonly ContactEntry[], language: Language) {
  return entries.map(({ names, ...rest }) => ({ ...rest, name: names[LANGUAGES.includes(language) ? language : "en"] }));
}
