import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";

/** "Article 9, paragraph 1" is a provision and names no subject. */
const PROVISION = /^Article \d+(?:, paragraph \d+)?(?: \([a-z]\))?$/u;

/** The innermost heading above a passage that names a subject; null when there is no such passage or heading. */
export function headingOf(corpus: Corpus, id: string | null, language: Language): string | null {
  const passage = id === null ? undefined : corpus.find(id)?.passage;
  // What stands above the answers of the centre names no subject.
  if (!passage || passage.centre) return null;
  const depth = passage.place.findLastIndex((heading) => !PROVISION.test(heading));
  return (passage.places[language] ?? passage.place)[depth] ?? passage.place[depth] ?? null;
}
