import type { Corpus } from "./corpus.ts";

/** A corpus that lasts while what it reads from is replaced: whoever holds it sees the newest. */
export interface LiveCorpus extends Corpus {
  /** What it reads from now. */
  readonly current: Corpus;
  replace(next: Corpus): void;
}

export function createLiveCorpus(first: Corpus): LiveCorpus {
  let current = first;
  return {
    get current() {
      return current;
    },
    get documents() {
      return current.documents;
    },
    get refused() {
      return current.refused;
    },
    get removed() {
      return current.removed;
    },
    get hash() {
      return current.hash;
    },
    get phrases() {
      return current.phrases;
    },
    contacts: (language) => current.contacts(language),
    find: (id) => current.find(id),
    replace: (next) => {
      current = next;
    },
  };
}

/** What is said of the documents but not found by: the same index serves when only this has changed. */
export function describeDocuments({ documents, removed }: Corpus): string {
  return JSON.stringify({
    documents: documents.map(({ passages: _passages, ...about }) => about),
    removed: removed.map(({ id, edition }) => [id, edition]),
  });
}

/** What is made of a corpus when it is first asked for, and again only once the corpus has changed. */
export function derive<Made>(corpus: Corpus, make: (corpus: Corpus) => Made): () => Made {
  let made: { from: Corpus["documents"]; value: Made } | null = null;
  return () => {
    if (made?.from !== corpus.documents) made = { from: corpus.documents, value: make(corpus) };
    return made.value;
  };
}
