import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Ask } from "./answer/answer.ts";
import { createAsk } from "./answer/ask.ts";
import { readCalibration } from "./answer/calibration.ts";
import { createCheckText } from "./check/article.ts";
import { createCheck } from "./check/check.ts";
import type { Provenance } from "./check/receipt-issue.ts";
import { createReceipts } from "./check/receipts.ts";
import type { Config } from "./config.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";
import { readMovedDays } from "./corpus/moved-days.ts";
import { LANGUAGES, type Language } from "./corpus/passage.ts";
import { withNotice, withPause } from "./desk/announce.ts";
import { createDesk } from "./desk/desk.ts";
import type { Embed } from "./desk/meaning.ts";
import { readProcessMemory } from "./embedding/process-memory.ts";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { createFigures } from "./figures.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { openIndex } from "./index/open-index.ts";
import { createAskers } from "./log/askers.ts";
import { openDatabase } from "./log/database.ts";
import { createErasure } from "./log/erasure.ts";
import { createPersonalData } from "./log/personal-data.ts";
import { createPseudonym } from "./log/pseudonym.ts";
import { type Asked, createQueryLog, type QueryLog, withLog } from "./log/query-log.ts";
import { keepRetention } from "./log/retention.ts";
import { createSeal } from "./log/seal.ts";
import { readMessages } from "./messages/messages.ts";
import { countAnswers } from "./metrics/metrics.ts";
import { createTelegram, type Telegram, type TelegramTiming } from "./telegram/telegram.ts";
import { addWebhookRoute } from "./telegram/webhook.ts";
import { readVersion } from "./version.ts";
import { createServer } from "./web/server.ts";

/** What the outside gives the app beside its settings. */
export interface Surroundings {
  logger: Logger;
  /** Told in plain words what happens on the way up. */
  tell: (sentence: string) => void;
  progress: (done: number, total: number) => void;
  readMemory: () => number;
  /** Version of Node; unknown when absent. */
  node?: string;
  /** Called when a part can't go on and the process must end, with the sentence that says why. */
  onFatal: (error: unknown) => void;
  /** How long Telegram may be silent; all have good values when absent. */
  timing?: TelegramTiming;
}

export interface App {
  /** Where the web page is. */
  address: string;
  /** The tree of the web's routes, as Fastify prints it: whoever checks the doors walks it. */
  routes(): string;
  stop(): Promise<void>;
}

/** The parts that answer: corpus, model and index, and `Ask` over them. */
export interface Engine extends Provenance {
  ask: Ask;
  /** Bytes that each worker of the model holds. */
  workerMemory(): number[];
  /** For whoever compares questions beside `ask`. */
  embed: Embed;
  close(): Promise<void>;
}

/** One process answers as fast as two and holds half the memory; two build the index in half the time. */
const WORKERS_SERVING = 1;

/** Builds what answers, over the corpus as it was read. The index is built first when it is missing or amiss. */
export async function createEngine(
  config: Config,
  { tell, progress }: Surroundings,
  corpus = readCorpus(config.corpusDir),
): Promise<Engine> {
  for (const error of corpus.refused) tell(`Left out: ${error.message}`);
  if (corpus.documents.length === 0) throw new Error(`There is no readable document in ${config.corpusDir}`);
  const embedder = await createWorkerPool({ model: config.model, workers: WORKERS_SERVING });
  try {
    const kept = readKeptVectors(join(config.corpusDir, KEPT_VECTORS), embedder.modelHash);
    const index = await openIndex({ corpus, embedder, kept, indexDir: config.indexDir, progress, onRebuild: tell });
    const calibration = readCalibration();
    return {
      ask: createAsk({ corpus, embedder, index, calibration }),
      embed: { modelHash: embedder.modelHash, embed: (texts) => embedder.embed(texts, "query") },
      program: readVersion(),
      corpus,
      calibration,
      modelHash: embedder.modelHash,
      indexHash: index.hash,
      workerMemory: () => embedder.workers.flatMap(({ pid }) => (pid && readProcessMemory(pid)) || []),
      close: async () => {
        index.close();
        await embedder.close();
      },
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** Starts everything: the web page at once, answers as soon as the index is there. Stops in reverse. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const { logger, tell } = surroundings;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const corpus = readCorpus(config.corpusDir);
    const messages = readMessages();
    const database = openDatabase(config.dataDir);
    stops.push(() => void database.close());
    const pseudonym = createPseudonym(config.dataDir);
    const state: { engine: Engine | null; log: QueryLog | null; telegram: Telegram | null } = {
      engine: null,
      log: null,
      telegram: null,
    };
    const { metrics, health, failed } = createFigures({
      config,
      logger,
      node: surroundings.node ?? "unknown",
      readMemory: surroundings.readMemory,
      engine: () => state.engine,
      telegram: () => state.telegram,
    });
    stops.push(() => metrics.stop());
    const bareCheck = createCheck(corpus);
    const checking = { program: readVersion(), corpus, check: bareCheck };
    const receipts = createReceipts({ database, dataDir: config.dataDir, checking, engine: () => state.engine });
    const onFailure = failed("receipt", "a receipt could not be kept");
    const askFor = (
      channel: "web" | "api" | "telegram",
      asked: Omit<Asked, "channel"> = { asker: null },
    ): Ask | null =>
      state.engine && state.log
        ? countAnswers(
            announce(withLog(withPause(state.engine.ask, desk.announcements), state.log, { channel, ...asked })),
            metrics,
            channel,
          )
        : null;
    // While answers are paused there is nothing that a receipt could prove.
    const announce = (ask: Ask): Ask => {
      const paused = desk.announcements.pausedBecause("ru") !== null;
      return withNotice(paused ? ask : receipts.wrap(ask, onFailure), desk.announcements);
    };
    const check = receipts.wrapCheck(bareCheck, onFailure);
    const desk = createDesk({
      database,
      movedDays: readMovedDays(config.corpusDir),
      settings: config.desk,
      findAsked: (id) => state.log?.find(id),
      addresses: createSeal(config.dataDir),
      onReminder: ({ stage, count }) => logger.warn({ stage, count }, "questions passed on need an answer"),
      onFailure: (err) => logger.error({ err }, "the desk could not do something; it tries again"),
    });
    stops.push(() => desk.stop());
    const server = await createServer({
      corpus,
      desk,
      sign: (text) => pseudonym("form", text),
      trustedProxies: config.web.trustedProxies,
      messages,
      receipts,
      publicUrl: config.web.publicUrl,
      metrics,
      ask: (channel) => askFor(channel),
      check,
      checkText: createCheckText(bareCheck),
      bareCheck,
      issueChecks: (verdicts) => receipts.issueChecks(verdicts, onFailure),
      health,
      onFailure: failed("request", "a request failed"),
      extend: async (server) => {
        if (config.telegram.mode !== "webhook") return;
        await addWebhookRoute(server, {
          path: new URL(config.telegram.url).pathname,
          secret: config.telegram.secret,
          accept: (update) => state.telegram?.accept(update) ?? false,
          onFailure: failed("update", "an update could not be stored"),
        });
      },
    });
    await server.listen({ host: config.web.host, port: config.web.port });
    stops.push(() => server.close());
    const address = `http://${config.web.host}:${(server.server.address() as AddressInfo).port}`;
    tell(`The page is at ${address}`);

    const engine = await createEngine(config, surroundings, corpus);
    stops.push(() => engine.close());
    state.engine = engine;
    state.log = createQueryLog(database, engine);
    stops.push(keepRetention({ database, days: config.retentionDays, logger, others: [desk.handOffs.forgetTexts] }));
    desk.start();
    const grouping = desk.startGrouping(engine.embed, listSamples(corpus));
    stops.push(() => grouping.stop());
    tell("Ready: questions are answered.");

    if (config.telegram.mode !== "off") {
      const erasure = createErasure(database, (err) => logger.error({ err }, "the file could not be rewritten yet"));
      stops.push(() => erasure.stop());
      const telegram = createTelegram({
        ...config.telegram,
        webhook: config.telegram.mode === "webhook" ? config.telegram : null,
        corpus,
        messages,
        database,
        pseudonym,
        log: state.log,
        logger,
        tally: metrics.telegram,
        ask: (asker, id) => askFor("telegram", { asker, id }) as Ask,
        look: withNotice(withPause(engine.ask, desk.announcements), desk.announcements),
        check,
        publicUrl: config.web.publicUrl,
        askers: createAskers(database),
        personal: { read: createPersonalData(database, config.retentionDays), erase: erasure.erase },
        retentionDays: config.retentionDays,
        onFatal: surroundings.onFatal,
        timing: surroundings.timing ?? {},
      });
      state.telegram = telegram;
      stops.push(() => telegram.stop());
      telegram.start();
    } else {
      tell("Telegram is off. To add the bot, start with BOT_TOKEN set to the token that @BotFather gave you.");
    }
    return { address, routes: () => server.printRoutes({ commonPrefix: false }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The corpus's authored questions by language: what questions look like, for those who compare them. */
function listSamples(corpus: Corpus): Record<Language, string[]> {
  const passages = corpus.documents.flatMap((document) => document.passages);
  const listOf = (language: Language) => passages.flatMap(({ questions }) => questions[language]);
  return Object.fromEntries(LANGUAGES.map((language) => [language, listOf(language)])) as Record<Language, string[]>;
}
