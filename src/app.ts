import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Ask } from "./answer/answer.ts";
import { createAsking } from "./asking.ts";
import { createCheckText } from "./check/article.ts";
import { createCheck, createCheckAsOf } from "./check/check.ts";
import { createReceipts } from "./check/receipts.ts";
import type { Config } from "./config.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { readMovedDays } from "./corpus/moved-days.ts";
import { LANGUAGES, type Language } from "./corpus/passage.ts";
import { createDesk } from "./desk/desk.ts";
import { createFigures } from "./figures.ts";
import { createLibrary } from "./library/library.ts";
import { createWaiting } from "./library/waiting.ts";
import { createLiveEngine } from "./live-engine.ts";
import { createAskers } from "./log/askers.ts";
import { openDatabase } from "./log/database.ts";
import { createErasure } from "./log/erasure.ts";
import { createPersonalData } from "./log/personal-data.ts";
import { createPseudonym } from "./log/pseudonym.ts";
import { keepRetention } from "./log/retention.ts";
import { createSeal } from "./log/seal.ts";
import { readMessages } from "./messages/messages.ts";
import { documentsDirOf, readSources } from "./sources.ts";
import { createTelegram, type Telegram, type TelegramTiming } from "./telegram/telegram.ts";
import { addWebhookRoute } from "./telegram/webhook.ts";
import { readVersion } from "./version.ts";
import { type ChangeWatch, watchChanges } from "./watch-changes.ts";
import { createServer } from "./web/server.ts";
import { addWebhookRoute as addWhatsappRoute } from "./whatsapp/webhook.ts";
import { createWhatsapp, type Whatsapp } from "./whatsapp/whatsapp.ts";

/** Where Meta brings what people write; behind WHATSAPP's public address. */
const WHATSAPP_PATH = "/whatsapp";

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

/** Starts everything: the web page at once, answers as soon as the index is there. Stops in reverse. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const { logger, tell } = surroundings;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const messages = readMessages();
    const database = openDatabase(config.dataDir);
    stops.push(() => void database.close());
    const pseudonym = createPseudonym(config.dataDir);
    const seal = createSeal(config.dataDir);
    const desk = createDesk({
      database,
      movedDays: readMovedDays(config.corpusDir),
      settings: config.desk,
      findAsked: (id) => asking.log.find(id),
      addresses: seal,
      onAmended: () => live.refresh().then(() => changes?.saw()),
      onReminder: ({ stage, count }) => logger.warn({ stage, count }, "questions passed on need an answer"),
      onFailure: (err) => logger.error({ err }, "the desk could not do something; it tries again"),
    });
    const live = createLiveEngine({
      folders: config,
      read: () => readSources(config, desk.learning.amend),
      telling: surroundings,
      onEngine: (engine) => asking.serve(engine),
      onFailure: (err) => logger.error({ err }, "what was changed could not be taken in; it is tried again"),
    });
    stops.push(() => live.close());
    const { corpus } = live;
    const running: { telegram: Telegram | null; whatsapp: Whatsapp | null } = { telegram: null, whatsapp: null };
    let changes: ChangeWatch | null = null;
    const { metrics, health, failed } = createFigures({
      config,
      logger,
      node: surroundings.node ?? "unknown",
      readMemory: surroundings.readMemory,
      engine: live.now,
      telegram: () => running.telegram,
      whatsapp: () => running.whatsapp,
    });
    stops.push(() => metrics.stop());
    const bareCheck = createCheck(corpus);
    const checking = { program: readVersion(), corpus, check: bareCheck };
    const receipts = createReceipts({ database, dataDir: config.dataDir, checking, engine: live.now });
    const onFailure = failed("receipt", "a receipt could not be kept");
    const check = receipts.wrapCheck(bareCheck, onFailure);
    stops.push(() => desk.stop());
    const { announcements } = desk;
    const asking = createAsking({ database, receipts, announcements, metrics, onFailure });
    const server = await createServer({
      corpus,
      desk,
      sign: (text) => pseudonym("form", text),
      trustedProxies: config.web.trustedProxies,
      messages,
      receipts,
      publicUrl: config.web.publicUrl,
      metrics,
      ask: (channel) => asking.askFor(channel),
      check,
      checkText: createCheckText(bareCheck),
      bareCheck,
      documents: {
        library: createLibrary({ documentsDir: documentsDirOf(config.dataDir), corpus }),
        waiting: createWaiting(documentsDirOf(config.dataDir)),
        indexing: live.refreshing,
      },
      checkAsOf: createCheckAsOf(corpus),
      issueChecks: (verdicts) => receipts.issueChecks(verdicts, onFailure),
      health,
      onFailure: failed("request", "a request failed"),
      extend: async (server) => {
        if (config.whatsapp.mode === "webhook") {
          await addWhatsappRoute(server, {
            ...config.whatsapp,
            path: WHATSAPP_PATH,
            accept: (notification) => running.whatsapp?.accept(notification) ?? false,
            onFailure: failed("update", "a message of WhatsApp's could not be stored"),
          });
        }
        if (config.telegram.mode !== "webhook") return;
        await addWebhookRoute(server, {
          path: new URL(config.telegram.url).pathname,
          secret: config.telegram.secret,
          accept: (update) => running.telegram?.accept(update) ?? false,
          onFailure: failed("update", "an update could not be stored"),
        });
      },
    });
    await server.listen({ host: config.web.host, port: config.web.port });
    stops.push(() => server.close());
    const address = `http://${config.web.host}:${(server.server.address() as AddressInfo).port}`;
    tell(`The page is at ${address}`);

    const engine = await live.start();
    changes = watchChanges({
      database,
      takeIn: live.refresh,
      onFailure: (err) =>
        logger.error({ err }, "what another process changed could not be taken in; it is tried again"),
    });
    stops.push(changes.stop);
    stops.push(keepRetention({ database, days: config.retentionDays, logger, others: [desk.forgetOld] }));
    desk.start();
    const grouping = desk.startGrouping(engine.embed, listSamples(corpus));
    stops.push(() => grouping.stop());
    tell("Ready: questions are answered.");

    const erasure = createErasure(database, (err) => logger.error({ err }, "the file could not be rewritten yet"));
    stops.push(() => erasure.stop());
    /** What the conversation of every channel works with. */
    const talking = {
      ...{ corpus, messages, database, pseudonym, logger, check, log: asking.log, publicUrl: config.web.publicUrl },
      askers: createAskers(database),
      personal: { read: createPersonalData(database, config.retentionDays), erase: erasure.erase },
      retentionDays: config.retentionDays,
    };
    if (config.telegram.mode !== "off") {
      const telegram = createTelegram({
        ...config.telegram,
        ...talking,
        webhook: config.telegram.mode === "webhook" ? config.telegram : null,
        tally: metrics.telegram,
        ask: (asker, { id, address }) =>
          asking.askFor("telegram", { asker, id, address: seal.close("telegram", address) }) as Ask,
        desk,
        look: asking.look,
        onFatal: surroundings.onFatal,
        timing: surroundings.timing ?? {},
      });
      running.telegram = telegram;
      stops.push(() => telegram.stop());
      telegram.start();
    } else {
      tell("Telegram is off. To add the bot, start with BOT_TOKEN set to the token that @BotFather gave you.");
    }
    if (config.whatsapp.mode !== "off") {
      const whatsapp = createWhatsapp({
        ...config.whatsapp,
        ...talking,
        desk,
        tally: metrics.whatsapp,
        ask: ({ asker, id, address }) =>
          asking.askFor("whatsapp", { asker, id, address: seal.close("whatsapp", address) }) as Ask,
      });
      running.whatsapp = whatsapp;
      stops.push(() => whatsapp.stop());
      whatsapp.start();
      tell(`WhatsApp: Meta is to bring messages to ${WHATSAPP_PATH}.`);
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
