import { randomBytes } from "node:crypto";
import type { Corpus } from "../corpus/corpus.ts";
import { corpusAsOf } from "../corpus/editions.ts";
import type { Answer, Ask, Question } from "./answer.ts";

/**
 * Questions about the documents as they stood: answered by the same steps over the corpus of that day,
 * from an index of its own. What was withdrawn is thus found by those who ask for it, and by nobody else.
 */

export interface PastParts {
  /** The corpus of now. */
  corpus: () => Corpus;
  ask: Ask;
  /** Makes what answers over another corpus. */
  open: (corpus: Corpus) => Promise<{ ask: Ask; close(): void }>;
}

/** Corpora of the past that are held open at once: each takes a few megabytes. */
const MOST_OPEN = 2;

interface Opened {
  hash: string;
  made: Promise<{ ask: Ask; close(): void }>;
  /** Questions that are being answered from it. */
  busy: number;
}

/** Answers questions with `asOf` from the past, and all others with `ask`. `close` gives the memory back. */
export function createAskPast({ corpus, ask, open }: PastParts): { ask: Ask; close(): Promise<void> } {
  const opened: Opened[] = [];
  const take = (past: Corpus): Opened => {
    const known = opened.find(({ hash }) => hash === past.hash);
    if (known) return known;
    const fresh: Opened = { hash: past.hash, made: open(past), busy: 0 };
    opened.push(fresh);
    return fresh;
  };
  const drop = async (old: Opened) => {
    opened.splice(opened.indexOf(old), 1);
    await old.made.then(
      ({ close }) => close(),
      () => {},
    );
  };
  /** Closes what was asked longest ago, unless somebody still waits for it. */
  const tidy = async () => {
    const idle = opened.filter(({ busy }) => busy === 0);
    for (const old of idle.slice(0, Math.max(0, opened.length - MOST_OPEN))) await drop(old);
  };
  return {
    ask: async (question) => {
      const { asOf, ...rest } = question;
      if (asOf === undefined) return isKnown(question, corpus()) ? ask(question) : noEdition(question);
      const past = corpusAsOf(corpus(), { asOf, ...(question.document ? { document: question.document } : {}) });
      if (past === null) return noEdition(question);
      if (past.hash === corpus().hash) return ask(rest);
      const taken = take(past);
      taken.busy += 1;
      try {
        return await (await taken.made).ask(rest);
      } catch (error) {
        if (taken.busy === 1 && opened.includes(taken)) await drop(taken);
        throw error;
      } finally {
        taken.busy -= 1;
        await tidy();
      }
    },
    close: async () => {
      for (const each of [...opened]) await drop(each);
    },
  };
}

function isKnown({ document }: Question, { documents }: Corpus): boolean {
  return document === undefined || documents.some(({ id }) => id === document);
}

/** There was no such document, or it had no edition then. */
function noEdition({ text, language }: Question): Answer {
  return {
    ...{ id: randomBytes(9).toString("base64url"), code: null, question: text, language: language ?? "ru" },
    ...{ kind: "abstained", reason: "no-edition", confidence: 0, answers: [], nearest: [], continuing: null },
    ...{ choices: [], contacts: [], ms: 0, steps: {} },
  };
}
