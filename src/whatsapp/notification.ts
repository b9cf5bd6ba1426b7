import type { Incoming } from "./message.ts";

/** What a webhook's body says, read without trusting any of it. Pure. */
export interface Notification {
  messages: Incoming[];
  statuses: Status[];
}

/** How far a message of ours has come. */
export interface Status {
  /** WhatsApp's name of it. */
  id: string;
  status: "sent" | "delivered" | "read" | "failed";
  /** Meta's code of why it failed; 0 otherwise. */
  code: number;
}

const STATUSES: readonly Status["status"][] = ["sent", "delivered", "read", "failed"];
/** Characters of a name of WhatsApp's, and of a text: it allows 4,096. */
const LONGEST = { name: 256, text: 4096 };

/** Null when it is no notification. What is about another number of the same business is left out. */
export function readNotification(body: unknown, phoneId: string): Notification | null {
  const whole = record(body);
  if (whole.object !== "whatsapp_business_account" || !Array.isArray(whole.entry)) return null;
  const values = whole.entry
    .flatMap((entry) => list(record(entry).changes))
    .filter((change) => record(change).field === "messages")
    .map((change) => record(record(change).value))
    .filter(({ metadata }) => String(record(metadata).phone_number_id) === phoneId);
  return {
    messages: values.flatMap(({ messages }) => list(messages).flatMap(readMessage)),
    statuses: values.flatMap(({ statuses }) => list(statuses).flatMap(readStatus)),
  };
}

/** Reactions ask for no answer, and groups are not served. */
function readMessage(value: unknown): Incoming[] {
  const raw = record(value);
  const [id, type] = [name(raw.id), name(raw.type)];
  const chat = name(raw.from) ?? name(raw.from_user_id);
  if (id === null || type === null || chat === null) return [];
  if (type === "reaction" || type === "system" || raw.group_id !== undefined) return [];
  const seconds = Number(raw.timestamp);
  const text = textOf(type, raw);
  const pressed = pressedOf(type, raw);
  const repliesTo = name(record(raw.context).id);
  return [
    {
      ...{ id, chat, type },
      sentAt: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
      ...(text === null ? {} : { text }),
      ...(pressed === null ? {} : { pressed }),
      ...(repliesTo === null ? {} : { repliesTo }),
    },
  ];
}

function textOf(type: string, raw: Record<string, unknown>): string | null {
  const { body } = record(raw.text);
  return type === "text" && typeof body === "string" ? body.slice(0, LONGEST.text) : null;
}

/** A reply button, a row of a list, or the button of a template. */
function pressedOf(type: string, raw: Record<string, unknown>): string | null {
  if (type === "button") return name(record(raw.button).payload);
  if (type !== "interactive") return null;
  const { button_reply: button, list_reply: row } = record(raw.interactive);
  return name(record(button ?? row).id);
}

function readStatus(value: unknown): Status[] {
  const raw = record(value);
  const status = STATUSES.find((one) => one === raw.status);
  const id = name(raw.id);
  if (status === undefined || id === null) return [];
  const code = Number(record(list(raw.errors)[0]).code);
  return [{ id, status, code: status === "failed" && Number.isSafeInteger(code) ? code : 0 }];
}

function name(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= LONGEST.name ? value : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
