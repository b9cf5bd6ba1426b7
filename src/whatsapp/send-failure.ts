import type { Waiting } from "../delivery/message.ts";
import { pauseAfter } from "../delivery/pause.ts";
import { CALL_DEADLINE } from "../delivery/request.ts";
import type { Remedy } from "../delivery/sender.ts";
import type { CloudApiError } from "./cloud-api.ts";
import type { Message } from "./message.ts";

/** What to do about a message that could not be sent, by Meta's code. Pure. */

/** The token was refused, or lacks a right; or the account is shut. No try helps until somebody mends it. */
const REFUSED = { token: [0, 190], rights: [3, 10, 200, 210, 230, 294, 299], account: [368, 131031, 131045, 133010] };
/** The number or the account sends too much. */
const LIMITED = [4, 80007, 130429, 131048, 133016];
/** Too much to one person in a short time. */
const PAIR_LIMITED = 131056;
/** Their last message is more than a day old: only a template may be sent. */
const RE_ENGAGEMENT = 131047;
/** Nobody there: no WhatsApp, the business blocked, terms not accepted. */
const UNDELIVERABLE = [131026, 131050];
/** This kind of message, or something in it, isn't taken. */
const UNSUPPORTED = [100, 131008, 131009, 131051];

/** Something broke at Meta's. */
const PASSING = [1, 2, 131000, 131016, 131057, 133004];

/** Milliseconds before another try of what WhatsApp says is too late, when its reader has written just now. */
const TOO_LATE_PAUSE = 3000;
/** Milliseconds before another try while somebody must mend the account. */
const REFUSED_PAUSE = 60_000;
/** Milliseconds of the longest pause for one person: Meta advises 4 s to the power of the tries. */
const LONGEST_PAIR_PAUSE = 3_600_000;
/** Times a message is sent again before it is given up. */
const MOST_CHANGES = 8;

/** Why nothing can be sent until somebody mends it; null when that isn't the matter. */
export function findObstacle({ code, status }: CloudApiError): "token" | "rights" | "account" | null {
  if (status === 0 && code === 0) return null;
  if (REFUSED.token.includes(code) && (code !== 0 || status === 401)) return "token";
  if (REFUSED.account.includes(code)) return "account";
  return REFUSED.rights.includes(code) || (code >= 200 && code <= 299) ? "rights" : null;
}

/**
 * `deadline`: milliseconds after which a call without answer counts as failed. `close`: notes that a
 * reader's day is over, and says whether it can be.
 */
export function findRemedy(
  error: CloudApiError,
  { message, attempts, chat }: Pick<Waiting<Message>, "message" | "attempts" | "chat">,
  { deadline = CALL_DEADLINE, close }: { deadline?: number; close: (chat: string) => boolean },
): Remedy<Message> {
  const { code, status } = error;
  if (findObstacle(error)) return { kind: "later", wait: REFUSED_PAUSE, refused: true, limited: true };
  if (LIMITED.includes(code) || (status === 429 && code === 0)) {
    return { kind: "later", wait: pauseAfter(error, attempts + 1), refused: true, limited: true };
  }
  if (code === PAIR_LIMITED) {
    const wait = Math.min(LONGEST_PAIR_PAUSE, 4 ** (attempts + 1) * 1000);
    return { kind: "later", wait, refused: true, limited: false };
  }
  // A template may always be sent; if even that is refused so, nobody can be reached that way.
  if (code === RE_ENGAGEMENT) {
    if (message.payload.type !== "template") {
      const wait = TOO_LATE_PAUSE * (attempts + 1);
      return close(chat) || attempts >= MOST_CHANGES
        ? { kind: "park" }
        : { kind: "later", wait, refused: true, limited: false };
    }
    return { kind: "give-up", why: "WhatsApp refuses even the template" };
  }
  if (UNDELIVERABLE.includes(code)) return { kind: "block" };
  if (UNSUPPORTED.includes(code)) {
    const plain = attempts < MOST_CHANGES ? writePlain(message) : null;
    if (plain) return { kind: "rewrite", why: "WhatsApp refused the buttons; sent as text", message: plain };
  }
  if (error.ambiguous) return { kind: "later", wait: deadline, refused: false, limited: false };
  if (status >= 400 && status < 500 && status !== 408 && !PASSING.includes(code))
    return { kind: "give-up", why: `refused (${code})` };
  return { kind: "later", wait: pauseAfter(error, attempts + 1), refused: true, limited: false };
}

/** The same words without buttons or list; null when there is nothing to take away. */
function writePlain({ payload, ...message }: Message): Message | null {
  if (payload.type !== "interactive") return null;
  const { body } = payload.interactive as { body?: { text?: string } };
  return body?.text ? { ...message, payload: { type: "text", text: { body: body.text, preview_url: false } } } : null;
}
