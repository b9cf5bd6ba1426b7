import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { hashText } from "../corpus/text.ts";

const Entry = z.object({
  id: z.string(),
  kind: z.enum(["answerable", "unanswerable", "chitchat", "urgent"]),
  topic: z.string().optional(),
  audience: z.string().optional(),
  needles: z.array(z.string()).default([]),
  en: z.string(),
  ru: z.string(),
  kk: z.string(),
  ru_typo: z.string().optional(),
  kk_latin: z.string().optional(),
  kk_noletters: z.string().optional(),
  mixed: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;

/** How a question is spelled: the three languages, and as people type them. */
export const SPELLINGS = [...LANGUAGES, "ru_typo", "kk_latin", "kk_noletters", "mixed"] as const;
export type Spelling = (typeof SPELLINGS)[number];

/** One entry of the question set in one spelling. */
export interface Case {
  id: string;
  /** The name of the file it comes from. */
  set: string;
  kind: Entry["kind"];
  audience: string;
  /** True when it is unanswerable but close to what the report speaks of. */
  near: boolean;
  spelling: Spelling;
  text: string;
  /** A passage that contains one of these answers it. */
  needles: string[];
}

export interface QuestionSet {
  cases: Case[];
  /** `sha256:…` of the files: the calibration remembers what it was fitted on. */
  hash: string;
}

/** Reads question sets, one after the other. Throws ZodError when one has another shape. */
export function readQuestionSets(files: readonly string[]): QuestionSet {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const cases = texts.flatMap((text, k) => readCases(text, basename(files[k] ?? "", ".json")));
  return { cases, hash: hashText(texts.join("")) };
}

function readCases(text: string, set: string): Case[] {
  const entries = z.array(Entry).parse(JSON.parse(text));
  return entries.flatMap((entry) =>
    SPELLINGS.flatMap((spelling) => {
      const question = entry[spelling];
      if (question === undefined) return [];
      const { id, kind, needles } = entry;
      const near = entry.topic?.startsWith("near") ?? false;
      return [{ id, set, kind, needles, near, spelling, text: question, audience: entry.audience ?? "citizen" }];
    }),
  );
}

/** The language that a spelling is written in; null for two at once. */
export function languageOf(spelling: Spelling): Language | null {
  return LANGUAGES.find((language) => spelling.startsWith(language)) ?? null;
}
