import type { OutgoingFile } from "./store.ts";

/**
 * Calls of the Bot API with a deadline over the whole request, body included: a silent socket
 * would otherwise hang for minutes. The token is part of every address, so no error carries one.
 */

export interface CallOptions {
  /** Milliseconds for the whole call; 15 s when absent. */
  deadline?: number;
  signal?: AbortSignal;
  /** Sent along as multipart. */
  file?: OutgoingFile | undefined;
}

export interface BotApi {
  /** Throws BotApiError; rejects with the signal's reason when aborted. */
  call(method: string, payload: object, options?: CallOptions): Promise<unknown>;
}

/** Why a call failed: by cause, so that each can be met in its own way. */
export class BotApiError extends Error {
  /** Telegram's own code, or 0 when no answer came. */
  readonly status: number;
  /** Seconds that Telegram asks us to wait. */
  readonly retryAfter: number | null;
  /** True when the request may have been carried out all the same. */
  readonly ambiguous: boolean;
  /** The group's new id, when it has become a supergroup. */
  readonly movedTo: number | null;

  constructor(
    method: string,
    about: { status: number; description: string; ambiguous?: boolean; retryAfter?: number; movedTo?: number },
  ) {
    super(`${method}: ${about.description}`);
    this.name = "BotApiError";
    this.status = about.status;
    this.retryAfter = about.retryAfter ?? null;
    this.movedTo = about.movedTo ?? null;
    this.ambiguous = about.ambiguous ?? false;
  }
}

/** Milliseconds for a call that answers at once. */
export const CALL_DEADLINE = 15_000;

/** Failures before a connection stood: the request can't have arrived. */
const NEVER_CONNECTED = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];
/** A proxy gave up waiting for Telegram: whether the call was carried out is unknown. */
const GATEWAY_TIMEOUT = 504;

interface Reply {
  ok?: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: unknown; migrate_to_chat_id?: unknown };
}

export function createBotApi({ apiRoot, token }: { apiRoot: string; token: string }): BotApi {
  const root = `${apiRoot.replace(/\/$/u, "")}/bot${token}`;
  return {
    call: async (method, payload, { deadline = CALL_DEADLINE, signal, file } = {}) => {
      signal?.throwIfAborted();
      const control = new AbortController();
      const abort = () => control.abort();
      // By hand: AbortSignal.any keeps what it made for as long as the signal of the whole process lives.
      const timer = setTimeout(abort, deadline);
      signal?.addEventListener("abort", abort);
      try {
        const { status, text } = await send(`${root}/${method}`, encode(payload, file), control.signal);
        return read(method, status, text);
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof BotApiError) throw error;
        throw new BotApiError(method, {
          status: 0,
          ambiguous: !NEVER_CONNECTED.includes(codeOf(error)),
          description: control.signal.aborted ? "no answer within the deadline" : "the connection broke",
        });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      }
    },
  };
}

function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? "";
}

async function send(
  url: string,
  body: string | FormData,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = typeof body === "string" ? { "content-type": "application/json" } : {};
  const response = await fetch(url, { method: "POST", headers, body, signal });
  return { status: response.status, text: await response.text() };
}

/** JSON; with a file multipart, in which every object must be JSON of its own or Telegram ignores it. */
function encode(payload: object, file: OutgoingFile | undefined): string | FormData {
  if (!file) return JSON.stringify(payload);
  const form = new FormData();
  for (const [name, value] of Object.entries(payload)) {
    if (value !== undefined && value !== null)
      form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  form.set(file.field, new Blob([Buffer.from(file.base64, "base64")], { type: file.type }), file.name);
  return form;
}

/** An answer that is no JSON is a proxy's: 200 may mean anything, all else that Telegram was not reached. */
function read(method: string, status: number, text: string): unknown {
  let reply: Reply | null;
  try {
    reply = JSON.parse(text) as Reply | null;
  } catch {
    throw new BotApiError(method, {
      status: status < 400 ? 0 : 502,
      ambiguous: status < 400 || status === GATEWAY_TIMEOUT,
      description: "an answer that is no JSON",
    });
  }
  if (reply?.ok === true) return reply.result;
  const { retry_after: wait, migrate_to_chat_id: movedTo } = reply?.parameters ?? {};
  throw new BotApiError(method, {
    status: reply?.error_code ?? (status < 400 ? 502 : status),
    ambiguous: status === GATEWAY_TIMEOUT,
    description: reply?.description ?? "an answer without a reason",
    ...(typeof wait === "number" && wait >= 0 ? { retryAfter: wait } : {}),
    ...(typeof movedTo === "number" ? { movedTo } : {}),
  });
}
