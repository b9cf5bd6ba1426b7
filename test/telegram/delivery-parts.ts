import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { openDatabase } from "../../src/log/database.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { createBotApi } from "../../src/telegram/bot-api.ts";
import { createInbox, type InboxParts } from "../../src/telegram/inbox.ts";
import { createInstant } from "../../src/telegram/instant.ts";
import { createIntake } from "../../src/telegram/intake.ts";
import { createLimits } from "../../src/telegram/limits.ts";
import { createOutbox } from "../../src/telegram/outbox.ts";
import { createPoller, type PollTiming } from "../../src/telegram/poller.ts";
import { createSayings } from "../../src/telegram/sayings.ts";
import { createTelegramStore, type Outgoing, type Update } from "../../src/telegram/store.ts";
import { FakeBotApi, TOKEN } from "./fake-bot-api.ts";

/** The delivery as telegram.ts puts it together, with a conversation of the test's own. */
export interface Delivery {
  fake: FakeBotApi;
  lines: string[];
  store: ReturnType<typeof createTelegramStore>;
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
  converse?: InboxParts["converse"];
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
  const store = createTelegramStore(database, { hide: (chat) => `hidden-${chat.length}-${Number(chat) % 97}` });
  const sayings = createSayings({ messages: readMessages(), pseudonym: (_channel, id) => id, store });
  const instant = createInstant({ api, logger });
  const stopping = new AbortController();
  const onRefused = () => {};
  const waiters: (() => void)[] = [];
  const onSent = () => {
    inbox.wake();
    for (const wake of waiters.splice(0)) wake();
  };
  const { sendDeadline, handlerDeadline } = settings;
  const outbox = createOutbox({
    ...{ api, store, logger, onRefused, onSent },
    ...(sendDeadline === undefined ? {} : { deadline: sendDeadline }),
  });
  const inbox = createInbox({
    ...{ store, instant, logger, apologise: sayings.apologise, excuse: sayings.excuse },
    converse: settings.converse ?? (async (update) => echo(update)),
    onSlow: (facts) => sayings.typing(facts).forEach(instant.send),
    onAnswered: (messages) => outbox.push(messages),
    hasRoom: () => true,
    ...(handlerDeadline === undefined ? {} : { deadline: handlerDeadline }),
  });
  const intake = createIntake({
    ...{ store, instant, notice: sayings.notice },
    limits: { questions: createLimits(), presses: createLimits() },
    onExpelled: outbox.block,
    onArrived: (updates, notices) => {
      inbox.push(updates);
      outbox.push(notices);
    },
  });
  outbox.push(store.outbox());
  inbox.resume(store.inbox());
  const poller = createPoller({
    ...{ api, store, intake, logger, onRefused },
    signal: stopping.signal,
    hasRoom: () => true,
    timing: settings.timing ?? {},
  });
  const polling = settings.poll === false ? Promise.resolve() : poller.run();
  return {
    fake,
    lines,
    store,
    accept: intake.accept,
    post: (...outgoing) => {
      const id = Math.floor(Math.random() * 2 ** 40);
      const line = outgoing[0]?.chat ?? "";
      store.receive([{ update: { update_id: id }, line, wanted: true }], { notices: [], reached: [], next: 0 });
      outbox.push(store.finish(id, outgoing));
    },
    count: (table) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    dump: () =>
      JSON.stringify(
        ["inbox", "outbox", "settings", "blocked_chats"].map((t) => database.prepare(`SELECT * FROM ${t}`).all()),
      ),
    idle: async () => {
      while (outbox.size() > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    },
    stop: async () => {
      stopping.abort();
      await polling;
      await inbox.stop(1000);
      await instant.stop();
      await outbox.stop(1000);
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
