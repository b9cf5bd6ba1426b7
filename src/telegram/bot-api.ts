import { CallError } from "../delivery/call-error.ts";
import { type RequestOptions, request } from "../delivery/request.ts";
import type { OutgoingFile } from "./call.ts";

/** Calls of the Bot API. The token is part of every address, so no error carries one. */

export interface CallOptions extends RequestOptions {
  /** Sent along as multipart. */
  file?: OutgoingFile | undefined;
}

export interface BotApi {
  /** Throws BotApiError; rejects with the signal's reason when aborted. */
  call(method: string, payload: object, options?: CallOptions): Promise<unknown>;
}

/** Why a call failed; `status` is Telegram's own code, or 0 when no answer came. */
export class BotApiError extends CallError {
  /** The group's new id, when it has become a supergroup. */
  readonly movedTo: number | null;

  constructor(
    method: string,
    about: { status: number; description: string; ambiguous?: boolean; retryAfter?: number; movedTo?: number },
  ) {
    super(`${method}: ${about.description}`, about);
    this.name = "BotApiError";
    this.movedTo = about.movedTo ?? null;
  }
}

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
    call: async (method, payload, { file, ...options } = {}) => {
      const body = encode(payload, file);
      const headers: Record<string, string> = typeof body === "string" ? { "content-type": "application/json" } : {};
      try {
        const { status, text } = await request(
          { name: method, url: `${root}/${method}`, method: "POST", headers, body },
          options,
        );
        return read(method, status, text);
      } catch (error) {
        if (!(error instanceof CallError) || error instanceof BotApiError) throw error;
        const { status, ambiguous } = error;
        throw new BotApiError(method, { status, ambiguous, description: error.message.slice(method.length + 2) });
      }
    },
  };
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
