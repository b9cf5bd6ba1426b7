import { CallError } from "../delivery/call-error.ts";
import { type RequestOptions, request } from "../delivery/request.ts";
import type { Message } from "./message.ts";

/**
 * Calls of the Cloud API. The token goes in a header and is in no error; nor are the API's own
 * words, which may hold a person's number: its code says all that is needed.
 */
export interface CloudApi {
  /** Sends a message. Gives WhatsApp's name of it. Throws CloudApiError; rejects with the signal's reason when aborted. */
  send(message: Message, options?: RequestOptions): Promise<string>;
  /** Marks a message as read, with the sign that somebody is typing: WhatsApp shows it for 25 s. */
  showTyping(id: string, options?: RequestOptions): Promise<void>;
  /** The number that this installation answers: its `fields`, with commas between. */
  readNumber(fields: string, options?: RequestOptions): Promise<Record<string, unknown>>;
  /** The business account's templates of that name. */
  readTemplates(about: { account: string; name: string }, options?: RequestOptions): Promise<Record<string, unknown>>;
  /** What the access token may do. */
  inspectToken(options?: RequestOptions): Promise<Record<string, unknown>>;
}

/** Why a call failed; `status` is that of HTTP, or 0 when no answer came. */
export class CloudApiError extends CallError {
  /** Meta's own code, for example 131047; 0 when it gave none. */
  readonly code: number;

  constructor(name: string, about: { status: number; code?: number; ambiguous?: boolean; retryAfter?: number }) {
    super(`${name}: ${about.code ? `error ${about.code}` : `status ${about.status}`}`, about);
    this.name = "CloudApiError";
    this.code = about.code ?? 0;
  }
}

export interface CloudApiSettings {
  /** With the version, for example `https://graph.facebook.com/v24.0`. */
  apiRoot: string;
  token: string;
  /** The id of the telephone number, not the number itself. */
  phoneId: string;
}

/** A proxy gave up waiting: whether the call was carried out is unknown. */
const GATEWAY_TIMEOUT = 504;
/** A telephone number; anything else is WhatsApp's name of somebody who hides theirs. */
const NUMBER = /^\d+$/u;

interface Reply {
  error?: { code?: unknown };
  [field: string]: unknown;
}

export function createCloudApi({ apiRoot, token, phoneId }: CloudApiSettings): CloudApi {
  const root = apiRoot.replace(/\/+$/u, "");
  const authorization = `Bearer ${token}`;
  const post = (name: string, body: object | FormData, options: RequestOptions = {}) => {
    const isForm = body instanceof FormData;
    const headers: Record<string, string> = isForm ? {} : { "content-type": "application/json" };
    return call(
      { name, url: `${root}/${phoneId}/${name}`, method: "POST", headers: { ...headers, authorization } },
      { body: isForm ? body : JSON.stringify(body), options },
    );
  };
  const get = (path: string, options: RequestOptions = {}) =>
    call({ name: "read", url: `${root}/${path}`, method: "GET", headers: { authorization } }, { options });
  const upload = async ({ name, base64, type }: NonNullable<Message["file"]>, options?: RequestOptions) => {
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", type);
    form.set("file", new Blob([Buffer.from(base64, "base64")], { type }), name);
    return String((await post("media", form, options)).id);
  };
  return {
    send: async ({ to, payload, file }, options) => {
      const document = file
        ? { document: { ...(payload.document as object), id: await upload(file, options), filename: file.name } }
        : {};
      const whom = NUMBER.test(to) ? { to } : { recipient: to };
      const product = { messaging_product: "whatsapp", recipient_type: "individual" };
      const reply = await post("messages", { ...product, ...whom, ...payload, ...document }, options);
      const [message] = Array.isArray(reply.messages) ? reply.messages : [];
      return String((message as { id?: unknown } | undefined)?.id ?? "");
    },
    showTyping: async (id, options) => {
      const typing_indicator = { type: "text" };
      await post(
        "messages",
        { messaging_product: "whatsapp", status: "read", message_id: id, typing_indicator },
        options,
      );
    },
    readNumber: (fields, options) => get(`${phoneId}?fields=${fields}`, options),
    readTemplates: ({ account, name }, options) =>
      get(
        `${account}/message_templates?fields=name,status,language,components&name=${encodeURIComponent(name)}`,
        options,
      ),
    inspectToken: (options) => get(`debug_token?input_token=${encodeURIComponent(token)}`, options),
  };
}

async function call(
  about: { name: string; url: string; method: "GET" | "POST"; headers: Record<string, string> },
  { body, options }: { body?: string | FormData; options: RequestOptions },
): Promise<Reply> {
  const { name } = about;
  try {
    const { status, text } = await request({ ...about, ...(body === undefined ? {} : { body }) }, options);
    return readReply(name, { status, text });
  } catch (error) {
    if (!(error instanceof CallError) || error instanceof CloudApiError) throw error;
    throw new CloudApiError(name, { status: 0, ambiguous: error.ambiguous });
  }
}

/** An answer that is no JSON is a proxy's: 200 may mean anything, all else that Meta was not reached. */
function readReply(name: string, { status, text }: { status: number; text: string }): Reply {
  let reply: Reply | null = null;
  try {
    reply = JSON.parse(text) as Reply | null;
  } catch {
    const unknown = status < 400 || status === GATEWAY_TIMEOUT;
    throw new CloudApiError(name, { status: status < 400 ? 0 : 502, ambiguous: unknown });
  }
  if (status < 400 && reply && reply.error === undefined) return reply;
  const code = Number(reply?.error?.code);
  throw new CloudApiError(name, {
    status: status < 400 ? 502 : status,
    ambiguous: status === GATEWAY_TIMEOUT,
    ...(Number.isSafeInteger(code) ? { code } : {}),
  });
}
