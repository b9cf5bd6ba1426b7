import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createDelivery } from "../../src/delivery/delivery.ts";
import type { DeliveryStore } from "../../src/delivery/store.ts";
import { createAskers } from "../../src/log/askers.ts";
import { openDatabase } from "../../src/log/database.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { createBotApi } from "../../src/telegram/bot-api.ts";
import type { Call, Outgoing, Update } from "../../src/telegram/call.ts";
import { createTelegramChannel } from "../../src/telegram/channel.ts";
import { createInstant } from "../../src/telegram/instant.ts";
import { createOffset } from "../../src/telegram/offset.ts";
import { createPoller, type PollTiming } from "../../src/telegram/poller.ts";
import { createSayings } from "../../src/telegram/sayings.ts";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

/** The delivery as telegram.ts puts it together, with a conversation of the test's own. */
export interface Delivery {
  fake: FakeBotApi;
  lines: string[];
  store: DeliveryStore<Update, Call>;
  /** The offset that is kept. */
  offset: () => number;
  accept: (updates: readonly Update[]) => void;
  /** Writes to the outbox as an answer does. */
  post: (...outgoing: Outgoing[]) => void;
  count: (table: "inbox" | "outbox") => number;
  /** Everything that the database holds, as text. */
  dump: () => string;
  /** Resolves when nothing waits to be sent. */
  idle: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface DeliverySettings {
  converse?: (update: Update, signal: AbortSignal) => Promise<Outgoing[]>;
  handlerDeadline?: number;
  sendDeadline?: number;
  /** A folder to go on with. */
  dataDir?: string;
  fake?: FakeBotApi;
  poll?: boolean;
  timing?: PollTiming;
  /** Orders faults before the first call. */
  prepare?: (fake: FakeBotApi) => void;
}

/** Says back what was written. */
export const echo = (update: Update): Outgoing[] => {
  const { chat, text } = update.message as { chat: { id: number }; text: string };
  return [{ chat: String(chat.id), method: "sendMessage", payload: { chat_id: chat.id, text } }];
};

export async function startDelivery(settings: DeliverySettings = {}): Promise<Delivery> {
  const dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), "kenes-delivery-"));
  const fake = settings.fake ?? new FakeBotApi();
  if (!settings.fake) await fake.start();
  settings.prepare?.(fake);
  const database = openDatabase(dataDir);
  const lines: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  const api = createBotApi({ apiRoot: fake.root, token: TOKEN });
  const offset = createOffset(database);
  const pseudonym = (_channel: string, id: string) => `hidden-${id.length}-${Number(id) % 97}`;
  const onRefused = () => {};
  const waiters: (() => void)[] = [];
  const { sendDeadline, handlerDeadline, converse = async (update) => echo(update) } = settings;
  const delivery = createDelivery({
    ...{ database, logger },
    tally: { arrived: () => {}, worked: () => {}, delivered: () => {}, called: () => {} },
    channel: createTelegramChannel({
      ...{ api, onRefused, pseudonym },
      instant: createInstant({ api, logger }),
      sayings: createSayings({ messages: readMessages(), pseudonym, askers: createAskers(database) }),
      converse: ({ body }, signal) => converse(body, signal),
      onExpelled: (chat) => delivery.block(chat),
      onMoved: () => {},
    }),
    deadlines: {
      ...(handlerDeadline === undefined ? {} : { work: handlerDeadline }),
      ...(sendDeadline === undefined ? {} : { send: sendDeadline }),
    },
    onSent: () => {
      for (const wake of waiters.splice(0)) wake();
    },
  });
  const stopping = new AbortController();
  delivery.start();
  const poller = createPoller({
    ...{ api, offset, logger, onRefused, accept: delivery.accept },
    signal: stopping.signal,
    hasRoom: () => true,
    timing: settings.timing ?? {},
  });
  const polling = settings.poll === false ? Promise.resolve() : poller.run();
  return {
    fake,
    lines,
    store: delivery.store,
    offset: offset.read,
    accept: (updates) => delivery.accept(updates),
    post: (...outgoing) => delivery.push(database.transaction(() => delivery.store.enqueue(outgoing))()),
    count: (table) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    dump: () =>
      JSON.stringify(
        ["inbox", "outbox", "settings", "blocked_chats"].map((t) => database.prepare(`SELECT * FROM ${t}`).all()),
      ),
    idle: async () => {
      while (delivery.waiting().messages > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    },
    stop: async () => {
      stopping.abort();
      await polling;
      await delivery.stop();
      database.close();
      if (settings.fake) return;
      await fake.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A message to a chat, as an answer posts it. */
export function message(chat: number, text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { chat: String(chat), method: "sendMessage", payload: { chat_id: chat, text }, ...more };
}
