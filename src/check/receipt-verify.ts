import type { Answer, Ask, Question } from "../answer/answer.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { hashText } from "../corpus/text.ts";
import type { Receipt, ReceiptPassage } from "./receipt.ts";
import { readCode } from "./receipt-code.ts";
import { describeProvenance, listShown, type Provenance } from "./receipt-issue.ts";
import { type Problem, type Reading, type ReadParts, readReceipt, readRegistered } from "./receipt-read.ts";

/** What became of a passage since: its words, only its rendering, or the passage itself. */
export interface PassageState {
  passage: string;
  state: "unchanged" | "rendering-changed" | "changed" | "gone";
}

/** How today's answer differs from the receipt's. */
export type Change =
  | { change: "kind"; was: Receipt["answer"]["kind"]; now: Answer["kind"] }
  | { change: "reason" }
  | { change: "added"; passage: string }
  | { change: "removed"; passage: string }
  | { change: "order" }
  | { change: "excerpt"; passage: string };

/** What makes the answers. */
export type Part = "program" | "corpus" | "index" | "model" | "calibration";

export interface Verification {
  code: string | null;
  /** Issued by this installation and unaltered. */
  genuine: boolean;
  problem: Problem | null;
  /** What the file says; not to be trusted unless it is genuine. */
  receipt: Receipt | null;
  passages: PassageState[];
  /** `not-asked` when it isn't genuine, or while Kenes is starting. */
  again: "same" | "changed" | "not-asked";
  changes: Change[];
  /** What makes the answers and isn't what it was. */
  since: Part[];
}

export interface VerifyParts extends ReadParts {
  corpus: Corpus;
  /** The bare engine, so that a verification leaves nothing in the log; null while it is starting. */
  engine: (Provenance & { ask: Ask }) | null;
}

/**
 * 1 read      is it as it was issued?
 * 2 passages  are the words in the corpus still those?
 * 3 again     does the same question bring the same answer today, and if not, what changed?
 */
export async function verifyReceipt(reading: Reading, { corpus, engine }: VerifyParts): Promise<Verification> {
  const { receipt, problem } = reading;
  const verification: Verification = {
    code: receipt?.code ?? null,
    genuine: problem === null,
    problem,
    receipt,
    passages: [],
    again: "not-asked",
    changes: [],
    since: [],
  };
  if (receipt === null || problem !== null) return verification;
  verification.passages = receipt.passages.map((passage) => comparePassage(passage, receipt, corpus));
  if (engine === null) return verification;
  verification.since = listSince(receipt.made, describeProvenance(engine));
  verification.changes = compareAnswers(receipt, await engine.ask(toQuestion(receipt)));
  verification.again = verification.changes.length === 0 ? "same" : "changed";
  return verification;
}

export function verifyFile(bytes: Buffer, parts: VerifyParts): Promise<Verification> {
  return verifyReceipt(readReceipt(bytes, parts), parts);
}

export function verifyCode(typed: string, parts: VerifyParts): Promise<Verification> {
  const code = readCode(typed);
  if (code !== null) return verifyReceipt(readRegistered(code, parts), parts);
  const problem: Problem = { problem: "bad-code", code: typed.slice(0, 20) };
  return verifyReceipt({ receipt: null, registered: false, problem }, parts);
}

function comparePassage(was: ReceiptPassage, { answer }: Receipt, corpus: Corpus): PassageState {
  const found = corpus.find(was.passage);
  if (!found) return { passage: was.passage, state: "gone" };
  const { passage, document } = found;
  if (passage.hash !== was.hash) return { passage: was.passage, state: "changed" };
  const rendering = document.language === answer.language ? undefined : passage.renderings[answer.language];
  const same = hashText(rendering?.text ?? passage.text) === was.textHash;
  return { passage: was.passage, state: same ? "unchanged" : "rendering-changed" };
}

function toQuestion({ question }: Receipt): Question {
  return {
    text: question.text,
    ...(question.language === null ? {} : { language: question.language }),
    ...(question.previous === null ? {} : { previous: question.previous }),
    ...(question.within === null ? {} : { within: question.within }),
  };
}

function listSince(was: Receipt["made"], now: Receipt["made"]): Part[] {
  const differs = {
    program: was.program !== now.program,
    corpus: was.corpus !== now.corpus,
    index: was.index !== now.index,
    model: was.model !== now.model,
    calibration: was.calibration.hash !== now.calibration.hash,
  };
  return (["program", "corpus", "index", "model", "calibration"] as const).filter((part) => differs[part]);
}

function compareAnswers(was: Receipt, answer: Answer): Change[] {
  const now = listShown(answer);
  const nowById = new Map(now.map((passage) => [passage.passage, passage]));
  const wasIds = was.passages.map(({ passage }) => passage);
  const nowIds = now.map(({ passage }) => passage);
  const removed = wasIds.filter((id) => !nowById.has(id));
  const added = nowIds.filter((id) => !wasIds.includes(id));
  const moved = removed.length + added.length === 0 && wasIds.join() !== nowIds.join();
  const reworded = was.passages.filter(({ passage, excerpt }) => {
    const today = nowById.get(passage);
    return today !== undefined && today.excerpt !== excerpt;
  });
  const sameKind = was.answer.kind === answer.kind;
  return [
    ...(sameKind ? [] : [{ change: "kind", was: was.answer.kind, now: answer.kind } as const]),
    ...(sameKind && was.answer.reason !== answer.reason ? [{ change: "reason" } as const] : []),
    ...removed.map((passage) => ({ change: "removed", passage }) as const),
    ...added.map((passage) => ({ change: "added", passage }) as const),
    ...(moved ? [{ change: "order" } as const] : []),
    ...reworded.map(({ passage }) => ({ change: "excerpt", passage }) as const),
  ];
}
