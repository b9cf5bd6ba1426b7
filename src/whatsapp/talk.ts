import type { Ask } from "../answer/answer.ts";
import type { Check } from "../answer/verdict.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Received } from "../delivery/message.ts";
import type { Desk } from "../desk/desk.ts";
import type { Askers } from "../log/askers.ts";
import type { Person, Receipt } from "../log/erasure.ts";
import type { PersonalData } from "../log/personal-data.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { QueryLog } from "../log/query-log.ts";
import type { Messages } from "../messages/messages.ts";
import { readView, type View, writeView } from "./actions.ts";
import type { Incoming, Sendable } from "./message.ts";
import { type Text, writeReply } from "./reply.ts";

/** What the conversation works with. */
export interface ConversationParts {
  corpus: Corpus;
  messages: Messages;
  pseudonym: Pseudonym;
  log: QueryLog;
  askers: Askers;
  personal: {
    read: (asker: string) => PersonalData;
    erase: (person: Person) => Receipt;
  };
  /** Days for which what an asker writes is kept. */
  retentionDays: number;
  /** Answers and logs, for a known asker who is reached there. */
  ask: (asker: string, chat: string) => Ask;
  /** Checks a quotation; every verdict has a receipt, and nobody's name. */
  check: Check;
  /** Where people reach the page, for links to receipts; null when nobody knows. */
  publicUrl: string | null;
  /** Where questions are passed on to people. */
  desk: Pick<Desk, "handOffs" | "forget">;
}

/** One message being answered: who and where, and the messages that answer it. */
export interface Talk {
  message: Incoming;
  /** The message's number in the inbox. */
  arrival: number;
  /** The asker's pseudonym, and that of the asker in this chat: on WhatsApp a chat is one person's. */
  asker: string;
  chat: string;
  /** The language for what isn't an answer: the one chosen, else that of the word written, else that last shown, else Kazakh. */
  language: Language;
  chosen: Language | undefined;
  /** What was last shown. */
  view: View | null;
  outgoing: Sendable[];
}

export function createTalk(
  { body: message, id: arrival }: Pick<Received<Incoming>, "body" | "id">,
  about: { parts: ConversationParts; written: Language | null },
): Talk {
  const { askers, pseudonym } = about.parts;
  const asker = pseudonym("whatsapp", message.chat);
  const chat = pseudonym("whatsapp-chat", message.chat);
  const chosen = askers.language(asker);
  const view = readView(askers.lastView(asker, chat) ?? "");
  askers.seen(asker);
  const language = chosen ?? about.written ?? view?.language ?? "kk";
  return { ...{ message, arrival, asker, chat, chosen, language, view }, outgoing: [] };
}

/** Adds messages in a language; in the asker's when none is named. */
export function say(
  talk: Talk,
  texts: readonly Text[],
  { messages, language = talk.language }: { messages: Messages; language?: Language },
): void {
  for (const text of texts) talk.outgoing.push(...writeReply(text, { messages, language }));
}

/** What "next" and "original" mean from now on. */
export function rememberView(talk: Talk, view: View, { askers }: ConversationParts): void {
  askers.rememberView({ asker: talk.asker, chat: talk.chat, view: writeView(view) });
}
