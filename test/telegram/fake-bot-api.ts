import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A strict Bot API on the loopback address: long polling by Telegram's rules (offset confirms, a new
 * poll ends the old one with a 409, the same offset is throttled), webhooks, HTML by Telegram's rules,
 * limits on length and callback bytes, and faults that a test can order.
 */

export interface Sent {
  method: string;
  payload: Record<string, unknown>;
  /** Milliseconds since 1970. */
  at: number;
}

/** What the next call of a method meets instead of its result. */
export type Fault =
  | { status: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  /** The connection breaks before anything is carried out. */
  | "reset"
  /** Nothing ever comes back; not carried out. */
  | "silence"
  /** The headers come, the body never. */
  | "headers-then-silence"
  /** Carried out; the body breaks off in the middle. */
  | "truncated"
  /** Carried out; nothing ever comes back. */
  | "carried-out-then-silence"
  | "garbage";

export const TOKEN = "123456:TESTTOKENTESTTOKENTESTTOKEN";

interface Poll {
  payload: Record<string, unknown>;
  answer: (status: number, value: object) => void;
  timer: NodeJS.Timeout;
}

/** Seconds of Telegram's own rules: the longest poll, and how the same offset is throttled. */
const LONGEST_POLL = 50;
const THROTTLE = { hold: 3000, one: 500 };

export class FakeBotApi {
  root = "";
  /** The one that is accepted: a test may have it revoked. */
  token = TOKEN;
  /** Every call but getUpdates that was carried out, in order. */
  readonly sent: Sent[] = [];
  /** Calls that broke a rule, as Telegram would describe them. */
  readonly refused: string[] = [];
  /** Every offset that was asked for. */
  readonly offsets: number[] = [];
  /** How many polls were ended by a newer one. */
  conflicts = 0;
  /** Calls by method, those that failed included. */
  readonly calls = new Map<string, number>();
  /** Milliseconds that every call but getUpdates takes. */
  latency = 0;
  /** Chats that blocked the bot. */
  readonly blocked = new Set<number>();
  /** Groups that have a new id. */
  readonly moved = new Map<number, number>();
  webhook: { url: string; secret: string } | null = null;
  /** Called when a call has arrived, before anything is done about it; and when it was carried out, before it is answered. */
  onArrival: (method: string, payload: Record<string, unknown>) => void = () => {};
  onCarriedOut: (method: string, payload: Record<string, unknown>) => void = () => {};
  #updates: { update_id: number }[] = [];
  #nextUpdate = 1000;
  #nextMessage = 1;
  readonly #faults = new Map<string, Fault[]>();
  readonly #chatFaults = new Map<number, Fault[]>();
  #poll: Poll | null = null;
  #lastPoll = { offset: -1, at: 0 };
  #waiters: (() => void)[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.root = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#poll?.timer);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Someone writes a message. `date` in seconds since 1970. */
  write(text: string, about: { chat?: number; language?: string; date?: number } = {}): void {
    const chat = about.chat ?? 42;
    const from = { id: chat, is_bot: false, first_name: "Айгүл", language_code: about.language ?? "en" };
    const entities = text.startsWith("/")
      ? [{ type: "bot_command", offset: 0, length: text.split(" ")[0]?.length }]
      : [];
    const message = {
      message_id: this.#nextMessage++,
      date: about.date ?? Math.floor(Date.now() / 1000),
      chat: { id: chat, type: "private" },
      from,
      text,
      entities,
    };
    this.push({ message });
  }

  /** Someone presses a button. */
  press(data: string, chat = 42, message = 1): void {
    const from = { id: chat, is_bot: false, first_name: "Айгүл", language_code: "en" };
    const about = { message_id: message, date: 1, chat: { id: chat, type: "private" } };
    this.push({ callback_query: { id: `q${this.#nextUpdate}`, from, chat_instance: "1", message: about, data } });
  }

  /** Someone types after the bot's name, in any chat. */
  type(query: string, person = 42): void {
    const from = { id: person, is_bot: false, first_name: "Айгүл", language_code: "en" };
    this.push({ inline_query: { id: `i${this.#nextUpdate}`, from, query, offset: "", chat_type: "sender" } });
  }

  /** Gives the update's number. */
  push(update: object): number {
    const whole = { update_id: this.#nextUpdate++, ...update };
    this.#updates.push(whole);
    this.#deliver();
    return whole.update_id;
  }

  fail(method: string, ...faults: Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults]);
  }

  /** Faults of the next messages to one chat. */
  failChat(chat: number, ...faults: Fault[]): void {
    this.#chatFaults.set(chat, [...(this.#chatFaults.get(chat) ?? []), ...faults]);
  }

  /** Forgets the faults that were ordered and not met yet. */
  heal(): void {
    this.#faults.clear();
    this.#chatFaults.clear();
  }

  /** Resolves when the condition holds; looked at after every call. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** The messages sent to a chat, once there are that many. */
  async messages(count: number, chat = 42): Promise<Record<string, unknown>[]> {
    const find = () => this.sent.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === chat);
    await this.until(() => find().length >= count);
    return find().map(({ payload }) => payload);
  }

  /** The same, with the messages that were changed: what a chat has been shown, in order. */
  async shown(count: number, chat = 42): Promise<Record<string, unknown>[]> {
    while (true) {
      const found = this.sent.filter(({ payload }) => "text" in payload && payload.chat_id === chat);
      if (found.length >= count) return found.map(({ payload }) => payload);
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, method = ""] = /^\/bot([^/]+)\/(\w+)$/u.exec(request.url ?? "") ?? [];
    const payload = await readPayload(request).catch(() => ({}));
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    this.onArrival(method, payload);
    const answer = (status: number, value: object) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
      this.#wake();
    };
    if (token !== this.token) return answer(401, refusal(401, "Unauthorized"));
    const chat = Number((payload as { chat_id?: unknown }).chat_id);
    const fault = this.#chatFaults.get(chat)?.shift() ?? this.#faults.get(method)?.shift();
    if (fault !== undefined && !isCarriedOut(fault)) return this.#break(fault, response, answer);
    if (method === "getUpdates") return this.#take({ payload, answer }, response);
    if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
    const result = this.#carryOut(method, payload, chat);
    this.onCarriedOut(method, payload);
    if (fault === "carried-out-then-silence") return this.#wake();
    if (fault === "truncated") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 }).write('{"ok":true,');
      response.socket?.end();
      return this.#wake();
    }
    answer("error_code" in result ? Number(result.error_code) : 200, result);
  }

  #break(fault: Fault, response: ServerResponse, answer: (status: number, value: object) => void): void {
    if (typeof fault === "object") {
      answer(fault.status, refusal(fault.status, fault.description, fault.parameters));
    }
    if (fault === "reset") response.socket?.destroy();
    if (fault === "garbage") response.writeHead(200).end("<html>");
    if (fault === "headers-then-silence") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.flushHeaders();
    }
    this.#wake();
  }

  #carryOut(method: string, payload: Record<string, unknown>, chat: number): object {
    if (this.blocked.has(chat)) return refusal(403, "Forbidden: bot was blocked by the user");
    const movedTo = this.moved.get(chat);
    if (movedTo !== undefined) {
      const description = "Bad Request: group chat was upgraded to a supergroup chat";
      return refusal(400, description, { migrate_to_chat_id: movedTo });
    }
    const wrong = method === "sendMessage" || method === "editMessageText" ? findMistake(payload) : null;
    if (wrong !== null) {
      this.refused.push(wrong);
      return refusal(400, `Bad Request: ${wrong}`);
    }
    this.sent.push({ method, payload, at: Date.now() });
    if (method === "setWebhook") this.webhook = { url: String(payload.url), secret: String(payload.secret_token) };
    if (method === "deleteWebhook") this.webhook = null;
    const results: Record<string, () => object> = {
      getMe: () => ({ id: 123456, is_bot: true, first_name: "Kenes", username: "kenes_bot" }),
      sendMessage: () => ({ message_id: this.#nextMessage++ }),
      getWebhookInfo: () => ({ url: this.webhook?.url ?? "", pending_update_count: this.#updates.length }),
    };
    return { ok: true, result: results[method]?.() ?? true };
  }

  /** A new poll ends the old one; the same offset again is throttled. */
  #take({ payload, answer }: Pick<Poll, "payload" | "answer">, response: ServerResponse): void {
    if (this.webhook) {
      const why =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
      answer(409, refusal(409, why));
      return;
    }
    const offset = Number(payload.offset ?? 0);
    const again = offset === this.#lastPoll.offset ? Date.now() - this.#lastPoll.at : Number.POSITIVE_INFINITY;
    this.offsets.push(offset);
    this.#lastPoll = { offset, at: Date.now() };
    this.#endPoll(() => {
      this.conflicts += 1;
      const why = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
      return [409, refusal(409, why)];
    });
    this.#updates = this.#updates.filter(({ update_id }) => update_id >= offset);
    const limit = again < THROTTLE.one ? 1 : Math.min(100, Number(payload.limit ?? 100));
    const asked = Math.min(LONGEST_POLL, Number(payload.timeout ?? 0)) * 1000;
    const timer = setTimeout(
      () => this.#endPoll(() => [200, { ok: true, result: [] }]),
      again < THROTTLE.hold ? Math.max(THROTTLE.hold, asked) : asked,
    );
    this.#poll = { payload: { ...payload, limit }, answer, timer };
    response.on("close", () => {
      if (this.#poll?.answer === answer) this.#endPoll(() => null);
    });
    this.#deliver();
    this.#wake();
  }

  #deliver(): void {
    const allowed = this.#poll?.payload.allowed_updates as string[] | undefined;
    if (allowed) this.#updates = this.#updates.filter((update) => allowed.some((kind) => kind in update));
    if (this.#updates.length === 0) return;
    this.#endPoll(({ payload }) => [200, { ok: true, result: this.#updates.slice(0, Number(payload.limit)) }]);
  }

  #endPoll(answerOf: (poll: Poll) => [number, object] | null): void {
    const poll = this.#poll;
    if (!poll) return;
    this.#poll = null;
    clearTimeout(poll.timer);
    const answer = answerOf(poll);
    if (!answer) return;
    poll.answer(...answer);
    this.onCarriedOut("getUpdates", poll.payload);
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}

function isCarriedOut(fault: Fault): boolean {
  return fault === "truncated" || fault === "carried-out-then-silence";
}

function refusal(status: number, description: string, parameters: object = {}): object {
  return { ok: false, error_code: status, description, parameters };
}

/** A file in a multipart payload stands as its name and text. */
async function readPayload(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/")) return JSON.parse(body.toString("utf8") || "{}") as Record<string, unknown>;
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const entries = [...form].map(async ([name, value]) => {
    if (typeof value !== "string") return [name, { name: value.name, type: value.type, text: await value.text() }];
    return [name, /^-?\d+$/u.test(value) ? Number(value) : value];
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<string, unknown>;
}

const TAGS = /^(b|strong|i|em|u|ins|s|strike|del|tg-spoiler|a|code|pre|blockquote)$/u;

/** What Telegram would refuse a message for, or null. */
export function findMistake(payload: Record<string, unknown>): string | null {
  const text = String(payload.text ?? "");
  let plain = text;
  if (payload.parse_mode === "HTML") {
    const open: string[] = [];
    for (const [, slash, name = ""] of text.matchAll(/<(\/?)([^\s>]*)[^>]*>/gu)) {
      if (!TAGS.test(name)) return `can't parse entities: Unsupported start tag "${name}"`;
      if (slash === "") {
        if (name === "blockquote" && open.includes(name)) return "can't parse entities: blockquotes can't be nested";
        open.push(name);
      } else if (open.pop() !== name) return `can't parse entities: Unmatched end tag "${name}"`;
    }
    if (open.length > 0) return "can't parse entities: Can't find end tag";
    plain = text.replace(/<[^>]*>/gu, "");
    if (/[<>]/u.test(plain)) return "can't parse entities: Unexpected character";
    plain = plain.replace(/&(lt|gt|amp|quot);/gu, "x");
  }
  if (plain.trim() === "") return "message text is empty";
  if (plain.length > 4096) return "message is too long";
  const keyboard = (
    payload.reply_markup as { inline_keyboard?: { text: string; callback_data?: string; url?: string }[][] } | undefined
  )?.inline_keyboard;
  for (const button of keyboard?.flat() ?? []) {
    const bytes = Buffer.byteLength(button.callback_data ?? "");
    if (button.url === undefined && (bytes < 1 || bytes > 64)) return "BUTTON_DATA_INVALID";
    if (button.text === "") return "BUTTON_TEXT_EMPTY";
  }
  return null;
}
