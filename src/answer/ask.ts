import { randomBytes } from "node:crypto";
import type { Corpus } from "../corpus/corpus.ts";
import type { Embedder } from "../embedding/embedder.ts";
import type { PassageIndex } from "../index/passage-index.ts";
import type { Answer, Ask } from "./answer.ts";
import { createCite } from "./cite.ts";
import { decide } from "./decide.ts";
import { type Calibration, rank } from "./rank.ts";
import { recall } from "./recall.ts";
import { understand } from "./understand.ts";
import { createVocabulary } from "./vocabulary.ts";

export interface AskParts {
  corpus: Corpus;
  embedder: Embedder;
  index: PassageIndex;
  calibration: Calibration;
}

/** How many passages an abstaining answer may show as nearest. */
const NEAREST = 10;

/**
 * 1 understand  language, script, kind
 * 2 recall      vectors and words → candidates with raw scores
 * 3 rank        evidence → one calibrated confidence a passage
 * 4 decide      answer, or abstain with a reason
 * 5 cite        best sentences, place, edition
 */
export function createAsk(parts: AskParts): Ask {
  const { corpus, calibration } = parts;
  const vocabulary = createVocabulary(corpus);
  const cite = createCite(corpus);
  return async ({ text, language }) => {
    const clock = startClock();
    const understood = understand(text, language, { phrases: corpus.phrases, vocabulary });
    clock.lap("understand");
    const evidence = understood.obstacle ? [] : await recall(understood, parts);
    clock.lap("recall");
    const ranked = rank(evidence, understood, calibration.weights[understood.written]).slice(0, NEAREST);
    clock.lap("rank");
    const decision = decide(understood, ranked, calibration);
    const nearest = cite(ranked, understood);
    clock.lap("cite");
    return {
      id: randomBytes(9).toString("base64url"),
      code: null,
      question: text,
      language: understood.language,
      kind: decision.kind,
      reason: decision.reason,
      confidence: ranked[0]?.confidence ?? 0,
      answers: nearest.slice(0, decision.shown),
      nearest,
      continuing: null,
      choices: [],
      contacts: decision.kind === "urgent" ? corpus.contacts(understood.language) : [],
      ...clock.total(),
    } satisfies Answer;
  };
}

function startClock() {
  const start = performance.now();
  const steps: Record<string, number> = {};
  let last = start;
  return {
    lap(step: string) {
      const now = performance.now();
      steps[step] = now - last;
      last = now;
    },
    total: () => ({ ms: performance.now() - start, steps }),
  };
}
