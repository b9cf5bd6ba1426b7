import { randomBytes } from "node:crypto";
import type { Corpus } from "../corpus/corpus.ts";
import type { Embedder } from "../embedding/embedder.ts";
import type { PassageIndex } from "../index/passage-index.ts";
import type { Answer, Ask, Choice, Question } from "./answer.ts";
import { isWithin, namesTopic, offerChoices } from "./choices.ts";
import { createCite } from "./cite.ts";
import { readDangerSense } from "./danger.ts";
import { type Decision, decide } from "./decide.ts";
import { continueFrom, measureLeaning } from "./follow-up.ts";
import { type Calibration, type Ranked, rank, SHOWN } from "./rank.ts";
import { embedQuestion, recall } from "./recall.ts";
import { judge, readMessage, type Understood, understand } from "./understand.ts";
import { createVocabulary } from "./vocabulary.ts";

export interface AskParts {
  corpus: Corpus;
  embedder: Embedder;
  index: PassageIndex;
  calibration: Calibration;
}

/** What of the corpus a question is about, and its vector where it is on its way already. */
interface Limited extends Pick<Question, "within" | "document"> {
  vector?: Promise<Float32Array> | null;
}

/** What steps 2 to 4 make of a question. */
interface Found {
  understood: Understood;
  ranked: Ranked[];
  decision: Decision;
  choices: Choice[];
}

/**
 * 1 understand  language, script, kind; whether it leans on the question before
 * 2 recall      vectors and words → candidates with raw scores
 * 3 rank        evidence → one calibrated confidence a passage
 * 4 decide      answer, or abstain with a reason
 * 5 cite        best sentences, place, edition
 */
export function createAsk(parts: AskParts): Ask {
  const { corpus, calibration } = parts;
  const known = { phrases: corpus.phrases, vocabulary: createVocabulary(corpus) };
  const cite = createCite(corpus);
  const sensesDanger = readDangerSense(parts.embedder.modelHash);

  const find = async (read: Understood, { within, ...limited }: Limited, clock: Clock): Promise<Found> => {
    const { candidates: all, vector } = await recall(read, parts, limited);
    const urgent = read.kind === "question" && vector !== null && sensesDanger(read.searched, vector);
    const understood: Understood = urgent ? { ...read, kind: "urgent" } : read;
    const candidates =
      within === undefined ? all : all.filter(({ passage }) => isWithin(corpus.find(passage)?.passage, within));
    clock.lap("recall");
    const ranked = rank(candidates, understood, calibration.weights[understood.written]).slice(0, SHOWN);
    clock.lap("rank");
    const choices = within === undefined ? offerChoices(understood, candidates, corpus) : [];
    const named = within !== undefined || namesTopic(understood, candidates);
    const decision = decide(understood, ranked, { calibration, broad: choices.length > 0, named });
    clock.lap("decide");
    return { understood, ranked, decision, choices };
  };

  return async ({ text, language, previous, ...limited }) => {
    const clock = startClock();
    const read = readMessage(text, language, known.vocabulary);
    // The model is at it while the rest is understood; a question that may lean on another can wait.
    const begins = read.doubt === null && previous === undefined;
    const vector = begins ? embedQuestion(read.searched, parts.embedder) : null;
    const id = randomBytes(9).toString("base64url");
    const understood = judge(read, known);
    const joined = previous === undefined ? null : join(understood, understand(previous, language, known));
    clock.lap("understand");
    const alone = joined?.leaning === "whole" ? null : await find(understood, { ...limited, vector }, clock);
    const leans = joined !== null && alone?.decision.kind !== "answered" && alone?.decision.kind !== "urgent";
    const found = leans || !alone ? await find(joined?.understood ?? understood, limited, clock) : alone;
    const { decision, ranked } = found;
    const nearest = cite(ranked, found.understood);
    clock.lap("cite");
    return {
      id,
      code: null,
      question: text,
      language: understood.language,
      kind: decision.kind,
      reason: decision.reason,
      confidence: ranked[0]?.confidence ?? 0,
      answers: nearest.slice(0, decision.shown),
      nearest,
      continuing: leans ? (previous ?? null) : null,
      choices: decision.kind === "answered" || decision.kind === "abstained" ? found.choices : [],
      contacts: decision.kind === "urgent" ? corpus.contacts(understood.language) : [],
      ...clock.total(),
    } satisfies Answer;
  };
}

/** A question with the one it leans on, or null when it stands alone. */
function join(question: Understood, previous: Understood) {
  const readable = question.obstacle === null || question.obstacle === "no-words";
  if (question.kind !== "question" || previous.kind !== "question" || previous.obstacle || !readable) return null;
  const leaning = measureLeaning(question.searched);
  return leaning === "none" ? null : { leaning, understood: continueFrom(question, previous) };
}

type Clock = ReturnType<typeof startClock>;

function startClock() {
  const start = performance.now();
  const steps: Record<string, number> = {};
  let last = start;
  return {
    /** Adds the milliseconds since the last lap to a step. */
    lap(step: string) {
      const now = performance.now();
      steps[step] = (steps[step] ?? 0) + now - last;
      last = now;
    },
    total: () => ({ ms: performance.now() - start, steps }),
  };
}
