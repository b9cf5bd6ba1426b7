import type { Language } from "../corpus/passage.ts";
import type { Outgoing as Queued } from "../delivery/message.ts";

/** What comes from WhatsApp, as little of it as is needed, and what goes there. */

/** What somebody wrote or pressed. No name: WhatsApp tells it, Kenes doesn't keep it. */
export interface Incoming {
  /** WhatsApp's name of it; it has the writer's number in it. */
  id: string;
  /** The writer: a telephone number, or, where that is hidden, WhatsApp's name of them for this business. */
  chat: string;
  /** Milliseconds since 1970; null when WhatsApp gives none. */
  sentAt: number | null;
  /** `text`, `interactive`, `button`, `image` …; `unsupported` for what WhatsApp itself can't pass on. */
  type: string;
  /** What was written; absent for what holds no words. */
  text?: string;
  /** What the pressed button or the chosen row carries. */
  pressed?: string;
  /** The message that it answers, by WhatsApp's name. */
  repliesTo?: string;
}

/** A message of the Cloud API without what every one has: the product and the recipient. */
export interface Sendable {
  payload: { type: string; [field: string]: unknown };
  /** The language that it speaks: so does the template that may have to go before it. */
  language: Language;
  /** The number of the case that it is about. */
  about?: string;
  /** A file that is uploaded first; its id then stands in the payload's `document`. */
  file?: { name: string; base64: string; type: string };
}

/** The recipient is part of it, so that it can be sent on its own. */
export interface Message extends Sendable {
  to: string;
}

export type Outgoing = Queued<Message>;
