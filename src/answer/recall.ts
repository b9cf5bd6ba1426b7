import type { Embedder } from "../embedding/embedder.ts";
import type { Evidence, PassageIndex } from "../index/passage-index.ts";
import type { Understood } from "./understand.ts";

/** Brings up every passage that vectors or words propose, with its raw scores. */
export async function recall(question: Understood, embedder: Embedder, index: PassageIndex): Promise<Evidence[]> {
  const [vector] = await embedder.embed([question.searched], "query");
  if (!vector) return [];
  return index.search({ vector, words: { [question.written]: question.searched } });
}
