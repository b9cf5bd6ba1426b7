import type { Reason } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";

/** What the desk and its channels say of a case. */

export type CaseState = "open" | "answered" | "cancelled";

/** The stored row: columns that only SQL looks at are left out. */
export interface Case {
  id: number;
  /** What the asker tells on the phone: `K7M-4PX`. */
  number: string;
  channel: string;
  asker: string | null;
  /** Where the channel answers, sealed: see channel.ts. */
  address: string | null;
  /** Null once it was erased. */
  question: string | null;
  language: Language;
  /** Why Kenes did not answer; null when it did. */
  reason: Reason | null;
  /** Ids of the passages found, best first. */
  passages: string[];
  openedAt: number;
  /** `YYYY-MM-DD` in Kazakhstan. */
  dueDay: string;
  dueAt: number;
  state: CaseState;
  holder: number | null;
  /** The oldest open case that asks the same; its own id when it is that one; null until it was compared. */
  theme: number | null;
  reply: number | null;
  helped: boolean | null;
}

export interface Note {
  at: number;
  text: string;
}

/** What the asker is shown before anything is shared, and what the desk then sees. */
export interface Shared {
  question: string;
  language: Language;
  reason: Reason | null;
  passages: string[];
}

/** The centre's answer as one asker gets it. */
export interface Received {
  text: string;
  /** The language the text is in: not always the asker's. */
  language: Language;
  passages: string[];
  at: number;
}

/** How a case stands, for the one who asked. */
export interface CaseStatus {
  number: string;
  state: CaseState;
  question: string | null;
  language: Language;
  openedAt: number;
  dueDay: string;
  overdue: boolean;
  /** Someone at the centre works on it. */
  taken: boolean;
  notes: Note[];
  reply: Received | null;
  helped: boolean | null;
}

/** The text for an asker: in their language, else the lead's, else whichever there is. */
export function chooseText(texts: Record<Language, string>, wanted: Language, lead: Language): Language {
  const order = [wanted, lead, "ru", "kk", "en"] as const;
  return order.find((language) => texts[language].trim() !== "") ?? lead;
}
