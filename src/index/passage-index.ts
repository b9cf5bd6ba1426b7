import type { Language } from "../corpus/passage.ts";
import type { ViewSort } from "./views.ts";

/** What is known of one passage for one question: raw scores, nothing weighed yet. */
export interface Evidence {
  passage: string;
  /** Best cosine of the question's vector with a view of each sort. */
  cosines: Partial<Record<ViewSort, number>>;
  /** BM25 of the question's words in the passage, by language; higher is better, absent is 0. */
  bm25: Partial<Record<Language, number>>;
  /** BM25 as a share of the most that the question's words could reach, by language. */
  bm25Share: Partial<Record<Language, number>>;
  /** Likeness, letter by letter, with the nearest question authored for it, by language: 0 to 1. */
  letters: Partial<Record<Language, number>>;
  /** The same with the nearest question near the passage that the document does not answer. */
  gapLetters: Partial<Record<Language, number>>;
  /** Share of the question's words, weighed by rarity, that the passage has, by language: 0 to 1. */
  coverage: Partial<Record<Language, number>>;
}

export interface IndexQuery {
  /** The question's vector, unit length; while it is still being made, words are searched already. */
  vector: Float32Array | Promise<Float32Array>;
  /** The question as it goes to the words of each language. */
  words: Partial<Record<Language, string>>;
  /** The id of the one document that is asked; all of them when absent. */
  document?: string;
}

/** Passages → candidates. The local index and the cluster are both this. */
export interface PassageIndex {
  /** `sha256:…` of the manifest: a logged answer names the index that gave it. */
  readonly hash: string;
  readonly passageCount: number;
  readonly viewCount: number;
  /** Evidence for every passage that vectors or words bring up; no order. */
  search(query: IndexQuery): Promise<Evidence[]>;
  /** How many nodes of a cluster there are and how many serve; absent on one machine. */
  state?: () => { nodes: number; serving: number };
  close(): void;
}

/** A technical failure of the index: never an answer. */
export class IndexError extends Error {
  readonly code:
    | "index-damaged"
    | "disk-full"
    | "index-unwritable"
    | "cluster-unreachable"
    | "cluster-incomplete"
    | "cluster-refused"
    | "cluster-failed";
  readonly remedy: string;

  constructor(code: IndexError["code"], message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "IndexError";
    this.code = code;
    this.remedy = remedy;
  }
}
