/**
 * Calls of the Bot API with a deadline over the whole request, body included: a silent socket
 * would otherwise hang for minutes. The token is part of every address, so no error carries one.
 */

export interface BotApi {
  /** Throws BotApiError; rejects with the signal's reason when aborted. */
  call(method: string, payload: object, options?: { deadline?: number; signal?: AbortSignal }): Promise<unknown>;
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
    about: { status: number; description: string; unsent?: boolean; retryAfter?: number; movedTo?: number },
  ) {
    super(`${method}: ${about.description}`);
    this.name = "BotApiError";
    this.status = about.status;
    this.retryAfter = about.retryAfter ?? null;
    this.movedTo = about.movedTo ?? null;
    this.ambiguous = about.status === 0 && about.unsent !== true;
  }
}

/** Milliseconds for a call that answers at once. */
const DEADLINE = 15_000;

/** Failures before a connection stood: the request can't have arrived. */
const NEVER_CONNECTED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

interface Reply {
  ok?: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

export function createBotApi({ apiRoot, token }: { apiRoot: string; token: string }): BotApi {
  const root = `${apiRoot.replace(/\/$/u, "")}/bot${token}`;
  return {
    call: async (method, payload, { deadline = DEADLINE, signal } = {}) => {
      const limit = AbortSignal.timeout(deadline);
      const reply = await send(`${root}/${method}`, payload, signal ? AbortSignal.any([limit, signal]) : limit).catch(
        (error: unknown) => {
          signal?.throwIfAborted();
          throw new BotApiError(method, {
            status: 0,
            unsent: NEVER_CONNECTED.includes(codeOf(error)),
            description: limit.aborted ? "no answer within the deadline" : "the connection broke",
          });
        },
      );
      if (reply.ok === true) return reply.result;
      throw new BotApiError(method, {
        status: reply.error_code ?? 500,
        description: reply.description ?? "an answer without a reason",
        ...(reply.parameters?.retry_after === undefined ? {} : { retryAfter: reply.parameters.retry_after }),
        ...(reply.parameters?.migrate_to_chat_id === undefined ? {} : { movedTo: reply.parameters.migrate_to_chat_id }),
      });
    },
  };
}

function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? "";
}

/** An answer that is no JSON is a proxy's; its status tells what it meant. */
async function send(url: string, payload: object, signal: AbortSignal): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
    signal,
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as Reply;
  } catch {
    return { ok: false, error_code: response.status < 400 ? 502 : response.status, description: "not JSON" };
  }
}
