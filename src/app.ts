import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Ask } from "./answer/answer.ts";
import { createAsk } from "./answer/ask.ts";
import { readCalibration } from "./answer/calibration.ts";
import type { Config } from "./config.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";
import { readMovedDays } from "./corpus/moved-days.ts";
import { LANGUAGES, type Language } from "./corpus/passage.ts";
import { createDesk, type Desk } from "./desk/desk.ts";
import type { Embed } from "./desk/meaning.ts";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { openIndex } from "./index/open-index.ts";
import { openDatabase } from "./log/database.ts";
import { createPseudonym } from "./log/pseudonym.ts";
import { createQueryLog, type QueryLog, RETENTION_DAYS, withLog } from "./log/query-log.ts";
import { readMessages } from "./messages/messages.ts";
import { createTelegram, type Telegram } from "./telegram/telegram.ts";
import { createMetrics } from "./web/metrics.ts";
import { createServer } from "./web/server.ts";

/** What the outside gives the app beside its settings. */
export interface Surroundings {
  logger: Logger;
  /** Told in plain words what happens on the way up. */
  tell: (sentence: string) => void;
  progress: (done: number, total: number) => void;
  readMemory: () => number;
  /** Called when a part can't go on and the process must end, with the sentence that says why. */
  onFatal: (error: unknown) => void;
}

export interface App {
  /** Where the web page is. */
  address: string;
  /** The tree of the web's routes, as Fastify prints it: whoever checks the doors walks it. */
  routes(): string;
  stop(): Promise<void>;
}

/** The parts that answer: corpus, model and index, and `Ask` over them. */
export interface Engine {
  ask: Ask;
  /** For whoever compares questions beside `ask`. */
  embed: Embed;
  modelHash: string;
  indexHash: string;
  close(): Promise<void>;
}

/** One process answers as fast as two and holds half the memory; two build the index in half the time. */
const WORKERS_SERVING = 1;
const MS_A_DAY = 86_400_000;

/** Builds what answers. The index is built first when it is missing or amiss. */
export async function createEngine(config: Config, { tell, progress }: Surroundings): Promise<Engine> {
  const corpus = readCorpus(config.corpusDir);
  for (const error of corpus.refused) tell(`Left out: ${error.message}`);
  if (corpus.documents.length === 0) throw new Error(`There is no readable document in ${config.corpusDir}`);
  const embedder = await createWorkerPool({ model: config.model, workers: WORKERS_SERVING });
  try {
    const kept = readKeptVectors(join(config.corpusDir, KEPT_VECTORS), embedder.modelHash);
    const index = await openIndex({ corpus, embedder, kept, indexDir: config.indexDir, progress, onRebuild: tell });
    return {
      ask: createAsk({ corpus, embedder, index, calibration: readCalibration() }),
      embed: { modelHash: embedder.modelHash, embed: (texts) => embedder.embed(texts, "query") },
      modelHash: embedder.modelHash,
      indexHash: index.hash,
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
    const askFor = (channel: "web" | "api" | "telegram", asker: string | null = null): Ask | null =>
      state.engine && state.log ? withLog(state.engine.ask, state.log, { channel, asker }) : null;
    const desk = createDesk({
      database,
      movedDays: readMovedDays(config.corpusDir),
      settings: config.desk,
      findAsked: (id) => state.log?.find(id),
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
      metrics: createMetrics(surroundings.readMemory),
      ask: (channel) => askFor(channel),
      health: () => ({ ready: state.engine !== null, telegram: state.telegram?.health() ?? "off" }),
      onFailure: (err) => logger.error({ err }, "a request failed"),
    });
    await server.listen({ host: config.web.host, port: config.web.port });
    stops.push(() => server.close());
    const address = `http://${config.web.host}:${(server.server.address() as AddressInfo).port}`;
    tell(`The page is at ${address}`);

    const engine = await createEngine(config, surroundings);
    stops.push(() => engine.close());
    state.engine = engine;
    state.log = createQueryLog(database, engine);
    stops.push(keepRetention(state.log, desk, logger));
    desk.start();
    const grouping = desk.startGrouping(engine.embed, listSamples(corpus));
    stops.push(() => grouping.stop());
    tell("Ready: questions are answered.");

    if (config.telegram.mode === "polling") {
      const telegram = createTelegram({
        ...config.telegram,
        corpus,
        messages,
        database,
        pseudonym,
        log: state.log,
        logger,
        ask: (asker) => askFor("telegram", asker) as Ask,
        onFatal: surroundings.onFatal,
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

/** Takes old texts out of the log now and once a day. Gives what stops it. */
function keepRetention(log: QueryLog, desk: Desk, logger: Logger): () => void {
  const run = () => {
    const before = Date.now() - RETENTION_DAYS * MS_A_DAY;
    const count = log.forgetTexts(before) + desk.handOffs.forgetTexts(before);
    if (count > 0) logger.info({ count }, "texts past their retention were erased");
  };
  run();
  const timer = setInterval(run, MS_A_DAY);
  return () => clearInterval(timer);
}
