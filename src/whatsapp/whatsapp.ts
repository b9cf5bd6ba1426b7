import type Database from "better-sqlite3";
import type { Logger } from "pino";
import type { Ask } from "../answer/answer.ts";
import { createBreakOff } from "../delivery/break-off.ts";
import { createDelivery } from "../delivery/delivery.ts";
import type { Head } from "../delivery/lines.ts";
import { createStopping } from "../delivery/pause.ts";
import { type Tally, tallyCall } from "../delivery/tally.ts";
import type { Desk } from "../desk/desk.ts";
import { createCaseChannel } from "./case-channel.ts";
import { createWhatsappChannel, type Obstacle, type Templates } from "./channel.ts";
import { type CloudApi, CloudApiError, createCloudApi } from "./cloud-api.ts";
import { createConversation } from "./conversation.ts";
import type { Notification, Status } from "./notification.ts";
import { createSayings } from "./sayings.ts";
import { findRemedy } from "./send-failure.ts";
import { createStatuses } from "./statuses.ts";
import type { ConversationParts } from "./talk.ts";
import { createWindows } from "./window.ts";

export interface WhatsappParts extends Omit<ConversationParts, "ask" | "desk"> {
  apiRoot: string;
  token: string;
  phoneId: string;
  templates: Templates;
  /** Answers and logs, for a known asker who is reached there; under this id, so that work done again after a crash is logged once. */
  ask: (about: { asker: string; address: string; id: string }) => Ask;
  desk: Pick<Desk, "handOffs" | "forget" | "addChannel">;
  database: Database.Database;
  logger: Logger;
  tally: Tally;
}

export interface WhatsappHealth {
  /** `refused`: Meta takes nothing until somebody mends what `obstacle` names. */
  state: "listening" | "refused";
  obstacle: Obstacle | null;
  lastContactAt: number | null;
  lastUpdateAt: number | null;
  /** What waits to be answered, and to be sent. */
  waiting: { updates: number; messages: number };
  /** How far the messages of the last day came. */
  statuses: Record<Status["status"], number>;
}

export interface Whatsapp {
  start(): void;
  /** Commits what the webhook brought; false when it can't be taken now. Throws when it can't be written. */
  accept(notification: Notification): boolean;
  health(): WhatsappHealth;
  stop(): Promise<void>;
}

const MENDS: Readonly<Record<Obstacle, string>> = {
  token: "Meta refuses WHATSAPP_TOKEN: make a new one, see docs/whatsapp.md",
  rights: "WHATSAPP_TOKEN lacks the right whatsapp_business_messaging, see docs/whatsapp.md",
  account: "Meta has shut the business account: see its notice in the Business Manager",
};

export function createWhatsapp(parts: WhatsappParts): Whatsapp {
  const { database, logger, tally, pseudonym } = parts;
  const api = tallyCalls(createCloudApi(parts), tally);
  const stopping = createStopping();
  const [windows, statuses] = [createWindows(database, { pseudonym }), createStatuses(database, pseudonym)];
  const breakOff = createBreakOff("whatsapp", pseudonym);
  const contact: { at: number | null; obstacle: Obstacle | null } = { at: null, obstacle: null };
  const ask = (asker: string, address: string) => breakOff.wrap((id) => parts.ask({ asker, address, id }));
  const converse = createConversation({ ...parts, ask });
  const channel = createWhatsappChannel({
    ...{ api, windows, statuses, pseudonym, templates: parts.templates, signal: stopping.signal },
    sayings: createSayings(parts),
    converse: (received, until) => breakOff.run({ body: received.body, until }, () => converse(received)),
    onObstacle: (obstacle) => {
      if (obstacle === null) contact.at = Date.now();
      if (obstacle !== null && obstacle !== contact.obstacle) logger.error({ obstacle }, MENDS[obstacle]);
      contact.obstacle = obstacle;
    },
  });
  const delivery = createDelivery({ database, logger, tally, channel });
  const { store } = delivery;
  /** What a status means for the message that it tells of. Gives what is to be sent, and a chat that can't be reached. */
  const follow = ({ id, status, code }: Status): { heads: Head[]; blocked: string | null } => {
    const nothing = { heads: [], blocked: null };
    const waiting = store.findSent(statuses.nameOf(id));
    if (!waiting) return nothing;
    if (status !== "failed") {
      store.settle(waiting.id);
      return nothing;
    }
    const remedy = findRemedy(new CloudApiError("status", { status: 400, code }), waiting, { close: windows.close });
    logger.info({ code, message: waiting.id, remedy: remedy.kind }, "a message that was sent did not arrive");
    if (remedy.kind === "later") return { heads: [store.resume(waiting.id, Date.now() + remedy.wait)], blocked: null };
    if (remedy.kind === "park") return { heads: store.park(waiting.id), blocked: null };
    if (remedy.kind === "rewrite") {
      store.rewrite(waiting.id, remedy.message);
      return { heads: [store.resume(waiting.id, 0)], blocked: null };
    }
    store.settle(waiting.id);
    return { heads: [], blocked: remedy.kind === "block" ? waiting.chat : null };
  };
  return {
    start: () => {
      store.belongTo(parts.phoneId);
      delivery.start();
      parts.desk.addChannel("whatsapp", createCaseChannel({ ...parts, delivery }));
    },
    accept: ({ messages, statuses: told }) => {
      if (stopping.signal.aborted || (messages.length > 0 && !delivery.hasRoom())) return false;
      const followed: ReturnType<typeof follow>[] = [];
      delivery.accept(messages, () => {
        for (const { chat, sentAt } of messages) windows.open(chat, sentAt ?? Date.now());
        followed.push(...told.filter(statuses.note).map(follow));
      });
      for (const { blocked } of followed) if (blocked !== null) delivery.block(blocked);
      delivery.push(followed.flatMap(({ heads }) => heads));
      return true;
    },
    health: () => ({
      state: contact.obstacle === null ? "listening" : "refused",
      obstacle: contact.obstacle,
      lastContactAt: contact.at,
      lastUpdateAt: delivery.lastArrival(),
      waiting: delivery.waiting(),
      statuses: statuses.count(),
    }),
    stop: async () => {
      stopping.abort();
      await delivery.stop();
    },
  };
}

/** The same calls, each told to the tally. */
function tallyCalls(api: CloudApi, tally: Tally): CloudApi {
  return {
    ...api,
    send: (message, options) => tallyCall(tally, message.payload.type, () => api.send(message, options)),
    showTyping: (id, options) => tallyCall(tally, "typing", () => api.showTyping(id, options)),
  };
}
