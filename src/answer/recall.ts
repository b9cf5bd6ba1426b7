import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Embedder } from "../embedding/embedder.ts";
import type { Evidence, PassageIndex } from "../index/passage-index.ts";
import { statesFact } from "./asked-for.ts";
import type { Understood } from "./understand.ts";

/** A passage that was brought up, with its raw evidence. */
export interface Candidate extends Evidence {
  /** True when the question asks for a kind of fact that the passage doesn't state. */
  lacks: boolean;
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

/** The question's vector; null for one that can't be searched for. */
export async function embedQuestion(question: Understood, embedder: Embedder): Promise<Float32Array | null> {
  if (question.obstacle) return null;
  const [vector] = await embedder.embed([question.searched], "query");
  return vector ?? null;
}

/** Brings up every passage that vectors, words or letters propose, with its raw scores. */
export async function recall(
  question: Understood,
  { corpus, embedder, index, vector = null }: RecallParts & { vector?: Float32Array | null },
): Promise<Candidate[]> {
  vector ??= await embedQuestion(question, embedder);
  if (!vector) return [];
  const found = await index.search({
    vector,
    words: Object.fromEntries(writtenIn(question).map((language) => [language, question.words])),
  });
  return found.map((evidence) => {
    const passage = corpus.find(evidence.passage)?.passage;
    const text = `${passage?.introduction ?? ""} ${passage?.text ?? ""}`;
    return { ...evidence, lacks: question.fact !== null && !statesFact(text, question.fact) };
  });
}
