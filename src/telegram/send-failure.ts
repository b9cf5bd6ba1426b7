import { type BotApiError, CALL_DEADLINE } from "./bot-api.ts";
import { stripHtml } from "./html.ts";
import { pauseAfter } from "./pause.ts";
import type { Waiting } from "./store.ts";

/** What to do about a message that could not be sent, by the cause. Pure. */
export type Remedy =
  | { kind: "sent" }
  | { kind: "give-up"; why: string }
  /** Nobody can be reached there. */
  | { kind: "block" }
  | { kind: "move"; to: string }
  | { kind: "rewrite"; why: string; method: string; payload: Record<string, unknown> }
  /** `refused`: Telegram said that it wasn't carried out. `limited`: this chat, or the bot, sends too much. */
  | { kind: "later"; wait: number; refused: boolean; limited: boolean };

/** Seconds: a longer pause is a ban rather than a limit, and the answer would come stale. */
const LONGEST_WAIT = 3600;
/** Times a message is moved, rewritten or refused with a reason that should pass before it is given up. */
const MOST_CHANGES = 8;

const UNREACHABLE =
  /chat not found|user not found|user is deactivated|peer_id_invalid|chat_write_forbidden|group chat was (deactivated|deleted)|was kicked|was blocked|no rights to send|not enough rights|bot is not a member|can't initiate/iu;
const UNPARSED = /can't parse|entities_too_long|entity_bounds_invalid|unsupported start tag/iu;
const NO_SUCH_MESSAGE = /message to edit not found|message can't be edited|message_id_invalid/iu;
const NO_ERROR = /message is not modified|query is too old|query_id_invalid|message to delete not found/iu;

/** `deadline`: milliseconds after which a call without answer counts as failed. */
export function findRemedy(error: BotApiError, message: Waiting, deadline = CALL_DEADLINE): Remedy {
  const { status, message: reason } = error;
  if (error.movedTo !== null && message.attempts < MOST_CHANGES) return { kind: "move", to: String(error.movedTo) };
  if (status === 400 && NO_ERROR.test(reason)) return { kind: "sent" };
  if (status === 403 || (status === 400 && UNREACHABLE.test(reason))) return { kind: "block" };
  if (status === 400 && message.attempts < MOST_CHANGES) {
    const changed = rewrite(reason, message);
    if (changed) return changed;
  }
  if (status === 429) {
    const seconds = error.retryAfter ?? 1;
    if (seconds > LONGEST_WAIT)
      return { kind: "give-up", why: "Telegram asks for a longer pause than an answer keeps" };
    const wait = Math.max(1000, seconds * 1000);
    return { kind: "later", wait, refused: true, limited: true };
  }
  if (error.ambiguous) {
    // After the deadline, however soon the connection broke: what is under way has arrived by then.
    return { kind: "later", wait: deadline, refused: false, limited: false };
  }
  if (status >= 400 && status < 500 && status !== 401 && status !== 408) return { kind: "give-up", why: "refused" };
  return { kind: "later", wait: pauseAfter(error, message.attempts + 1), refused: true, limited: false };
}

function rewrite(reason: string, { method, payload }: Waiting): Remedy | null {
  if (UNPARSED.test(reason) && payload.parse_mode !== undefined) {
    const { parse_mode: _, ...plain } = payload;
    for (const field of ["text", "caption"]) {
      if (typeof plain[field] === "string") plain[field] = stripHtml(plain[field]);
    }
    return { kind: "rewrite", why: "Telegram refused our HTML; sent as plain text", method, payload: plain };
  }
  if (method === "editMessageText" && NO_SUCH_MESSAGE.test(reason) && payload.chat_id !== undefined) {
    const { message_id: _, ...fresh } = payload;
    const why = "the message to edit is gone; sent as a new one";
    return { kind: "rewrite", why, method: "sendMessage", payload: fresh };
  }
  return null;
}
