import type { Language } from "../corpus/passage.ts";
import type { Channel } from "../delivery/delivery.ts";
import type { Received } from "../delivery/message.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import { type CloudApi, CloudApiError } from "./cloud-api.ts";
import { type Facts, readFacts } from "./facts.ts";
import type { Incoming, Message, Sendable } from "./message.ts";
import { addressTo, type Sayings } from "./sayings.ts";
import { findObstacle, findRemedy } from "./send-failure.ts";
import type { Statuses } from "./statuses.ts";
import type { Windows } from "./window.ts";

/** What the delivery must know of WhatsApp: what messages and failures mean, and when one may not write. */

/** An approved template that asks its reader to go on, in one language. */
export interface Template {
  name: string;
  /** WhatsApp's code of the language that it was approved in, for example `en_GB`. */
  code: string;
}

export type Templates = Partial<Record<Language, Template>>;

/** Why nothing goes out until somebody mends it. */
export type Obstacle = "token" | "rights" | "account";

export interface ChannelParts {
  api: CloudApi;
  sayings: Sayings;
  windows: Windows;
  statuses: Statuses;
  pseudonym: Pseudonym;
  templates: Templates;
  signal: AbortSignal;
  converse: (received: Received<Incoming>, signal: AbortSignal) => Promise<Sendable[]>;
  /** A call went well, or failed for that reason. */
  onObstacle: (obstacle: Obstacle | null) => void;
}

const HOUR = 3_600_000;
/** Milliseconds: Meta tries for seven days to bring a message, so it can't come again, or be older, after eight. */
const KEPT_BY_META = 8 * 24 * HOUR;
/** Milliseconds for which a message that WhatsApp took is kept until it says what became of it. */
const STATUS_WITHIN = HOUR;
/** Milliseconds for the sign that somebody is typing. */
const TYPING_DEADLINE = 5000;

export function createWhatsappChannel(parts: ChannelParts): Channel<Facts, Incoming, Message> {
  const { api, sayings, windows, statuses, pseudonym } = parts;
  const shown = new WeakSet<Facts>();
  return {
    settings: {
      channel: "whatsapp",
      repeats: KEPT_BY_META,
      hide: (chat) => pseudonym("whatsapp", chat),
      parking: {
        mayPass: ({ payload }, chat) => payload.type === "template" || windows.isOpen(chat),
        knock: (message) => writeTemplate(message, parts.templates),
      },
    },
    keeps: KEPT_BY_META,
    read: readFacts,
    // WhatsApp's name of a message has its writer's number in it.
    keyOf: ({ id }) => statuses.nameOf(id),
    countedAs: ({ kind }) => (kind === "press" ? "presses" : "questions"),
    notice: sayings.notice,
    reaches: () => true,
    converse: async (received, signal) => {
      const sendables = await parts.converse(received, signal);
      return sendables.map((one) => addressTo(received.body.chat, one));
    },
    apologise: sayings.apologise,
    excuse: sayings.excuse,
    onSlow: (facts) => {
      // Shown for 25 s: longer than any work takes.
      if (shown.has(facts)) return;
      shown.add(facts);
      api.showTyping(facts.id, { deadline: TYPING_DEADLINE, signal: parts.signal }).catch(() => {});
    },
    send: async (message, options) => {
      const id = await api.send(message, options);
      parts.onObstacle(null);
      const told = statuses.find(id);
      if (told?.status === "failed") throw new CloudApiError("status", { status: 400, code: told.code });
      return told ? null : id;
    },
    receiptOf: (id) =>
      typeof id === "string" && id !== "" ? { receipt: statuses.nameOf(id), within: STATUS_WITHIN } : null,
    // Whatever it says, it is there.
    probe: (options) =>
      api.readNumber("id", options).catch((error: unknown) => {
        if (!(error instanceof CloudApiError) || error.status < 400 || error.status >= 500) throw error;
      }),
    judge: (error, { waiting, deadline }) => {
      if (!(error instanceof CloudApiError)) return undefined;
      const obstacle = findObstacle(error);
      if (obstacle) parts.onObstacle(obstacle);
      return {
        status: error.code || error.status,
        remedy: findRemedy(error, waiting, { deadline, close: windows.close }),
      };
    },
  };
}

/** In the message's language, else in any that there is; null when there is none. */
function writeTemplate({ to, language, about }: Message, templates: Templates): Message | null {
  const spoken = ([language, "ru", "kk", "en"] as const).find((one) => templates[one]);
  const template = spoken && templates[spoken];
  if (!template) return null;
  const components = [{ type: "body", parameters: [{ type: "text", text: about ?? "Kenes" }] }];
  const payload = {
    type: "template",
    template: { name: template.name, language: { code: template.code }, components },
  };
  return { to, language: spoken, payload };
}
