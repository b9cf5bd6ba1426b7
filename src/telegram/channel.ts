import type { Channel } from "../delivery/delivery.ts";
import type { Received } from "../delivery/message.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { BotApi } from "./bot-api.ts";
import { BotApiError } from "./bot-api.ts";
import type { Call, Outgoing, Update } from "./call.ts";
import type { Instant } from "./instant.ts";
import type { Sayings } from "./sayings.ts";
import { findRemedy } from "./send-failure.ts";
import { type Facts, readUpdate } from "./update.ts";

/** What the delivery must know of Telegram: what updates and failures mean, and what passes by its lines. */

export interface ChannelParts {
  api: BotApi;
  instant: Instant;
  sayings: Sayings;
  pseudonym: Pseudonym;
  converse: (received: Received<Update>, signal: AbortSignal) => Promise<Outgoing[]>;
  /** The token was refused while sending. */
  onRefused: (error: Error) => void;
  /** The bot was blocked by a person or put out of a group. */
  onExpelled: (chat: string) => void;
  /** A group has another id from now on. */
  onMoved: (from: string, to: string) => void;
}

const HOUR = 3_600_000;
/** Milliseconds: Telegram keeps an update for 24 hours, so it can't come again, or be older, after 25. */
const KEPT_BY_TELEGRAM = 25 * HOUR;
/** Milliseconds that Telegram keeps what somebody types inline. */
const INLINE_HOLDS = 30_000;

export function createTelegramChannel(parts: ChannelParts): Channel<Facts, Update, Call> {
  const { api, instant, sayings } = parts;
  return {
    settings: {
      channel: "telegram",
      repeats: KEPT_BY_TELEGRAM,
      hide: (chat) => parts.pseudonym("telegram", chat),
    },
    keeps: KEPT_BY_TELEGRAM,
    read: readUpdate,
    keyOf: ({ update_id: id }) => String(id),
    countedAs: ({ kind, addressed }) => {
      if (kind === "press") return "presses";
      return kind === "message" && addressed ? "questions" : null;
    },
    notice: sayings.notice,
    reaches: ({ expelled }) => !expelled,
    onStored: (facts, wanted) => {
      if (facts.expelled) parts.onExpelled(facts.line);
      if (facts.press) instant.expect(facts.press.id);
      if (facts.press && !wanted) void instant.close(facts.press.id);
    },
    converse: parts.converse,
    apologise: sayings.apologise,
    excuse: sayings.excuse,
    onSlow: (facts) => sayings.typing(facts).forEach(instant.send),
    isWorthless: ({ kind }, { receivedAt, hasNewer }) =>
      kind === "inline" && (hasNewer || Date.now() - receivedAt > INLINE_HOLDS),
    aside: {
      begin: ({ press }) => press && instant.expect(press.id),
      take: (outgoing) => {
        const at = outgoing.filter(({ method }) => instant.takes(method));
        for (const one of at) instant.send(one);
        return outgoing.filter((one) => !at.includes(one) && isSendable(one));
      },
      end: async ({ press }) => {
        if (press) await instant.close(press.id);
      },
      stop: instant.stop,
    },
    send: ({ method, payload, file }, options) => api.call(method, payload, { ...options, file }),
    probe: (options) => api.call("getMe", {}, options),
    judge: (error, { waiting, deadline }) => {
      if (!(error instanceof BotApiError)) return undefined;
      if (error.status === 401) parts.onRefused(error);
      const remedy = findRemedy(error, waiting, deadline);
      if (remedy.kind === "move") parts.onMoved(waiting.chat, remedy.to);
      return { status: error.status, remedy };
    },
  };
}

/** Nothing can be sent to nobody: a chat that is missing or 0. */
function isSendable({ payload, chat }: Outgoing): boolean {
  if (payload.chat_id === undefined) return payload.inline_message_id !== undefined || chat !== "";
  return typeof payload.chat_id === "string" || (Number.isSafeInteger(payload.chat_id) && payload.chat_id !== 0);
}
