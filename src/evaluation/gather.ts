import { readDangerSense } from "../answer/danger.ts";
import { readSignals } from "../answer/rank.ts";
import { type Candidate, type RecallParts, recall } from "../answer/recall.ts";
import { type Understood, understand } from "../answer/understand.ts";
import { createVocabulary } from "../answer/vocabulary.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import { tidy } from "../corpus/text.ts";
import type { Case } from "./questions.ts";

/** A case with all the evidence the real index brought up for it: what fitting and measuring share. */
export interface Gathered extends Case {
  /** The language that Kenes took it for. */
  language: Language;
  understood: Understood;
  candidates: Candidate[];
  /** Ids of the passages that answer it. */
  right: ReadonlySet<string>;
  judged: { signals: number[]; right: boolean }[];
}

/** Runs understanding and recall on every case. Throws when a needle is in no passage: the set would be wrong. */
export async function gather(cases: readonly Case[], parts: RecallParts): Promise<Gathered[]> {
  const { corpus } = parts;
  const vocabulary = createVocabulary(corpus);
  const gathered: Gathered[] = [];
  const sensesDanger = readDangerSense(parts.embedder.modelHash);
  for (const each of cases) {
    const understood = understand(each.text, undefined, { phrases: corpus.phrases, vocabulary });
    const { candidates, vector } = await recall(understood, parts);
    if (vector !== null && understood.kind === "question" && sensesDanger(understood.searched, vector))
      understood.kind = "urgent";
    const right = findRight(each, corpus);
    const judged = candidates.map((one) => ({
      signals: readSignals(one, understood),
      right: right.has(one.passage),
    }));
    gathered.push({ ...each, language: understood.written, understood, candidates, right, judged });
  }
  if (!gathered.some(({ judged }) => judged.some(({ right }) => right))) {
    throw new Error("Not one question found its passage: the set and the corpus do not belong together");
  }
  return gathered;
}

function findRight({ id, needles }: Case, corpus: Corpus): Set<string> {
  const right = new Set<string>();
  for (const needle of needles.map(tidy)) {
    const found = corpus.documents.flatMap(({ passages }) => passages.filter(({ text }) => text.includes(needle)));
    if (found.length === 0) throw new Error(`Question ${id}: no passage contains one of its needles`);
    for (const passage of found) right.add(passage.id);
  }
  return right;
}
