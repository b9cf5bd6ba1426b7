import type { Facts as Told } from "../delivery/message.ts";
import type { Update } from "./call.ts";

/** What an update says of itself, read without trusting any of it. Pure. */
export interface Facts extends Told {
  kind: "message" | "press" | "inline" | "other";
  /** The line it waits in: a chat's, or one of its own for what somebody is typing inline. */
  line: string;
  /** Where an answer could go; null when nothing names a chat. */
  chat: number | null;
  /** The id of whom it comes from: a person, or the channel or group that a message is written in the name of. */
  sender: string | null;
  /** The two-letter code of the sender's Telegram, when there is one. */
  languageCode: string | null;
  /** Milliseconds since 1970; null for what bears no date. */
  sentAt: number | null;
  /** A pressed button: the query to answer, whose button it is, and what it says. */
  press: { id: string; button: string; data: string } | null;
  /** The topic of a group that it was written in. */
  thread: number | null;
  /** True in a private chat, for a press, and in a group for what may be meant for a bot. */
  addressed: boolean;
  /** The bot was put out of the chat, or blocked. */
  expelled: boolean;
}

interface Person {
  id?: unknown;
  is_bot?: boolean;
  language_code?: unknown;
}

interface Message {
  message_id?: unknown;
  date?: unknown;
  message_thread_id?: unknown;
  chat?: { id?: unknown; type?: unknown };
  sender_chat?: Person;
  reply_to_message?: { from?: Person };
  entities?: unknown;
}

interface Raw {
  id?: unknown;
  from?: Person;
  data?: unknown;
  message?: Message;
  new_chat_member?: { status?: unknown };
}

/** The kinds that we ask Telegram for; anything else would wait in its queue for nobody. */
export const ALLOWED_UPDATES = ["message", "callback_query", "inline_query", "my_chat_member"];

const KINDS: Record<string, Facts["kind"]> = { message: "message", callback_query: "press", inline_query: "inline" };

export function readUpdate(update: Update): Facts {
  const [name = "", value] = Object.entries(update).find(([, entry]) => isRecord(entry)) ?? [];
  const raw = (value ?? {}) as Raw & Message;
  const kind = KINDS[name] ?? "other";
  const message = kind === "press" ? (record(raw.message) as Message) : raw;
  const chat = idOf(record(message.chat));
  const sender = idOf(record(message === raw ? (raw.sender_chat ?? raw.from) : raw.from));
  const code = record(raw.from).language_code;
  return {
    kind,
    line: kind === "inline" ? `inline:${sender}` : String(chat ?? sender ?? "none"),
    chat,
    thread: typeof message.message_thread_id === "number" ? message.message_thread_id : null,
    sender: sender === null ? null : String(sender),
    languageCode: typeof code === "string" ? code.slice(0, 2) : null,
    sentAt: kind === "message" && typeof raw.date === "number" ? raw.date * 1000 : null,
    press: kind === "press" ? readPress(raw, message, { chat, sender }) : null,
    addressed: kind === "press" || record(message.chat).type === "private" || mayBeForABot(message),
    expelled: ["kicked", "left"].includes(String(record(raw.new_chat_member).status)),
  };
}

function readPress(raw: Raw, message: Message, whose: { chat: number | null; sender: number | null }): Facts["press"] {
  if (typeof raw.id !== "string") return null;
  const button = `${whose.chat}:${String(message.message_id)}:${whose.sender}`;
  return { id: raw.id, button, data: String(raw.data) };
}

/** In a group: a command, a mention, or a reply to a bot. */
function mayBeForABot({ entities, reply_to_message: reply }: Message): boolean {
  if (record(record(reply).from).is_bot === true) return true;
  return (
    Array.isArray(entities) && entities.some((one) => ["bot_command", "mention"].includes(String(record(one).type)))
  );
}

/** Chat 0 does not exist: nothing can be sent there. */
function idOf({ id }: Person): number | null {
  return typeof id === "number" && Number.isSafeInteger(id) && id !== 0 ? id : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
