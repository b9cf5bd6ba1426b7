/** The languages that Kenes speaks. */
export const LANGUAGES = ["en", "ru", "kk"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One numbered paragraph of a document: what Kenes cites. */
export interface Passage {
  /** `document/number`, such as `cedaw-c-kaz-6/0123`; the same as long as the paragraph lives. */
  id: string;
  /** The paragraph's words, exactly but for white space. */
  text: string;
  /** `sha256:…` of `text`. */
  hash: string;
  /** Headings from the outermost in. */
  place: string[];
  /** The line that introduces the list this passage is an item of. */
  introduction: string | null;
  /** Texts of its footnotes. */
  notes: string[];
  /** The number that the document itself gives the paragraph, where it was read from a file. */
  number?: string;
  /** The page that it begins on, where its file has pages. */
  page?: number;
  /** True for a numbered section title, which answers nothing by itself. */
  heading: boolean;
  /** The passage in the other languages, where someone has written it. */
  renderings: Partial<Record<Language, Rendering>>;
  /** Its headings in the other languages. */
  places: Partial<Record<Language, string[]>>;
  /** Questions that it answers, as people ask them: views, never shown. */
  questions: Record<Language, string[]>;
  /** Questions near it that the document does not answer: whoever asks one is told so. Never shown. */
  gaps: Record<Language, string[]>;
  /** Everyday words for what it says, where its own are others: found by, never shown. */
  keywords: Record<Language, string[]>;
  /** Only for an answer of the legal information centre's: its words are the centre's, not the document's. */
  centre?: CentreWord;
}

/** What is known of an answer of the centre's. Days are `YYYY-MM-DD` in Kazakhstan. */
export interface CentreWord {
  /** The day from which it says what it says. */
  date: string;
  /** The last day on which it holds; null when no end was set. */
  until: string | null;
  /** Ids of the document's passages that the centre put under it. */
  passages: string[];
}

/** A passage in another language. */
export interface Rendering {
  text: string;
  introduction: string | null;
  /** `official` when its publisher made it, `working` when we did. */
  status: "official" | "working";
}
