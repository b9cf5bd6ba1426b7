import type { Language } from "../corpus/passage.ts";

/**
 * How the desk reaches those who asked in chats, the same for every channel. The desk knows a
 * channel by its name and an asker's place on it by an address, the channel's own word; it stores
 * addresses sealed, and gives them back as they were given.
 *
 * The danger it meets is a process that is killed on the way. Each parcel and each correction is one
 * transaction of the desk's, in which it is marked as done and the channel takes it. A channel that
 * puts it in an outbox of the same database has it exactly once; one that sends elsewhere may get the
 * one in flight again, with the same key.
 */
export interface Channel {
  /** Inside the transaction that answers the case: take it now, without waiting, and throw when that fails. */
  deliver(parcel: Parcel): void;
  /** The same for a correction. */
  correct(correction: Correction): void;
  /** After the commit: wake what sends. */
  delivered?(): void;
  /** False while so much waits that corrections would hold up citizens' answers: they are offered again later. */
  hasRoom?(): boolean;
}

/** The centre's answer for one asker. */
export interface Parcel {
  /** The same for the same reply and case, however often it comes: `reply-7-case-12`. */
  key: string;
  number: string;
  asker: string | null;
  /** What the channel gave as `address` when the case was opened. */
  address: string | null;
  question: string | null;
  /** The asker's language, and the one the text is in. */
  language: Language;
  textLanguage: Language;
  text: string;
  /** Ids of attached passages. */
  passages: string[];
}

/** News for one chat that something shown there has changed or was withdrawn. */
export interface Correction {
  /** The same for the same change and chat: `correction-31-notice-4`. */
  key: string;
  /** Null where several askers of a group were shown it. */
  asker: string | null;
  address: string;
  language: Language;
  /** The document's own words, a rendering of them, or the centre's answer. */
  kind: "passage" | "rendering" | "centre";
  /** The passage's id; a centre's answer has one too. */
  passage: string;
  /** When it changed: milliseconds since 1970. */
  at: number;
  /** In the language that they were shown in. Null: there was nothing, or it is withdrawn. */
  before: string | null;
  after: string | null;
  /** Why, in the asker's language where the centre wrote it. */
  why: string;
}

/** Where askers can be reached, closed with the installation's key: who has the database alone reads nothing. */
export interface Addresses {
  /** The same address of the same channel gives the same seal, so that one chat is told once. */
  close(channel: string, address: string): string;
  /** Null when it was closed with another key, for another channel, or altered. */
  open(channel: string, sealed: string): string | null;
}
