import type { Answer, Ask, Citation, Question } from "../answer/answer.ts";
import type { Calibration } from "../answer/rank.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { maskPersonal } from "../corpus/personal.ts";
import { hashText } from "../corpus/text.ts";
import { RECEIPT_VERSION, type Receipt, type ReceiptPassage, signedBytes, toCanonical } from "./receipt.ts";
import { makeCode } from "./receipt-code.ts";
import type { ReceiptKey } from "./receipt-key.ts";
import type { ReceiptStore } from "./receipt-store.ts";

/** What makes the answers: a receipt names it, and a verification compares it with what makes them now. */
export interface Provenance {
  /** The version of Kenes, as package.json has it. */
  program: string;
  corpus: Corpus;
  indexHash: string;
  modelHash: string;
  calibration: Calibration;
}

export interface IssueParts {
  store: ReceiptStore;
  key: ReceiptKey;
  provenance: Provenance;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Keeps a signed receipt of an answer and gives its code. Throws when the register can't be written. */
export type Issue = (question: Question, answer: Answer) => string;

/** Characters of a question that a receipt keeps: twice what Kenes reads, so that "too long" stays so. */
const LONGEST_QUESTION = 4000;
/** How many related passages the channels show under an abstention. */
const RELATED_SHOWN = 3;
/** Codes tried until one is free: a second try is needed once in a billion receipts. */
const TRIES = 5;

export function createIssue({ store, key, provenance, now }: IssueParts): Issue {
  const made = describeProvenance(provenance);
  return (question, answer) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const content: Omit<Receipt, "signature"> = {
        version: RECEIPT_VERSION,
        code: makeCode(),
        time: new Date(now()).toISOString(),
        question: describeQuestion(question),
        answer: describeAnswer(answer),
        passages: listShown(answer),
        made: { ...made, index: provenance.indexHash },
        key: key.publicKey,
      };
      const receipt = { ...content, signature: key.sign(signedBytes(content)) };
      if (store.keep(receipt, answer.id)) return receipt.code;
    }
    throw new Error("No free code was found for a receipt");
  };
}

/** The same as `ask`, and every answer has the code of its receipt; null where none could be kept. */
export function withReceipts(ask: Ask, issue: Issue, onFailure: (error: unknown) => void): Ask {
  return async (question) => {
    const answer = await ask(question);
    try {
      return { ...answer, code: issue(question, answer) };
    } catch (error) {
      // Somebody in danger needs the answer more than its proof.
      onFailure(error);
      return answer;
    }
  };
}

export function describeProvenance({
  program,
  corpus,
  indexHash,
  modelHash,
  calibration,
}: Provenance): Receipt["made"] {
  const { en, ru, kk } = calibration.weights;
  return {
    program,
    corpus: corpus.hash,
    editions: Object.fromEntries(corpus.documents.map(({ symbol, edition }) => [symbol, edition])),
    index: indexHash,
    model: modelHash,
    calibration: {
      fitted: calibration.fitted,
      hash: hashText(toCanonical(calibration)),
      thresholds: { en: en.threshold, ru: ru.threshold, kk: kk.threshold },
    },
  };
}

function describeQuestion({ text, language, previous, within }: Question): Receipt["question"] {
  const kept = { text: clean(text), previous: previous === undefined ? null : clean(previous) };
  return {
    text: kept.text.masked,
    previous: kept.previous?.masked ?? null,
    language: language ?? null,
    within: within ?? null,
    masked: [kept.text, kept.previous].some((part) => part !== null && part.masked !== part.whole),
    cut: [kept.text, kept.previous].some((part) => part?.cut === true),
  };
}

/** Well-formed Unicode of bounded length, its personal numbers made illegible. */
function clean(text: string): { whole: string; masked: string; cut: boolean } {
  const whole = Buffer.from(text.slice(0, LONGEST_QUESTION), "utf8").toString("utf8");
  return { whole, masked: maskPersonal(whole), cut: text.length > LONGEST_QUESTION };
}

function describeAnswer({ language, kind, reason, confidence }: Answer): Receipt["answer"] {
  return { language, kind, reason, confidence: roundShare(confidence) };
}

/** The passages that a channel shows of an answer: what answers or, under an abstention, what is related. */
export function listShown(answer: Answer): ReceiptPassage[] {
  const related = answer.reason === "related-only" ? answer.nearest.slice(0, RELATED_SHOWN) : [];
  return [
    ...answer.answers.map((citation) => describePassage(citation, "answer")),
    ...related.map((citation) => describePassage(citation, "related")),
  ];
}

function describePassage(citation: Citation, as: ReceiptPassage["as"]): ReceiptPassage {
  const { rank, passage, document, edition, place, original, text, status, excerpt, score } = citation;
  return {
    rank,
    as,
    passage,
    document,
    edition,
    place,
    original,
    hash: hashText(original),
    textHash: hashText(text),
    status,
    excerpt,
    score: roundShare(score),
  };
}

/** Four decimals: every JSON writer prints them alike. */
function roundShare(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
