import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { pino } from "pino";
import type { Answer } from "../../src/answer/answer.ts";
import { createCheck } from "../../src/check/check.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { createDesk, type Desk } from "../../src/desk/desk.ts";
import { createAskers } from "../../src/log/askers.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createErasure } from "../../src/log/erasure.ts";
import { createPersonalData } from "../../src/log/personal-data.ts";
import { createPseudonym, type Pseudonym } from "../../src/log/pseudonym.ts";
import { createQueryLog, type QueryLog, withLog } from "../../src/log/query-log.ts";
import { createSeal } from "../../src/log/seal.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { addWebhookRoute } from "../../src/whatsapp/webhook.ts";
import { createWhatsapp, type Whatsapp } from "../../src/whatsapp/whatsapp.ts";
import { APP_SECRET, FakeCloudApi, PHONE_ID, TOKEN, VERIFY_TOKEN } from "./fake-cloud-api.ts";

/** WhatsApp as the program puts it together, behind a web server of its own; only the engine is the test's. */
export interface Running {
  fake: FakeCloudApi;
  whatsapp: Whatsapp;
  desk: Desk;
  log: QueryLog;
  pseudonym: Pseudonym;
  /** What was logged, line by line. */
  lines: string[];
  /** Rows of a table, oldest first. */
  rows: (table: string) => Record<string, unknown>[];
  /** Everything that the database holds, as text. */
  dump: () => string;
  execute: (sql: string) => void;
  /** Resolves when the condition holds of what the service keeps: nothing tells of that, so it is looked at. */
  until: (condition: () => boolean) => Promise<void>;
  stop: () => Promise<void>;
}

export interface RunningSettings {
  answer?: (text: string) => Promise<void> | void;
  templates?: Parameters<typeof createWhatsapp>[0]["templates"];
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 20;

export const CHAT = "77010000042";

/** Says back what was asked, as an answer without passages. */
function echo(text: string): Answer {
  return {
    ...{
      id: `id-${Buffer.from(text).toString("hex").slice(0, 9).padEnd(9, "0")}`,
      code: null,
      question: text,
      language: "en",
    },
    ...{
      kind: "abstained",
      reason: "not-in-document",
      confidence: 0,
      answers: [],
      nearest: [],
      continuing: `echo ${text}`,
    },
    ...{ choices: [], contacts: [], ms: 1, steps: {} },
  };
}

export async function startRunning(settings: RunningSettings = {}): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), "kenes-whatsapp-delivery-"));
  const fake = new FakeCloudApi();
  await fake.start();
  const database = openDatabase(dataDir);
  const lines: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  const pseudonym = createPseudonym(dataDir);
  const log = createQueryLog(database, { modelHash: "m", indexHash: "i" });
  const fail = (error: unknown) => {
    throw error;
  };
  const erasure = createErasure(database, fail);
  const corpus = readCorpus("corpus");
  const desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false }, addresses: createSeal(dataDir) },
    findAsked: (id) => log.find(id),
    onReminder: () => {},
    onFailure: fail,
  });
  const whatsapp = createWhatsapp({
    ...{ apiRoot: fake.root, token: TOKEN, phoneId: PHONE_ID, templates: settings.templates ?? {} },
    ...{ corpus, database, logger, pseudonym, log, desk, retentionDays: 90, publicUrl: null },
    messages: readMessages(),
    tally: { arrived: () => {}, worked: () => {}, delivered: () => {}, called: () => {} },
    askers: createAskers(database),
    personal: { read: createPersonalData(database, 90), erase: erasure.erase },
    check: createCheck(corpus),
    ask: ({ asker, id }) =>
      withLog(
        async ({ text }) => {
          await settings.answer?.(text);
          return echo(text);
        },
        log,
        { channel: "whatsapp", asker, id },
      ),
  });
  const server = Fastify({ forceCloseConnections: true });
  server.post("/json", async (request) => request.body);
  await addWebhookRoute(server, {
    ...{ path: "/whatsapp", phoneId: PHONE_ID, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN },
    accept: whatsapp.accept,
    onFailure: () => {},
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  fake.webhook = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/whatsapp`;
  whatsapp.start();
  desk.start();
  const rows = (table: string) => database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
  return {
    ...{ fake, whatsapp, desk, log, pseudonym, lines, rows },
    dump: () => JSON.stringify(["inbox", "outbox", "blocked_chats", "whatsapp_statuses", "whatsapp_windows"].map(rows)),
    execute: (sql) => void database.exec(sql),
    until: async (condition) => {
      while (!condition()) await new Promise((resume) => setTimeout(resume, LOOK_EVERY));
    },
    stop: async () => {
      await fake.stop();
      await server.close();
      await whatsapp.stop();
      await desk.stop();
      erasure.stop();
      database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The words of a message that the fake took. */
export function wordsOf(payload: Record<string, unknown>): string {
  const { text, interactive } = payload as { text?: { body: string }; interactive?: { body: { text: string } } };
  return text?.body ?? interactive?.body.text ?? "";
}
