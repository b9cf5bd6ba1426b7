import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Ask } from "./answer/answer.ts";
import { createAsk } from "./answer/ask.ts";
import { readCalibration } from "./answer/calibration.ts";
import type { FindCentre } from "./answer/centre.ts";
import { createCheckText } from "./check/article.ts";
import { createCheck } from "./check/check.ts";
import type { Provenance } from "./check/receipt-issue.ts";
import { createReceipts } from "./check/receipts.ts";
import type { Config } from "./config.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";
import { readMovedDays } from "./corpus/moved-days.ts";
import { LANGUAGES, type Language } from "./corpus/passage.ts";
import { createDesk } from "./desk/desk.ts";
import type { LearnedVectors } from "./desk/learned-vectors.ts";
import { createLearning } from "./desk/learning.ts";
import type { Embed } from "./desk/meaning.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { textKindOf } from "./index/build-index.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { openIndex } from "./index/open-index.ts";
import type { PassageIndex } from "./index/passage-index.ts";
import { listPassageViews, type View } from "./index/views.ts";
import { createAskers } from "./log/askers.ts";
import { openDatabase } from "./log/database.ts";
import { createErasure } from "./log/erasure.ts";
import { createPersonalData } from "./log/personal-data.ts";
import { createPseudonym } from "./log/pseudonym.ts";
import { createQueryLog, type QueryLog, withLog } from "./log/query-log.ts";
import { keepRetention } from "./log/retention.ts";
import { createSeal } from "./log/seal.ts";
import { readMessages } from "./messages/messages.ts";
import { createTelegram, type Telegram } from "./telegram/telegram.ts";
import { addWebhookRoute } from "./telegram/webhook.ts";
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
export interface Engine extends Provenance {
  ask: Ask;
  /** For whoever compares questions beside `ask`. */
  embed: Embed;
  /** Searches these passages by what the corpus says of them now. */
  takeIn(passages: readonly string[], vectors: LearnedVectors): Promise<void>;
  close(): Promise<void>;
}

/** One process answers as fast as two and holds half the memory; two build the index in half the time. */
const WORKERS_SERVING = 1;

/** Builds what answers. The index is built first when it is missing or amiss. */
export async function createEngine(
  config: Config,
  { tell, progress }: Surroundings,
  learned: Learned | null = null,
): Promise<Engine> {
  const files = readCorpus(config.corpusDir);
  // The index is built of the files alone; what was mended over them is taken in afterwards.
  const corpus = learned?.corpus ?? files;
  for (const error of corpus.refused) tell(`Left out: ${error.message}`);
  if (corpus.documents.length === 0) throw new Error(`There is no readable document in ${config.corpusDir}`);
  const embedder = await createWorkerPool({ model: config.model, workers: WORKERS_SERVING });
  try {
    const kept = readKeptVectors(join(config.corpusDir, KEPT_VECTORS), embedder.modelHash);
    const index = await openIndex({
      corpus: files,
      embedder,
      kept,
      indexDir: config.indexDir,
      progress,
      onRebuild: tell,
    });
    const calibration = readCalibration();
    return {
      ask: createAsk({ corpus, embedder, index, calibration, ...(learned ? { findCentre: learned.findCentre } : {}) }),
      embed: { modelHash: embedder.modelHash, embed: (texts) => embedder.embed(texts, "query") },
      takeIn: (passages, vectors) => takeIn(passages, { corpus, embedder, index, vectors }),
      program: readVersion(),
      corpus,
      calibration,
      modelHash: embedder.modelHash,
      get indexHash() {
        return index.hash;
      },
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

/** What was learned beside the files. */
export interface Learned {
  corpus: Corpus;
  findCentre: FindCentre;
}

/** All views of the mended passages go into the index; those whose text is new are embedded, once for all starts. */
async function takeIn(
  passages: readonly string[],
  about: { corpus: Corpus; embedder: Embedder; index: PassageIndex; vectors: LearnedVectors },
): Promise<void> {
  const { corpus, embedder, index, vectors } = about;
  const found = passages.flatMap((id) => corpus.find(id) ?? []);
  const mended = found
    .filter(({ passage }) => !passage.heading)
    .map(({ passage, document }) => [passage.id, listPassageViews(passage, document.language)] as const);
  await index.takeIn(new Map(mended), async (views) => {
    const embedded = new Map<View, Float32Array>();
    for (const kind of ["query", "passage"] as const) {
      const some = views.filter((view) => textKindOf(view) === kind);
      const by = {
        name: `${kind} ${embedder.modelHash}`,
        embed: (texts: readonly string[]) => embedder.embed(texts, kind),
      };
      const made = await vectors.embed(
        some.map(({ text }) => text),
        by,
      );
      for (const [position, view] of some.entries()) embedded.set(view, made[position] as Float32Array);
    }
    return views.map((view) => embedded.get(view) as Float32Array);
  });
}

function readVersion(): string {
  const about = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return about.version;
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
    const receipts = createReceipts({ database, dataDir: config.dataDir, corpus, engine: () => state.engine });
    const onFailure = (err: unknown) => logger.error({ err }, "a receipt could not be kept");
    const askFor = (
      channel: "web" | "api" | "telegram",
      asker: string | null = null,
      address: string | null = null,
    ): Ask | null =>
      state.engine && state.log
        ? receipts.wrap(withLog(state.engine.ask, state.log, { channel, asker, address }), onFailure)
        : null;
    const check = createCheck(corpus);
    const desk = createDesk({
      database,
      movedDays: readMovedDays(config.corpusDir),
      settings: config.desk,
      findAsked: (id) => state.log?.find(id),
      onReminder: ({ stage, count }) => logger.warn({ stage, count }, "questions passed on need an answer"),
      onFailure: (err) => logger.error({ err }, "the desk could not do something; it tries again"),
    });
    stops.push(() => desk.stop());
    const seal = createSeal(config.dataDir);
    const learning = createLearning({
      ...{ database, corpus, audit: desk.audit },
      addresses: { ...seal, name: (chat) => pseudonym("telegram-chat", chat) },
      onFailure: (err) => logger.error({ err }, "what was learned could not be taken in yet"),
    });
    stops.push(() => learning.stop());
    const server = await createServer({
      corpus,
      desk,
      learning,
      sign: (text) => pseudonym("form", text),
      trustedProxies: config.web.trustedProxies,
      messages,
      receipts,
      publicUrl: config.web.publicUrl,
      metrics: createMetrics(surroundings.readMemory),
      ask: (channel) => askFor(channel),
      check,
      checkText: createCheckText(check),
      health: () => {
        const { state: telegram = "off", ...delivery } = state.telegram?.health() ?? {};
        return { ready: state.engine !== null && telegram !== "deaf", telegram, delivery };
      },
      onFailure: (err) => logger.error({ err }, "a request failed"),
      extend: async (server) => {
        if (config.telegram.mode !== "webhook") return;
        await addWebhookRoute(server, {
          path: new URL(config.telegram.url).pathname,
          secret: config.telegram.secret,
          accept: (update) => state.telegram?.accept(update) ?? false,
          onFailure: (err) => logger.error({ err }, "an update could not be stored"),
        });
      },
    });
    await server.listen({ host: config.web.host, port: config.web.port });
    stops.push(() => server.close());
    const address = `http://${config.web.host}:${(server.server.address() as AddressInfo).port}`;
    tell(`The page is at ${address}`);

    const engine = await createEngine(config, surroundings, { corpus, findCentre: learning.centre.match });
    stops.push(() => engine.close());
    const samples = listSamples(corpus);
    await learning.attach({
      ...{ embed: engine.embed, samples },
      takeIn: (passages) => engine.takeIn(passages, learning.vectors),
    });
    state.engine = engine;
    state.log = createQueryLog(database, engine);
    const others = [desk.handOffs.forgetTexts, learning.notices.forgetOld];
    stops.push(keepRetention({ database, days: config.retentionDays, logger, others }));
    desk.start();
    const grouping = desk.startGrouping(engine.embed, samples);
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
        ask: (asker, chat) => askFor("telegram", asker, chat === undefined ? null : seal.close(chat)) as Ask,
        desk,
        learning,
        look: engine.ask,
        askers: createAskers(database),
        personal: { read: createPersonalData(database, config.retentionDays), erase: erasure.erase },
        retentionDays: config.retentionDays,
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
