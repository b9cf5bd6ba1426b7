import { createHash } from "node:crypto";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { FeedbackReason } from "../log/askers.ts";

/**
 * What the buttons carry, in at most 64 bytes. Each names the view that it leads to, not a step, so
 * that the same press twice leads to the same view. Pure.
 */

/** What of a passage is shown: its best sentences, all of it, all of it in the document's language, where it is from. */
export type Mode = "excerpt" | "full" | "original" | "source";

/** A passage of an answer as it is shown. */
export interface View {
  answer: string;
  /** Its place among what came nearest, from 0. */
  position: number;
  mode: Mode;
  language: Language;
}

/** A passage on its own, as a shared link opens it. */
export interface Opened {
  /** `hashPassage` of its id. */
  hash: string;
  mode: Mode;
  language: Language;
}

/** What someone thinks of an answer; `no` asks for the reason. */
export type Verdict = "yes" | "no" | FeedbackReason;

export type Pressed =
  | { action: "language"; language: Language }
  | { action: "show"; view: View }
  | { action: "rate"; view: View; verdict: Verdict }
  | { action: "open"; opened: Opened }
  | { action: "alone"; answer: string }
  | { action: "choose"; answer: string; choice: string }
  | { action: "only"; answer: string; document: string }
  | { action: "forget"; sure: boolean };

const MODES: Readonly<Record<Mode, string>> = { excerpt: "e", full: "f", original: "o", source: "s" };
const VERDICTS: Readonly<Record<Verdict, string>> = {
  yes: "y",
  no: "n",
  "other-question": "q",
  unclear: "u",
  wrong: "w",
};

export const writeButton = {
  language: (language: Language) => `language:${language}`,
  show: (view: View) => `show:${writeView(view)}`,
  rate: (view: View, verdict: Verdict) => `rate:${writeView(view)}:${VERDICTS[verdict]}`,
  open: ({ hash, mode, language }: Opened) => `open:${hash}:${MODES[mode]}:${language}`,
  alone: (answer: string) => `alone:${answer}`,
  choose: (answer: string, choice: string) => `choose:${answer}:${choice}`,
  /** `document`: `hashPassage` of its id. */
  only: (answer: string, document: string) => `only:${answer}:${document}`,
  forget: (sure: boolean) => `forget:${sure ? "yes" : "no"}`,
};

function writeView({ answer, position, mode, language }: View): string {
  return `${answer}:${position}:${MODES[mode]}:${language}`;
}

const SHAPES = {
  language: /^language:(?<language>en|ru|kk)$/u,
  show: /^show:(?<answer>[\w-]{12}):(?<position>\d{1,2}):(?<mode>[efos]):(?<language>en|ru|kk)$/u,
  rate: /^rate:(?<answer>[\w-]{12}):(?<position>\d{1,2}):(?<mode>[efos]):(?<language>en|ru|kk):(?<verdict>[ynquw])$/u,
  open: /^open:(?<hash>[\w-]{12}):(?<mode>[efos]):(?<language>en|ru|kk)$/u,
  alone: /^alone:(?<answer>[\w-]{12})$/u,
  choose: /^choose:(?<answer>[\w-]{12}):(?<choice>[\w-]{1,36})$/u,
  only: /^only:(?<answer>[\w-]{12}):(?<hash>[\w-]{12})$/u,
  forget: /^forget:(?<sure>yes|no)$/u,
};

/** Null when it is none of our buttons: old, or forged. */
export function readButton(data: string): Pressed | null {
  const match = (action: keyof typeof SHAPES) => SHAPES[action].exec(data)?.groups;
  const parts = Object.keys(SHAPES)
    .map((action) => match(action as keyof typeof SHAPES))
    .find(Boolean);
  if (!parts) return null;
  const { answer = "", position = "0", mode = "e", choice = "", hash = "", verdict = "n" } = parts;
  const language = LANGUAGES.find((one) => one === parts.language) ?? "kk";
  const view: View = { answer, position: Number(position), mode: keyOf(MODES, mode, "excerpt"), language };
  if (data.startsWith("language")) return { action: "language", language };
  if (data.startsWith("show")) return { action: "show", view };
  if (data.startsWith("rate")) return { action: "rate", view, verdict: keyOf(VERDICTS, verdict, "no") };
  if (data.startsWith("open")) return { action: "open", opened: { hash, mode: view.mode, language } };
  if (data.startsWith("alone")) return { action: "alone", answer };
  if (data.startsWith("choose")) return { action: "choose", answer, choice };
  if (data.startsWith("only")) return { action: "only", answer, document: hash };
  return { action: "forget", sure: parts.sure === "yes" };
}

function keyOf<Key extends string>(table: Readonly<Record<Key, string>>, value: string, otherwise: Key): Key {
  return (Object.keys(table) as Key[]).find((key) => table[key] === value) ?? otherwise;
}

/** Twelve letters that stand for the id of a passage or a document, however long or Cyrillic that is. */
export function hashPassage(id: string): string {
  return createHash("sha256").update(id, "utf8").digest("base64url").slice(0, 12);
}
