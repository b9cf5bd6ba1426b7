import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A strict Cloud API on the loopback address: limits and shapes of messages, the 24-hour window,
 * signed webhooks that come again until they are answered with 200, statuses, and faults that a test
 * can order.
 */

export interface Sent {
  /** Whom it went to, and everything else of the message. */
  to: string;
  payload: Record<string, unknown>;
  id: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What the next call meets instead of its result. */
export type Fault =
  | { status: number; code: number; retryAfter?: number }
  /** Taken, and then reported as failed by a status. */
  | { failsLater: number }
  | "reset"
  | "silence"
  | "headers-then-silence"
  /** Carried out; the body breaks off in the middle. */
  | "truncated"
  | "carried-out-then-silence"
  | "garbage";

export const TOKEN = "EAAtesttokentesttokentesttokentest";
export const PHONE_ID = "106540352242922";
export const APP_SECRET = "0123456789abcdef0123456789abcdef";
export const VERIFY_TOKEN = "verify-me-please";
export const ACCOUNT_ID = "102290129340398";

const DAY = 86_400_000;
/** Milliseconds until a webhook that was not answered with 200 comes again; Meta waits longer. */
const AGAIN = 150;

export class FakeCloudApi {
  root = "";
  /** The one that is accepted: a test may have it revoked. */
  token = TOKEN;
  /** Where webhooks go: the address of the service with its path. */
  webhook = "";
  /** Every message that was carried out, in order; documents hold the uploaded text. */
  readonly sent: Sent[] = [];
  /** Calls that broke a rule. */
  readonly refused: string[] = [];
  /** Names of messages that were marked as read. */
  readonly read: string[] = [];
  calls = 0;
  /** Milliseconds that every call takes. */
  latency = 0;
  /** Statuses are sent for every message when true. */
  tellsStatuses = true;
  /** Templates by name. */
  readonly templates = new Map<string, { language: string; status: string; parameters: number }>();
  scopes = ["whatsapp_business_messaging", "whatsapp_business_management"];
  /** Called when a message has arrived, before anything is done about it; and when it was carried out, before it is answered. */
  onArrival: (payload: Record<string, unknown>) => void = () => {};
  onCarriedOut: (payload: Record<string, unknown>) => void = () => {};
  /** Called when a webhook was answered. */
  onNotified: (status: number) => void = () => {};
  readonly #windows = new Map<string, number>();
  readonly #faults: Fault[] = [];
  readonly #chatFaults = new Map<string, Fault[]>();
  readonly #media = new Map<string, { name: string; type: string; text: string }>();
  readonly #pending = new Set<NodeJS.Timeout>();
  #waiters: (() => void)[] = [];
  #next = 1;
  #stopped = false;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.root = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v24.0`;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#pending) clearTimeout(timer);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Someone writes. `sentAt` in milliseconds since 1970. Gives the message's name. */
  write(text: string, about: { chat?: string; sentAt?: number } = {}): string {
    return this.receive({ type: "text", text: { body: text } }, about);
  }

  /** Someone presses a button or chooses a row. */
  press(id: string, about: { chat?: string } = {}): string {
    return this.receive(
      { type: "interactive", interactive: { type: "list_reply", list_reply: { id, title: "x" } } },
      about,
    );
  }

  /** A message of any kind. */
  receive(message: Record<string, unknown>, { chat = "77010000042", sentAt = Date.now() } = {}): string {
    const id = `wamid.in${this.#next++}.${chat}`;
    this.#windows.set(chat, Math.max(this.#windows.get(chat) ?? 0, sentAt + DAY));
    this.notify({ messages: [{ from: chat, id, timestamp: String(Math.floor(sentAt / 1000)), ...message }] });
    return id;
  }

  /** Somebody wrote, in a webhook of the test's own. */
  openWindow(chat: string): void {
    this.#windows.set(chat, Date.now() + DAY);
  }

  /** The window of a chat is over. */
  closeWindow(chat: string): void {
    this.#windows.delete(chat);
  }

  /** Brings a webhook until it is answered with 200. */
  notify(value: Record<string, unknown>): void {
    const metadata = { display_phone_number: "77000000000", phone_number_id: PHONE_ID };
    const changes = [{ field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } }];
    const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: ACCOUNT_ID, changes }] });
    this.#bring(body);
  }

  fail(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** Faults of the next messages to one chat. */
  failChat(chat: string, ...faults: Fault[]): void {
    this.#chatFaults.set(chat, [...(this.#chatFaults.get(chat) ?? []), ...faults]);
  }

  /** Resolves when the condition holds; looked at after every call and webhook. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** The messages sent to a chat, once there are that many. */
  async messages(count: number, chat = "77010000042"): Promise<Record<string, unknown>[]> {
    const find = () => this.sent.filter(({ to }) => to === chat);
    await this.until(() => find().length >= count);
    return find().map(({ payload }) => payload);
  }

  #bring(body: string): void {
    const signature = `sha256=${createHmac("sha256", APP_SECRET).update(body).digest("hex")}`;
    const headers = { "content-type": "application/json", "x-hub-signature-256": signature };
    const again = () => {
      if (this.#stopped) return;
      const timer = setTimeout(() => {
        this.#pending.delete(timer);
        void attempt();
      }, AGAIN);
      this.#pending.add(timer);
    };
    const attempt = async () => {
      try {
        const reply = await fetch(this.webhook, { method: "POST", headers, body });
        await reply.arrayBuffer();
        this.onNotified(reply.status);
        if (reply.status !== 200) again();
      } catch {
        again();
      }
      this.#wake();
    };
    void attempt();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const answer = (status: number, value: object, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
      this.#wake();
    };
    const url = new URL(request.url ?? "", "http://fake");
    const [, name = "", edge = ""] = /^\/v24\.0\/([^/]+)(?:\/(\w+))?$/u.exec(url.pathname) ?? [];
    if (request.headers.authorization !== `Bearer ${this.token}`) return answer(401, refusal(190));
    if (request.method === "GET") return answer(...this.#look(name, { edge, url }));
    if (name !== PHONE_ID) return answer(400, refusal(100));
    if (edge === "media") return this.#upload(request, { body, answer });
    if (edge !== "messages") return answer(400, refusal(100));
    this.calls += 1;
    const payload = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    if (payload.status === "read") {
      this.read.push(String(payload.message_id));
      return answer(200, { success: true });
    }
    this.onArrival(payload);
    const to = String(payload.to ?? payload.recipient);
    const fault = this.#chatFaults.get(to)?.shift() ?? this.#faults.shift();
    if (fault !== undefined && !isCarriedOut(fault)) return this.#break(fault, { response, answer });
    if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
    const mistake = this.#findMistake(payload, to);
    if (mistake !== null) {
      if (mistake.code !== 131047) this.refused.push(mistake.why);
      return answer(400, refusal(mistake.code));
    }
    const id = this.#carryOut(payload, to);
    this.onCarriedOut(payload);
    this.#tell(id, { to, fault });
    if (fault === "carried-out-then-silence") return this.#wake();
    if (fault === "truncated") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 }).write('{"messages":');
      response.socket?.end();
      return this.#wake();
    }
    answer(200, { messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
  }

  #carryOut(payload: Record<string, unknown>, to: string): string {
    const { messaging_product: _, recipient_type: __, to: ___, recipient: ____, ...message } = payload;
    const document = message.document as { id?: string } | undefined;
    if (document?.id) message.document = { ...document, ...this.#media.get(document.id) };
    const id = `wamid.out${this.#next++}.${to}`;
    this.sent.push({ to, payload: message, id, at: Date.now() });
    return id;
  }

  #tell(id: string, { to, fault }: { to: string; fault: Fault | undefined }): void {
    const status = (name: string, more: object = {}) =>
      this.notify({
        statuses: [{ id, status: name, timestamp: String(Date.now() / 1000), recipient_id: to, ...more }],
      });
    if (typeof fault === "object" && "failsLater" in fault) status("failed", { errors: [{ code: fault.failsLater }] });
    else if (this.tellsStatuses) for (const name of ["sent", "delivered"]) status(name);
  }

  #break(fault: Fault, { response, answer }: { response: ServerResponse; answer: Answer }): void {
    if (typeof fault === "object" && "status" in fault) {
      const headers: Record<string, string> = fault.retryAfter ? { "retry-after": String(fault.retryAfter) } : {};
      answer(fault.status, refusal(fault.code), headers);
    }
    if (fault === "reset") response.socket?.destroy();
    if (fault === "garbage") response.writeHead(200).end("<html>");
    if (fault === "headers-then-silence") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.flushHeaders();
    }
    this.#wake();
  }

  /** What reading an object gives: a status and a value. */
  #look(name: string, { edge, url }: { edge: string; url: URL }): [number, object] {
    if (name === PHONE_ID) {
      const about = { id: PHONE_ID, display_phone_number: "+7 700 000 00 00", verified_name: "Kenes" };
      return [200, { ...about, quality_rating: "GREEN", code_verification_status: "VERIFIED" }];
    }
    if (name === "debug_token") {
      if (url.searchParams.get("input_token") !== this.token) return [400, refusal(100)];
      const granular_scopes = this.scopes.map((scope) => ({ scope, target_ids: [ACCOUNT_ID] }));
      return [200, { data: { is_valid: true, expires_at: 0, scopes: this.scopes, granular_scopes } }];
    }
    if (name !== ACCOUNT_ID || edge !== "message_templates") return [400, refusal(100)];
    const asked = url.searchParams.get("name") ?? "";
    const found = this.templates.get(asked);
    return [200, { data: found ? [{ name: asked, language: found.language, status: found.status }] : [] }];
  }

  async #upload(request: IncomingMessage, { body, answer }: { body: Buffer; answer: Answer }): Promise<void> {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const file = form.get("file");
    if (form.get("messaging_product") !== "whatsapp" || file === null || typeof file === "string") {
      return answer(400, refusal(100));
    }
    if (!["text/plain", "application/pdf"].includes(file.type)) return answer(400, refusal(131053));
    const id = `media${this.#next++}`;
    this.#media.set(id, { name: file.name, type: file.type, text: await file.text() });
    answer(200, { id });
  }

  /** What WhatsApp would refuse a message for. */
  #findMistake(payload: Record<string, unknown>, to: string): { code: number; why: string } | null {
    if (payload.messaging_product !== "whatsapp") return { code: 100, why: "no product" };
    if (to === "" || to === "undefined") return { code: 131009, why: "no recipient" };
    const isTemplate = payload.type === "template";
    if (!isTemplate && (this.#windows.get(to) ?? 0) < Date.now()) return { code: 131047, why: "outside the window" };
    const why = isTemplate ? this.#findTemplateMistake(payload) : findMistake(payload);
    return why === null ? null : { code: 131009, why };
  }

  #findTemplateMistake(payload: Record<string, unknown>): string | null {
    const template = payload.template as {
      name: string;
      language: { code: string };
      components?: { parameters: unknown[] }[];
    };
    const known = this.templates.get(template.name);
    if (!known || known.language !== template.language.code) return "no such template";
    const given = template.components?.flatMap(({ parameters }) => parameters).length ?? 0;
    return given === known.parameters ? null : "another number of parameters";
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}

type Answer = (status: number, value: object, headers?: Record<string, string>) => void;

function isCarriedOut(fault: Fault): boolean {
  return (
    fault === "truncated" ||
    fault === "carried-out-then-silence" ||
    (typeof fault === "object" && "failsLater" in fault)
  );
}

function refusal(code: number): object {
  return {
    error: { message: `(#${code}) secret words of 77010000042`, type: "OAuthException", code, fbtrace_id: "x" },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Interactive {
  type?: string;
  body?: { text?: string };
  action?: {
    button?: string;
    buttons?: { type: string; reply: { id: string; title: string } }[];
    sections?: { rows: { id: string; title: string; description?: string }[] }[];
  };
}

/** What breaks WhatsApp's limits in a message that is no template, or null. */
export function findMistake(payload: Record<string, unknown>): string | null {
  if (payload.type === "text") {
    const { body } = payload.text as { body?: unknown };
    return findTextMistake(body, 4096);
  }
  if (payload.type === "document") {
    const { id, caption = "", filename } = payload.document as { id?: string; caption?: string; filename?: string };
    if (!id || !filename) return "no document";
    return caption.length > 1024 ? "caption too long" : null;
  }
  if (payload.type !== "interactive") return `unknown type ${String(payload.type)}`;
  const { type, body, action = {} } = payload.interactive as Interactive;
  const wrong = findTextMistake(body?.text, 1024);
  if (wrong !== null) return wrong;
  if (type === "button") {
    const buttons = action.buttons ?? [];
    if (buttons.length < 1 || buttons.length > 3) return `${buttons.length} buttons`;
    const titles = buttons.map(({ reply }) => reply.title);
    if (new Set(titles).size < titles.length) return "two buttons say the same";
    return findLabelMistake(
      buttons.map(({ reply }) => reply),
      { title: 20, id: 256 },
    );
  }
  if (type !== "list") return `unknown interactive ${String(type)}`;
  const rows = (action.sections ?? []).flatMap((section) => section.rows);
  if (rows.length < 1 || rows.length > 10) return `${rows.length} rows`;
  if (!action.button || action.button.length > 20) return "the list's button";
  if (rows.some(({ description = "" }) => description.length > 72)) return "a row's description";
  return findLabelMistake(rows, { title: 24, id: 200 });
}

function findLabelMistake(
  labels: readonly { id: string; title: string }[],
  most: { title: number; id: number },
): string | null {
  if (new Set(labels.map(({ id }) => id)).size < labels.length) return "two ids are the same";
  const wrong = labels.find(({ id, title }) => title.trim() === "" || title.length > most.title || id.length > most.id);
  return wrong ? `label ${JSON.stringify(wrong)}` : null;
}

function findTextMistake(text: unknown, most: number): string | null {
  if (typeof text !== "string" || text.trim() === "") return "no text";
  if (text.length > most) return `${text.length} units of text`;
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)) return "half a character";
  return null;
}

/** What WhatsApp would show marked up in a text: signs that mark only where white space or punctuation is outside them. */
export function findMarked(text: string): string[] {
  const pairs = [...text.matchAll(/(?<=^|[\s\p{P}])([*_~])(?!\s)([^\n]+?)(?<!\s)\1(?=$|[\s\p{P}])/gmu)].map(
    ([, , inside = ""]) => inside,
  );
  const code = [...text.matchAll(/(`{1,3})(?!\s)([^\n`]+?)\1/gu)].map(([, , inside = ""]) => inside);
  const lines = [...text.matchAll(/^(?:[-*+] |\d+\. )(.*)$/gmu)].map(([, inside = ""]) => inside);
  return [...pairs, ...code, ...lines];
}
