import type { FastifyRequest } from "fastify";
import type { Question } from "../answer/answer.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { FOLLOW_UP } from "../log/askers.ts";
import { readLanguage, readOne } from "./request.ts";

/** A question as an address asks it. Nothing of it is trusted, and no cookie remembers it. */

export interface Asking {
  question: Question;
  /** A second language to show beside the answer's. */
  beside: Language | null;
}

/** An id of a choice, as `Choice.id` has it. */
const FIELD = /^[0-9a-f]{12}$/u;

/** Undefined where nothing is asked. */
export function readAsking(request: FastifyRequest, now: number): Asking | undefined {
  const text = readOne(request, "q");
  if (text === undefined) return undefined;
  const language = readLanguage(request);
  const previous = readPrevious(request, now);
  const [document, asOf] = [readShort(request, "document"), readShort(request, "asOf")];
  const within = FIELD.exec(readOne(request, "within") ?? "")?.[0];
  const beside = readOne(request, "beside");
  return {
    question: {
      text,
      ...(language === undefined ? {} : { language }),
      ...(previous === undefined ? {} : { previous }),
      ...(within === undefined ? {} : { within }),
      ...(document === undefined ? {} : { document }),
      ...(asOf === undefined ? {} : { asOf }),
    },
    beside: LANGUAGES.find((known) => known === beside) ?? null,
  };
}

/** Letters of a document's id or an edition's hash. What names none is answered so. */
const LONGEST_NAME = 80;

function readShort(request: FastifyRequest, name: string): string | undefined {
  return readOne(request, name)?.trim().slice(0, LONGEST_NAME) || undefined;
}

/** The question before, unless it is more than a few minutes old: `at` says when its answer was shown. */
function readPrevious(request: FastifyRequest, now: number): string | undefined {
  const previous = readOne(request, "previous");
  const age = now - Number(readOne(request, "at") ?? now);
  return previous !== undefined && previous.trim() !== "" && age >= 0 && age <= FOLLOW_UP ? previous : undefined;
}

/** The address of a question on a page; what isn't given is left out. */
export function addressOf(path: string, asked: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked))
    if (value !== null && value !== undefined) query.set(name, String(value));
  return `${path}?${query}`;
}
