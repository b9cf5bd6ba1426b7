import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Embedder } from "../embedding/embedder.ts";
import type { Evidence, PassageIndex } from "../index/passage-index.ts";
import { type Fact, statesFact } from "./asked-for.ts";
import { type Authored, assumeAuthored, hasFew } from "./unauthored.ts";
import type { Understood } from "./understand.ts";

/** A passage that was brought up, with its raw evidence. */
export interface Candidate extends Evidence {
  /** True when the question asks for a kind of fact that the passage doesn't state. */
  lacks: boolean;
  /** True when fewer questions are authored for the passage than the weights were fitted on, though some are. */
  few: boolean;
}

/** The languages whose words a question is made of. */
export function writtenIn({ written, second }: Pick<Understood, "written" | "second">): Language[] {
  return second === null ? [written] : [written, second];
}

export interface RecallParts {
  corpus: Corpus;
  embedder: Embedder;
  index: PassageIndex;
}

export interface Recalled {
  candidates: Candidate[];
  /** The question's vector; null for one that can't be searched for. */
  vector: Float32Array | null;
}

/** What a search may be given besides. */
export interface RecallOptions {
  /** The id of the one document that is asked; all of them when absent. */
  document?: string | undefined;
  /** The question's vector where it is on its way already. */
  vector?: Promise<Float32Array> | null;
}

/** The vector of a text that is searched for. */
export async function embedQuestion(words: string, embedder: Embedder): Promise<Float32Array> {
  const [vector] = await embedder.embed([words], "query");
  return vector ?? new Float32Array();
}

/** Brings up the passages that vectors, words and letters propose, with their raw scores. */
export async function recall(
  question: Understood,
  { corpus, embedder, index }: RecallParts,
  { document, vector: begun }: RecallOptions = {},
): Promise<Recalled> {
  if (question.obstacle) return { candidates: [], vector: null };
  // Words are searched here while the vector is made in another process.
  const vector = begun ?? embedQuestion(question.words, embedder);
  const found = await index.search({
    vector,
    words: Object.fromEntries(writtenIn(question).map((language) => [language, question.words])),
    ...(document === undefined ? {} : { document }),
  });
  const { fact } = question;
  const candidates = found.map((raw): Candidate => {
    const authored = countAuthored(raw.passage, corpus);
    const evidence = assumeAuthored(raw, question, authored);
    const lacks = fact !== null && lacksFact(evidence.passage, fact, corpus);
    return { ...evidence, lacks, few: hasFew(authored, question.written) };
  });
  return { candidates, vector: await vector };
}

function countAuthored(id: string, corpus: Corpus): Authored {
  const questions = corpus.find(id)?.passage.questions;
  return { en: questions?.en.length ?? 0, ru: questions?.ru.length ?? 0, kk: questions?.kk.length ?? 0 };
}

/** How facts are written is known of English: in a document of another language none is missed. */
function lacksFact(id: string, fact: Fact, corpus: Corpus): boolean {
  const found = corpus.find(id);
  if (found && found.document.language !== "en") return false;
  return !statesFact(`${found?.passage.introduction ?? ""} ${found?.passage.text ?? ""}`, fact);
}
