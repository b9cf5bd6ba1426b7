import type { Language } from "../corpus/passage.ts";

/** The legal information centre's own word on a question: never the document's, and shown apart from it. */
export interface CentreAnswer {
  /** Its number, and the change that gave it these words: `12.40`. */
  id: string;
  /** In the asker's language where the centre wrote it, else in one that it wrote. */
  text: string;
  textLanguage: Language;
  /** Days, `YYYY-MM-DD`: when it was published, and the last on which it holds; null when no end was set. */
  date: string;
  until: string | null;
  /** The languages that the centre wrote it in. */
  languages: Language[];
  /** Ids of the passages that the centre put under it. */
  passages: string[];
}

/** What of a question a centre's answer is found by. */
export interface AskedOfCentre {
  searched: string;
  /** The language it is written in, and the one to answer in. */
  written: Language;
  language: Language;
  vector: Float32Array;
}

/** The centre's answers to a question, at most a few; mostly none. */
export type FindCentre = (asked: AskedOfCentre) => CentreAnswer[];
