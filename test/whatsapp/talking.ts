import { cpSync, mkdtempSync, rmSync } from "node:fs";
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
import { createDesk, type Desk } from "../../src/desk/desk.ts";
import { createEngine } from "../../src/engine.ts";
import { createAskers } from "../../src/log/askers.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createErasure } from "../../src/log/erasure.ts";
import { createPersonalData } from "../../src/log/personal-data.ts";
import { createPseudonym, type Pseudonym } from "../../src/log/pseudonym.ts";
import { createQueryLog, withLog } from "../../src/log/query-log.ts";
import { createSeal } from "../../src/log/seal.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { createConversation } from "../../src/whatsapp/conversation.ts";
import { readFacts } from "../../src/whatsapp/facts.ts";
import type { Incoming, Message, Sendable } from "../../src/whatsapp/message.ts";
import { addressTo } from "../../src/whatsapp/sayings.ts";
import { findMistake } from "./fake-cloud-api.ts";

/** The conversation over the real engine and a real database, without the network: messages in, messages out. */
export interface Talking {
  database: Database.Database;
  store: DeliveryStore<Incoming, Message>;
  desk: Desk;
  pseudonym: Pseudonym;
  messages: ReturnType<typeof readMessages>;
  /** Every question that reached the engine. */
  asked: Parameters<Ask>[0][];
  /** Changes the answers on their way, as a later engine would. */
  change: (answer: Answer, question: Parameters<Ask>[0]) => Answer;
  /** Handles one message as the inbox does; checks what comes out by WhatsApp's rules. */
  receive(message: Partial<Incoming>): Promise<Sendable[]>;
  write(text: string, chat?: string): Promise<Sendable[]>;
  press(id: string, chat?: string): Promise<Sendable[]>;
  stop(): Promise<void>;
}

export const CHAT = "77010000042";

export async function startTalking(): Promise<Talking> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-whatsapp-"));
  cpSync(inject("indexDir"), join(folder, "index"), { recursive: true });
  const dataDir = join(folder, "data");
  const config = readConfig({ DATA_DIR: dataDir, INDEX_DIR: join(folder, "index") });
  const surroundings = {
    ...{
      logger: pino({ level: "silent" }),
      tell: () => {},
      progress: () => {},
      readMemory: () => 0,
      onFatal: () => {},
    },
  };
  const engine = await createEngine(config, surroundings);
  const database = openDatabase(dataDir);
  const fail = (error: unknown) => {
    throw error;
  };
  const erasure = createErasure(database, fail);
  const log = createQueryLog(database, engine);
  const pseudonym = createPseudonym(dataDir);
  const store = createDeliveryStore<Incoming, Message>(database, { channel: "whatsapp", repeats: 90_000_000 });
  const [messages, corpus] = [readMessages(), readCorpus("corpus")];
  const bareCheck = createCheck(corpus);
  const checking = { program: "test", corpus, check: bareCheck };
  const receipts = createReceipts({ database, dataDir, checking, engine: () => engine });
  const desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false }, addresses: createSeal(dataDir) },
    findAsked: (id) => log.find(id),
    onReminder: () => {},
    onFailure: fail,
  });
  let number = 0;
  const ask: Ask = async (question) => {
    talking.asked.push(question);
    return talking.change(await engine.ask(question), question);
  };
  const converse = createConversation({
    ...{ corpus, messages, log, pseudonym, desk, retentionDays: 90, publicUrl: "https://kenes.example.kz" },
    askers: createAskers(database),
    personal: { read: createPersonalData(database, 90), erase: erasure.erase },
    ask: (asker) => withLog(ask, log, { channel: "whatsapp", asker }),
    check: receipts.wrapCheck(bareCheck, fail),
  });
  const talking: Talking = {
    ...{ database, store, desk, pseudonym, messages, asked: [], change: (answer) => answer },
    receive: async (given) => {
      number += 1;
      const body: Incoming = { id: `wamid.${number}`, chat: CHAT, sentAt: Date.now(), type: "text", ...given };
      const { line, sender } = readFacts(body);
      const arrival = { key: body.id, body, line, sender, wanted: true };
      const { arrived } = store.receive([arrival], { notices: [], reached: [] });
      const id = arrived[0]?.id ?? 0;
      const sendables = await converse(store.begin(id) ?? { body, id });
      for (const one of store.finish(
        id,
        sendables.map((sendable) => addressTo(body.chat, sendable)),
      ))
        store.settle(one.id);
      for (const { payload, file } of sendables) checkRules(payload, file !== undefined);
      return sendables;
    },
    write: (text, chat = CHAT) => talking.receive({ text, chat }),
    press: (pressed, chat = CHAT) => talking.receive({ type: "interactive", pressed, chat }),
    stop: async () => {
      erasure.stop();
      await desk.stop();
      await engine.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return talking;
}

function checkRules(payload: Sendable["payload"], hasFile: boolean): void {
  const document = { ...(payload.document as object), id: "m", filename: "f" };
  const mistake = findMistake(hasFile ? { ...payload, document } : payload);
  if (mistake !== null) throw new Error(`${mistake}: ${JSON.stringify(payload).slice(0, 300)}`);
}

/** All the words that a list of messages shows, buttons and rows apart. */
export function textOf(sendables: readonly Pick<Sendable, "payload">[]): string {
  return sendables
    .map(({ payload }) => {
      const { text, interactive, document } = payload as {
        text?: { body: string };
        interactive?: { body: { text: string } };
        document?: { caption: string };
      };
      return text?.body ?? interactive?.body.text ?? document?.caption ?? "";
    })
    .join("\n");
}

export interface Choice {
  id: string;
  title: string;
  description?: string;
}

/** What can be pressed under a list of messages. */
export function choicesOf(sendables: readonly Pick<Sendable, "payload">[]): Choice[] {
  return sendables.flatMap(({ payload }) => {
    const { action } = (payload.interactive ?? {}) as {
      action?: { buttons?: { reply: Choice }[]; sections?: { rows: Choice[] }[] };
    };
    return [
      ...(action?.buttons ?? []).map(({ reply }) => reply),
      ...(action?.sections ?? []).flatMap(({ rows }) => rows),
    ];
  });
}
