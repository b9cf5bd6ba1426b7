import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { type FeedbackReason, REASONS } from "../log/askers.ts";

/**
 * What an asker can do beside asking, and how a button or a row carries it, in at most 200 letters.
 * Each names the view that it leads to, not a step, so that the same press twice leads to the same view. Pure.
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

export type Verdict = "yes" | "no" | FeedbackReason;
export type CaseAction = "status" | "add" | "cancel" | "cancel-sure" | "helped" | "not-helped";

/** Needs nothing but to be named: it can be written as well as pressed. */
const PLAIN = [
  "start",
  "help",
  "about",
  "language",
  "mydata",
  "forget",
  "forget-sure",
  "forget-not",
  "cases",
  "continue",
] as const;
export type PlainAction = (typeof PLAIN)[number];

export type Action =
  | { kind: PlainAction }
  | { kind: "set"; language: Language }
  | { kind: "show"; view: View }
  | { kind: "rate"; view: View; verdict: Verdict }
  | { kind: "alone" | "person" | "pass"; answer: string }
  | { kind: "choose"; answer: string; choice: string }
  | { kind: "case"; number: string; action: CaseAction };

const MODES: readonly Mode[] = ["excerpt", "full", "original", "source"];
const VERDICTS: readonly Verdict[] = ["yes", "no", ...REASONS];
const CASE_ACTIONS: readonly CaseAction[] = ["status", "add", "cancel", "cancel-sure", "helped", "not-helped"];

const ANSWER = /^[\w-]{12}$/u;
const CHOICE = /^[\w-]{1,36}$/u;
const POSITION = /^\d{1,2}$/u;
export const CASE_NUMBER = /^[0-9A-Z]{3}-[0-9A-Z]{3}$/u;

/** What a button carries. */
export function writeAction(action: Action): string {
  switch (action.kind) {
    case "set":
      return `set:${action.language}`;
    case "show":
      return `show:${writeView(action.view)}`;
    case "rate":
      return `rate:${writeView(action.view)}:${action.verdict}`;
    case "choose":
      return `choose:${action.answer}:${action.choice}`;
    case "case":
      return `case:${action.number}:${action.action}`;
    case "alone":
    case "person":
    case "pass":
      return `${action.kind}:${action.answer}`;
    default:
      return action.kind;
  }
}

export function writeView({ answer, position, mode, language }: View): string {
  return `${answer}:${position}:${mode}:${language}`;
}

/** Null when it is none of ours: old, or forged. */
export function readAction(data: string): Action | null {
  const [kind = "", ...rest] = data.split(":");
  const [first = "", second = ""] = rest;
  const plainKind = rest.length === 0 ? PLAIN.find((one) => one === kind) : undefined;
  if (plainKind) return { kind: plainKind };
  if (kind === "set") return oneOf(LANGUAGES, first, (language) => ({ kind, language }));
  if (kind === "show" || kind === "rate") return readViewed(kind, rest);
  if (kind === "alone" || kind === "person" || kind === "pass") {
    return ANSWER.test(first) ? { kind, answer: first } : null;
  }
  if (kind === "choose")
    return ANSWER.test(first) && CHOICE.test(second) ? { kind, answer: first, choice: second } : null;
  if (kind !== "case" || !CASE_NUMBER.test(first)) return null;
  return oneOf(CASE_ACTIONS, second, (action) => ({ kind, number: first, action }));
}

function readViewed(kind: "show" | "rate", parts: readonly string[]): Action | null {
  const view = readView(parts.slice(0, 4).join(":"));
  if (!view) return null;
  if (kind === "show") return { kind, view };
  return oneOf(VERDICTS, parts[4] ?? "", (verdict) => ({ kind, view, verdict }));
}

/** Null when it is none. */
export function readView(text: string): View | null {
  const [answer = "", position = "", mode = "", language = ""] = text.split(":");
  if (!ANSWER.test(answer) || !POSITION.test(position)) return null;
  return oneOf(MODES, mode, (shown) =>
    oneOf(LANGUAGES, language, (spoken) => ({ answer, position: Number(position), mode: shown, language: spoken })),
  );
}

function oneOf<Value extends string, Result>(
  values: readonly Value[],
  given: string,
  make: (value: Value) => Result | null,
): Result | null {
  const found = values.find((value) => value === given);
  return found === undefined ? null : make(found);
}
