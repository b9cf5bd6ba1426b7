import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A strict Bot API on the loopback address: long polling whose offset confirms, HTML by Telegram's
 * rules, limits on length and callback bytes, and faults that a test can order.
 */

export interface Sent {
  method: string;
  payload: Record<string, unknown>;
}

/** What the next call of a method meets instead of its result. */
export type Fault =
  | { status: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  | "reset"
  | "silence"
  | "garbage";

export const TOKEN = "123456:TESTTOKENTESTTOKENTESTTOKEN";

export class FakeBotApi {
  root = "";
  /** Every call but getUpdates that was carried out, in order. */
  readonly sent: Sent[] = [];
  /** Calls that broke a rule, as Telegram would describe them. */
  readonly refused: string[] = [];
  /** Every offset that was asked for. */
  readonly offsets: number[] = [];
  #updates: { update_id: number }[] = [];
  #nextUpdate = 1000;
  #nextMessage = 1;
  readonly #faults = new Map<string, Fault[]>();
  #polls: (() => void)[] = [];
  #waiters: (() => void)[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.root = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Someone writes a message. */
  write(text: string, about: { chat?: number; language?: string } = {}): void {
    const chat = about.chat ?? 42;
    const from = { id: chat, is_bot: false, first_name: "Айгүл", language_code: about.language ?? "en" };
    const entities = text.startsWith("/")
      ? [{ type: "bot_command", offset: 0, length: text.split(" ")[0]?.length }]
      : [];
    const message = {
      message_id: this.#nextMessage++,
      date: 0,
      chat: { id: chat, type: "private" },
      from,
      text,
      entities,
    };
    this.push({ message });
  }

  /** Someone presses a button. */
  press(data: string, chat = 42): void {
    const from = { id: chat, is_bot: false, first_name: "Айгүл", language_code: "en" };
    const message = { message_id: 1, date: 0, chat: { id: chat, type: "private" } };
    this.push({ callback_query: { id: String(this.#nextUpdate), from, chat_instance: "1", message, data } });
  }

  push(update: object): void {
    this.#updates.push({ update_id: this.#nextUpdate++, ...update });
    for (const wake of this.#polls.splice(0)) wake();
  }

  fail(method: string, ...faults: Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults]);
  }

  /** The messages sent to a chat, once there are that many. */
  async messages(count: number, chat = 42): Promise<Record<string, unknown>[]> {
    while (true) {
      const found = this.sent.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === chat);
      if (found.length >= count) return found.map(({ payload }) => payload);
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
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
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const payload = JSON.parse(body || "{}") as Record<string, unknown>;
    const answer = (status: number, value: object) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    const refuse = (status: number, description: string, parameters = {}) =>
      answer(status, { ok: false, error_code: status, description, parameters });
    if (token !== TOKEN) return refuse(401, "Unauthorized");
    const fault = this.#faults.get(method)?.shift();
    if (fault === "reset") return void request.socket.destroy();
    if (fault === "silence") return;
    if (fault === "garbage") return void response.writeHead(200).end("<html>");
    if (fault) return refuse(fault.status, fault.description, fault.parameters);
    if (method === "getUpdates") return this.#poll(payload, (result) => answer(200, { ok: true, result }));
    const wrong = method === "sendMessage" ? findMistake(payload) : null;
    if (wrong !== null) {
      this.refused.push(wrong);
      return refuse(400, `Bad Request: ${wrong}`);
    }
    this.sent.push({ method, payload });
    const bot = { id: 123456, is_bot: true, first_name: "Kenes", username: "kenes_bot" };
    answer(200, {
      ok: true,
      result: method === "getMe" ? bot : method === "sendMessage" ? { message_id: this.#nextMessage++ } : true,
    });
    for (const wake of this.#waiters.splice(0)) wake();
  }

  #poll({ offset }: Record<string, unknown>, answer: (updates: object[]) => void): void {
    this.offsets.push(Number(offset));
    this.#updates = this.#updates.filter(({ update_id }) => update_id >= Number(offset));
    if (this.#updates.length > 0) answer(this.#updates.slice(0, 100));
    else this.#polls.push(() => answer(this.#updates.slice(0, 100)));
  }
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
