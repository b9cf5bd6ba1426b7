import type { Waiting } from "../delivery/message.ts";
import { pauseAfter } from "../delivery/pause.ts";
import { CALL_DEADLINE } from "../delivery/request.ts";
import type { Remedy } from "../delivery/sender.ts";
import type { BotApiError } from "./bot-api.ts";
import type { Call } from "./call.ts";
import { stripHtml } from "./html.ts";

/** What to do about a call that failed, by the cause. Pure. */

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
export function findRemedy(error: BotApiError, message: Waiting<Call>, deadline = CALL_DEADLINE): Remedy<Call> {
  const { status, message: reason } = error;
  if (error.movedTo !== null && message.attempts < MOST_CHANGES) return moveTo(error.movedTo);
  if (status === 400 && NO_ERROR.test(reason)) return { kind: "sent" };
  if (status === 403 || (status === 400 && UNREACHABLE.test(reason))) return { kind: "block" };
  if (status === 400 && message.attempts < MOST_CHANGES) {
    const changed = rewrite(reason, message.message);
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

/** What a message replied to, and its topic, were numbers of the old group. */
function moveTo(group: number): Remedy<Call> {
  const change = ({ payload, ...call }: Call): Call => {
    const { reply_parameters: _, message_thread_id: __, ...rest } = payload;
    return { ...call, payload: { ...rest, chat_id: group } };
  };
  return { kind: "move", to: String(group), change };
}

function rewrite(reason: string, call: Call): Remedy<Call> | null {
  const { method, payload } = call;
  if (UNPARSED.test(reason) && payload.parse_mode !== undefined) {
    const { parse_mode: _, ...plain } = payload;
    for (const field of ["text", "caption"]) {
      if (typeof plain[field] === "string") plain[field] = stripHtml(plain[field]);
    }
    const why = "Telegram refused our HTML; sent as plain text";
    return { kind: "rewrite", why, message: { ...call, payload: plain } };
  }
  if (method === "editMessageText" && NO_SUCH_MESSAGE.test(reason) && payload.chat_id !== undefined) {
    const { message_id: _, ...fresh } = payload;
    const why = "the message to edit is gone; sent as a new one";
    return { kind: "rewrite", why, message: { ...call, method: "sendMessage", payload: fresh } };
  }
  return null;
}
