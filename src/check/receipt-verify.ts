import type { Answer, Ask, Question } from "../answer/answer.ts";
import type { Verdict } from "../answer/verdict.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import { hashText } from "../corpus/text.ts";
import { type AnswerReceipt, type CheckReceipt, RECEIPT_VERSIONS, type Receipt, toCanonical } from "./receipt.ts";
import { readCode } from "./receipt-code.ts";
import { describeProvenance, listShown, type Provenance } from "./receipt-issue.ts";
import { type CheckProvenance, describeCheck, describeMaking } from "./receipt-issue-check.ts";
import { type Problem, type Reading, type ReadParts, readReceipt, readRegistered } from "./receipt-read.ts";

/** What became of a passage since: its words, only its rendering, or the passage itself. */
export interface PassageState {
  passage: string;
  state: "unchanged" | "rendering-changed" | "changed" | "gone";
}

/** How today's answer or verdict differs from the receipt's. */
export type Change =
  | { change: "verdict"; was: Verdict["verdict"]; now: Verdict["verdict"] }
  | { change: "compared" }
  | { change: "differences" }
  | { change: "kind"; was: AnswerReceipt["answer"]["kind"]; now: Answer["kind"] }
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
  /** `not-asked` when it isn't genuine, while Kenes is starting, or when the receipt holds only the beginning of a text. */
  again: "same" | "changed" | "not-asked";
  changes: Change[];
  /** What makes the answers and isn't what it was. */
  since: Part[];
}

export interface VerifyParts extends ReadParts {
  corpus: Corpus;
  /** The bare engine, so that a verification leaves nothing in the log; null while it is starting. */
  engine: (Provenance & { ask: Ask }) | null;
  checking: CheckProvenance;
}

/**
 * 1 read      is it as it was issued?
 * 2 passages  are the words in the corpus still those?
 * 3 again     does the same question bring the same answer, the same quotation the same verdict today, and if not, what changed?
 */
export async function verifyReceipt(
  reading: Reading,
  { corpus, engine, checking }: VerifyParts,
): Promise<Verification> {
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
  verification.passages = receipt.passages.map((passage) =>
    comparePassage(passage, languageOf(passage, receipt), corpus),
  );
  if (receipt.version === RECEIPT_VERSIONS.check) return { ...verification, ...checkAgain(receipt, checking) };
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

/** The language in which a passage was shown. */
function languageOf(passage: Receipt["passages"][number], receipt: Receipt): Language {
  if ("language" in passage) return passage.language;
  return receipt.version === RECEIPT_VERSIONS.answer ? receipt.answer.language : "en";
}

function comparePassage(was: Receipt["passages"][number], language: Language, corpus: Corpus): PassageState {
  const found = corpus.find(was.passage);
  if (!found) return { passage: was.passage, state: "gone" };
  const { passage, document } = found;
  if (passage.hash !== was.hash) return { passage: was.passage, state: "changed" };
  const rendering = document.language === language ? undefined : passage.renderings[language];
  const same = hashText(rendering?.text ?? passage.text) === was.textHash;
  return { passage: was.passage, state: same ? "unchanged" : "rendering-changed" };
}

/** Checks the quotation anew, but for one of which only the beginning is known. */
function checkAgain(
  receipt: CheckReceipt,
  checking: CheckProvenance,
): Pick<Verification, "again" | "changes" | "since"> {
  const made = describeMaking(checking);
  const since = (["program", "corpus"] as const).filter((part) => made[part] !== receipt.made[part]);
  if (receipt.quotation.cut) return { again: "not-asked", changes: [], since };
  const { check: now, passages } = describeCheck(checking.check(receipt.quotation.text), checking.corpus);
  const was = receipt.check;
  const places = (list: CheckReceipt["passages"]) => list.map(({ passage, as }) => `${as} ${passage}`).join();
  const compared = was.passage !== now.passage || places(receipt.passages) !== places(passages);
  // A number that was made illegible was named as a change then, and can't be now.
  const named = receipt.quotation.masked || toCanonical(was.differences) === toCanonical(now.differences);
  const changes: Change[] = [
    ...(was.verdict === now.verdict ? [] : [{ change: "verdict", was: was.verdict, now: now.verdict } as const]),
    ...(compared ? [{ change: "compared" } as const] : []),
    ...(named ? [] : [{ change: "differences" } as const]),
  ];
  return { again: changes.length === 0 ? "same" : "changed", changes, since };
}

function toQuestion({ question }: AnswerReceipt): Question {
  return {
    text: question.text,
    ...(question.language === null ? {} : { language: question.language }),
    ...(question.previous === null ? {} : { previous: question.previous }),
    ...(question.within === null ? {} : { within: question.within }),
  };
}

function listSince(was: AnswerReceipt["made"], now: AnswerReceipt["made"]): Part[] {
  const differs = {
    program: was.program !== now.program,
    corpus: was.corpus !== now.corpus,
    index: was.index !== now.index,
    model: was.model !== now.model,
    calibration: was.calibration.hash !== now.calibration.hash,
  };
  return (["program", "corpus", "index", "model", "calibration"] as const).filter((part) => differs[part]);
}

function compareAnswers(was: AnswerReceipt, answer: Answer): Change[] {
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
