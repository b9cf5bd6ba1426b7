/** What is read from Telegram's updates, and whether it is meant for us. Pure; nothing in them is trusted to be there. */

export interface Person {
  id: number;
  is_bot?: boolean;
  language_code?: string;
}

export interface Message {
  message_id: number;
  date?: number;
  chat: { id: number; type?: string; is_forum?: boolean };
  from?: Person;
  /** The group or channel in whose name somebody writes. */
  sender_chat?: { id: number };
  text?: string;
  message_thread_id?: number;
  is_topic_message?: boolean;
  reply_to_message?: { from?: Person; forum_topic_created?: object; text?: string; caption?: string };
  /** The part of the message replied to that was marked for quoting. */
  quote?: { text?: string };
  /** The bot through whose inline mode it was written. */
  via_bot?: Person;
  /** The album that it is part of. */
  media_group_id?: string;
  [field: string]: unknown;
}

export interface Press {
  id: string;
  from: Person;
  /** The message with the button; absent under what was written through inline mode. */
  message?: Message;
  data?: string;
}

export interface InlineQuery {
  id: string;
  from: Person;
  query: string;
}

/** Who the bot is. */
export interface Self {
  id: number;
  username: string;
}

export interface Command {
  name: string;
  /** What stands behind it. */
  payload: string;
}

/** A command, also one written for us by name; null when it is none, or another bot's. */
export function readCommand(text: string, self: Self): Command | null {
  const [, name, bot, payload = ""] = /^\/([\w-]{1,64})(?:@(\w+))?(?:\s+(.*))?$/su.exec(text) ?? [];
  if (name === undefined || (bot !== undefined && !isName(bot, self))) return null;
  return { name: name.toLowerCase(), payload: payload.trim() };
}

/** In a private chat everything is; in a group what names the bot, replies to it or is a command for it. */
export function isForUs(message: Message, self: Self): boolean {
  if (message.via_bot?.id === self.id) return false;
  if (message.from?.is_bot === true && message.sender_chat === undefined) return false;
  const { text = "", reply_to_message: replied } = message;
  const addressed = [...text.matchAll(/^\/\w+@(\w+)/gu)].at(0)?.[1];
  if (addressed !== undefined && !isName(addressed, self)) return false;
  if (isPrivate(message)) return true;
  if (addressed !== undefined) return true;
  if (replied?.from?.id === self.id && replied.forum_topic_created === undefined) return true;
  return findMentions(text, self).length > 0;
}

export function isPrivate(message: Message): boolean {
  return message.chat.type === undefined || message.chat.type === "private";
}

/** The text without our name in it. */
export function withoutMention(text: string, self: Self): string {
  return findMentions(text, self)
    .reduce((rest, mention) => rest.replace(mention, " "), text)
    .trim();
}

function findMentions(text: string, self: Self): string[] {
  return (text.match(/(?<![\w@])@\w+/gu) ?? []).filter((mention) => isName(mention.slice(1), self));
}

function isName(name: string, self: Self): boolean {
  return name.toLowerCase() === self.username.toLowerCase();
}

/**
 * The topic to answer in. Ordinary groups number their threads of replies too, but take no message
 * for such a number: there the reply itself keeps the thread.
 */
export function topicOf(message: Message): number | undefined {
  const topic = message.is_topic_message === true || message.chat.is_forum === true;
  return topic || message.reply_to_message === undefined ? message.message_thread_id : undefined;
}

/** What a message without text holds; null for news of the chat itself, which asks for no answer. */
export function readContent(message: Message): "voice" | "sticker" | "other" | null {
  const has = (...fields: string[]) => fields.some((field) => message[field] !== undefined);
  if (has("voice", "audio", "video_note")) return "voice";
  if (has("sticker", "animation", "dice")) return "sticker";
  const other = ["photo", "video", "document", "location", "venue", "contact", "poll", "story", "paid_media", "game"];
  return has(...other) ? "other" : null;
}

/** The words that a message replies to: the part that was marked, else all of it; empty when there are none. */
export function readReplied({ quote, reply_to_message: replied }: Message): string {
  const words = [quote?.text, replied?.text, replied?.caption];
  return words.find((text): text is string => typeof text === "string" && text.trim() !== "") ?? "";
}

/** Telegram gives only the chat, the number and a date of 0 of a message that the bot can't reach any more. */
export function isReachable(message: Message): boolean {
  return message.date !== 0 || Object.keys(message).some((key) => !["chat", "message_id", "date"].includes(key));
}
