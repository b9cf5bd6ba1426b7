import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { pino } from "pino";
import { inject } from "vitest";
import type { Answer, Ask } from "../../src/answer/answer.ts";
import { createCheck } from "../../src/check/check.ts";
import { createReceipts } from "../../src/check/receipts.ts";
import { readConfig } from "../../src/config.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { createDeliveryStore, type DeliveryStore } from "../../src/delivery/store.ts";
import { withNotice, withPause } from "../../src/desk/announce.ts";
import { createDesk, type Desk } from "../../src/desk/desk.ts";
import { createEngine } from "../../src/engine.ts";
import { createAskers } from "../../src/log/askers.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createErasure } from "../../src/log/erasure.ts";
import { createPersonalData } from "../../src/log/personal-data.ts";
import { createPseudonym } from "../../src/log/pseudonym.ts";
import { createQueryLog, withLog } from "../../src/log/query-log.ts";
import { createSeal } from "../../src/log/seal.ts";
import { readMessages } from "../../src/messages/messages.ts";
import type { Call, Outgoing, Update } from "../../src/telegram/call.ts";
import { createConversation } from "../../src/telegram/conversation.ts";
import { readUpdate } from "../../src/telegram/update.ts";
import { findMistake } from "./fake-bot-api.ts";

/** The conversation over the real engine and a real database, without the network: updates in, calls out. */

export const BOT = { id: 123456, is_bot: true as const, first_name: "Kenes", username: "kenes_bot" };

export interface Talking {
  database: Database.Database;
  store: DeliveryStore<Update, Call>;
  dataDir: string;
  messages: ReturnType<typeof readMessages>;
  corpus: ReturnType<typeof readCorpus>;
  desk: Desk;
  /** Every question that reached the engine. */
  asked: Parameters<Ask>[0][];
  /** Changes the answers on their way, as a later engine would. */
  change: (answer: Answer, question: Parameters<Ask>[0]) => Answer | Promise<Answer>;
  /** Puts an update into the inbox. Gives its number there. */
  keep(update: Update): number;
  /** Handles one update as the inbox does; checks every call by Telegram's rules. */
  receive(update: object): Promise<Outgoing[]>;
  /** Done once, between an update's storing and the work on it. */
  meanwhile: () => void;
  /** Someone writes. `over` adds to the message. */
  write(text: string, over?: Record<string, unknown>): Promise<Outgoing[]>;
  /** Someone presses a button under a message of the bot. */
  press(
    data: string,
    over?: { from?: number; message?: number; chat?: object; language?: string },
  ): Promise<Outgoing[]>;
  /** All files of the data folder, as one string of bytes. */
  rawData(): string;
  stop(): Promise<void>;
}

export async function startTalking(): Promise<Talking> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-talking-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const dataDir = join(folder, "data");
  const config = readConfig({ DATA_DIR: dataDir, INDEX_DIR: join(folder, "index") });
  const logger = pino({ level: "silent" });
  const surroundings = { logger, tell: () => {}, progress: () => {}, readMemory: () => 0, onFatal: () => {} };
  const engine = await createEngine(config, surroundings);
  const database = openDatabase(dataDir);
  const erasure = createErasure(database, (error) => {
    throw error;
  });
  const log = createQueryLog(database, engine);
  const store = createDeliveryStore<Update, Call>(database, { channel: "telegram", repeats: 90_000_000 });
  const [messages, corpus] = [readMessages(), readCorpus("corpus")];
  const bareCheck = createCheck(corpus);
  const checking = { program: "test", corpus, check: bareCheck };
  const receipts = createReceipts({ database, dataDir, checking, engine: () => engine });
  const seal = createSeal(dataDir);
  const desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false }, addresses: seal },
    findAsked: log.find,
    onReminder: () => {},
    onFailure: (error) => {
      throw error;
    },
  });
  let number = 0;
  const talking: Talking = {
    ...{ database, store, dataDir, messages, corpus, desk, asked: [], change: (answer) => answer, meanwhile: () => {} },
    receive: async (update) => {
      number += 1;
      const whole = { update_id: number, ...update };
      const arrival = talking.keep(whole);
      talking.meanwhile();
      talking.meanwhile = () => {};
      const outgoing = await converse(store.begin(arrival)?.body ?? whole, arrival);
      for (const { id } of store.finish(arrival, outgoing)) store.settle(id);
      checkRules(outgoing);
      return outgoing;
    },
    keep: (update) => {
      const { line, sender } = readUpdate(update);
      const arrival = { key: String(update.update_id), body: update, line, sender, wanted: true };
      return store.receive([arrival], { notices: [], reached: [] }).arrived[0]?.id ?? 0;
    },
    write: (text, over = {}) => talking.receive({ message: messageOf(number, { text, ...over }) }),
    press: (data, { from = 42, message = 7, chat = { id: from, type: "private" }, language = "en" } = {}) =>
      talking.receive({
        callback_query: {
          id: String(number),
          from: { id: from, is_bot: false, first_name: "Айгүл", language_code: language },
          message: { message_id: message, date: 1_700_000_000, chat, from: BOT, text: "…" },
          chat_instance: "1",
          data,
        },
      }),
    rawData: () =>
      readdirSync(dataDir)
        .map((name) => readFileSync(join(dataDir, name)).toString("latin1"))
        .join(""),
    stop: async () => {
      erasure.stop();
      await desk.stop();
      await engine.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const ask: Ask = async (question) => {
    talking.asked.push(question);
    return talking.change(await engine.ask(question), question);
  };
  const converse = createConversation(
    {
      ...{ token: "1:x", corpus, messages, log, desk, retentionDays: 90, look: engine.ask },
      pseudonym: createPseudonym(dataDir),
      askers: createAskers(database),
      personal: { read: createPersonalData(database, 90), erase: erasure.erase },
      ask: (asker, address) => {
        const about = { channel: "telegram" as const, asker, address: seal.close("telegram", address) };
        return withNotice(withLog(withPause(ask, desk.announcements), log, about), desk.announcements);
      },
      check: receipts.wrapCheck(bareCheck, (error) => {
        throw error;
      }),
      publicUrl: "https://kenes.example.kz",
    },
    BOT as never,
  );
  return talking;
}

/** A message as Telegram writes it, from person 42 in their private chat unless `over` says otherwise. */
export function messageOf(number: number, over: Record<string, unknown>): Record<string, unknown> {
  return {
    message_id: 1000 + number,
    date: 1_700_000_000,
    chat: { id: 42, type: "private" },
    from: { id: 42, is_bot: false, first_name: "Айгүл", language_code: "en" },
    ...over,
  };
}

/** The first text that a list of calls carries. */
export function textOf(outgoing: readonly Outgoing[]): string {
  return String(outgoing.find(({ payload }) => "text" in payload)?.payload.text ?? "");
}

export type Button = { text: string; callback_data?: string; url?: string };

/** The buttons of a list of calls. */
export function buttonsOf(outgoing: readonly Outgoing[]): Button[] {
  return outgoing.flatMap(({ payload }) =>
    ((payload.reply_markup as { inline_keyboard?: Button[][] } | undefined)?.inline_keyboard ?? []).flat(),
  );
}

/** R20, R21 and R23 for every call: what a strict server would refuse. Throws. */
function checkRules(outgoing: readonly Outgoing[]): void {
  for (const { method, payload } of outgoing) {
    const contents = (payload.results as { input_message_content: Record<string, unknown> }[] | undefined) ?? [];
    const texts = "text" in payload ? [payload] : contents.map((result) => result.input_message_content);
    for (const text of texts) checkText(method, text);
    for (const { text, callback_data, url } of buttonsOf([{ chat: "", method, payload }])) {
      if (text === "" || text.length > 100) throw new Error(`a button says ${JSON.stringify(text)}`);
      if ((callback_data === undefined) === (url === undefined)) throw new Error(`${text} has not exactly one action`);
      if (Buffer.byteLength(callback_data ?? "") > 64) throw new Error(`${callback_data} is longer than 64 bytes`);
    }
  }
}

export function checkText(method: string, payload: Record<string, unknown>): void {
  const html = String(payload.text ?? payload.message_text);
  const { reply_markup: _, ...bare } = payload;
  const mistake = findMistake({ ...bare, text: html });
  if (mistake !== null) throw new Error(`${method}: ${mistake}: ${html.slice(0, 200)}`);
  if (html.length > 4096) throw new Error(`${method}: ${html.length} units`);
  const entities = [...html.matchAll(/<(b|i|code|blockquote)[ >].*?<\/\1>/gsu)];
  if (entities.length > 100) throw new Error(`${method}: ${entities.length} entities`);
  const bytes = entities.reduce((sum, [entity]) => sum + Buffer.byteLength(entity), 0);
  if (bytes >= 9000) throw new Error(`${method}: entities of ${bytes} bytes`);
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(html)) {
    throw new Error(`${method}: half a character`);
  }
}
