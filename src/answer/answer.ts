import type { ConflictKind } from "../corpus/conflicts.ts";
import type { Contact } from "../corpus/contacts.ts";
import type { CentreWord, Language } from "../corpus/passage.ts";

/** What a channel hands in. */
export interface Question {
  text: string;
  /** The language that the asker chose; found out from the text when absent. */
  language?: Language;
  /** The same asker's last question, a few minutes old at most: a short follow-up is read with it. */
  previous?: string;
  /** The id of a choice that an answer offered: only passages under that heading are looked at. */
  within?: string;
  /** The id of the one document that is asked; all of them when absent. */
  document?: string;
  /** The documents as they stood: a day, or the beginning of an edition's hash; as they are now when absent. */
  asOf?: string;
}

/** What kind of message a question is. */
export type Kind = "question" | "greeting" | "urgent";

/** Why there is no answer. Each has a sentence of its own in messages/. */
export type Reason =
  | "empty"
  | "too-long"
  | "no-words"
  | "unknown-language"
  | "not-in-document"
  | "related-only"
  | "too-broad"
  | "no-edition"
  | "paused";

/** A word that the document explains. */
export interface Term {
  term: string;
  /** The passage that explains it, and what it says, in the asker's language. */
  passage: string;
  explanation: string;
}

/** A real heading that narrows a question too broad to answer. */
export interface Choice {
  /** What `Question.within` takes: twelve letters and digits, the same as long as the heading stands. */
  id: string;
  /** The heading in the asker's language. */
  heading: string;
}

/** Another figure that the document gives for the same measure: both are shown, neither is chosen. */
export interface ConflictNote {
  kind: ConflictKind;
  /** What both figures measure, in the asker's language. */
  measure: string;
  /** The figure of the passage shown, in the document's words. */
  figure: string;
  /** The other figure, in the document's words, and where it stands. */
  other: string;
  passage: string;
  place: string;
  /** What sets them apart as far as the document says, in the asker's language. */
  explanation: string;
}

/** A passage shown for a question, with all that a reader needs to check it. */
export interface Citation {
  rank: number;
  passage: string;
  /** The document's symbol. */
  document: string;
  /** The document's title in the asker's language, where there is more than one document. */
  title?: string;
  edition: string;
  place: string;
  /** The whole passage in the document's language. */
  original: string;
  /** The whole passage in the asker's language; the original where there is no rendering. */
  text: string;
  /** `centre`: it is the legal information centre's own word, and stands in no document. */
  status: "original" | "official" | "working" | "centre";
  /** What is known of the centre's word; left out for what stands in a document. */
  centre?: CentreWord & {
    /** The language that `text` is in. */
    language: Language;
  };
  /** Its best sentences: a substring of `text` up to white space. */
  excerpt: string;
  /** What introduces the list that the passage is an item of. */
  introduction: string | null;
  notes: string[];
  /** Figures elsewhere in the document that disagree with one of this passage; left out when there are none. */
  conflicts?: ConflictNote[];
  /** Words of the excerpt that the document itself explains, and where. */
  terms: Term[];
  /** Calibrated probability, 0 to 1, that this passage answers the question. */
  score: number;
}

export interface Answer {
  /** A random name of this answer: the log and the buttons use it. */
  id: string;
  /** The code of its receipt, once one is kept; null where none is. */
  code: string | null;
  question: string;
  language: Language;
  kind: "answered" | "abstained" | "greeting" | "urgent";
  reason: Reason | null;
  /** Calibrated probability, 0 to 1, that the first passage answers the question. */
  confidence: number;
  /** What answers, best first; empty when Kenes abstains or was only greeted. */
  answers: Citation[];
  /** What came nearest, at most ten, also when Kenes abstains. */
  nearest: Citation[];
  /** The earlier question that this one was read with, or null. */
  continuing: string | null;
  /** Two to four headings to choose from when the question only names a topic; otherwise empty. */
  choices: Choice[];
  /** Whom to call, for someone in danger; otherwise empty. */
  contacts: Contact[];
  /** What the centre says above every answer for the time being; left out when it says nothing. */
  notice?: string;
  /** Why automatic answers are paused, in the centre's words; left out while they aren't. */
  pausedBecause?: string;
  ms: number;
  /** Milliseconds by step, for the log. */
  steps: Record<string, number>;
}

/** All that a channel knows of the inside. Technical failures throw; abstaining is an answer. */
export type Ask = (question: Question) => Promise<Answer>;
