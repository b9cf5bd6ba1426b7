import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Outgoing } from "./call.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { isPrivate, isReachable, type Message, type Person, type Press, type Self, topicOf } from "./incoming.ts";
import type { Button } from "./keyboard.ts";

/** One update being answered: who and where, and the calls that answer it. */
export interface Talk {
  /** The update's number in the inbox. */
  arrival: number;
  /** The message that was written, or that the pressed button stands under. */
  message: Message;
  press: Press | null;
  self: Self;
  /** The asker's pseudonym, and that of the asker in this chat. */
  asker: string;
  chat: string;
  /** The language for what isn't an answer: the one chosen, else that of the asker's Telegram, else Kazakh. */
  language: Language;
  chosen: Language | undefined;
  outgoing: Outgoing[];
}

/** A message to send. */
export interface Text {
  text: string;
  buttons?: Button[][];
}

export function createTalk(
  about: { arrival: number; message: Message; press: Press | null; self: Self },
  parts: ConversationParts,
): Talk {
  const { message, press } = about;
  const asker = askerOf(press ? { from: press.from, chat: message.chat } : message, parts);
  const chosen = parts.askers.language(asker);
  parts.askers.seen(asker);
  return {
    ...about,
    asker,
    chat: parts.pseudonym("telegram-chat", String(message.chat.id)),
    chosen,
    language: chosen ?? languageOf(press?.from ?? message.from),
    outgoing: [],
  };
}

/** Who writes in the name of a group is that group; the pseudonym is all that is kept. */
function askerOf(
  { from, sender_chat, chat }: Pick<Message, "from" | "sender_chat" | "chat">,
  { pseudonym }: ConversationParts,
) {
  return pseudonym("telegram", String(sender_chat?.id ?? from?.id ?? chat.id));
}

/** The language of someone's Telegram, when Kenes speaks it; else Kazakh. */
export function languageOf(person: Person | undefined): Language {
  const code = typeof person?.language_code === "string" ? person.language_code.slice(0, 2) : "";
  return LANGUAGES.find((language) => language === code) ?? "kk";
}

/** Sends new messages: in a group as a reply to the question, in a topic within it. */
export function say(talk: Talk, texts: readonly Text[]): void {
  for (const [position, text] of texts.entries()) {
    const replies = position === 0 && talk.press === null && !isPrivate(talk.message);
    talk.outgoing.push(call(talk, "sendMessage", { ...where(talk, replies), ...payloadOf(text) }));
  }
}

/** Puts the first text in the place of the message whose button was pressed, and sends the others behind it. */
export function edit(talk: Talk, texts: readonly Text[]): void {
  const [first, ...others] = texts;
  if (!first || talk.press === null || !isReachable(talk.message)) {
    say(talk, texts);
    return;
  }
  talk.outgoing.push(
    call(talk, "editMessageText", {
      chat_id: talk.message.chat.id,
      message_id: talk.message.message_id,
      ...payloadOf(first),
    }),
  );
  say(talk, others);
}

/** Changes the buttons alone. */
export function editButtons(talk: Talk, buttons: Button[][]): void {
  if (!isReachable(talk.message)) return;
  talk.outgoing.push(
    call(talk, "editMessageReplyMarkup", {
      chat_id: talk.message.chat.id,
      message_id: talk.message.message_id,
      reply_markup: { inline_keyboard: buttons },
    }),
  );
}

/** Where this talk can be taken up again later, in Telegram's own words. */
export function addressOf({ message }: Talk): string {
  const topic = topicOf(message);
  return topic === undefined ? String(message.chat.id) : `${message.chat.id}:${topic}`;
}

export function call(talk: Talk, method: string, payload: Record<string, unknown>): Outgoing {
  return { chat: String(talk.message.chat.id), method, payload };
}

/** The fields that say where a new message goes. */
export function where(talk: Talk, replies: boolean): Record<string, unknown> {
  const { message } = talk;
  const topic = topicOf(message);
  return {
    chat_id: message.chat.id,
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(replies ? { reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true } } : {}),
  };
}

/** What of a message is the same wherever it goes. */
export function payloadOf({ text, buttons }: Text): Record<string, unknown> {
  return {
    text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(buttons && buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons } } : {}),
  };
}
