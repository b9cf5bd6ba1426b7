import type Database from "better-sqlite3";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Audit } from "./audit.ts";
import { type CentreAnswers, createCentreAnswers } from "./centre-answers.ts";
import { type ChangeStore, createChangeStore } from "./change-store.ts";
import { type Corrections, createCorrections } from "./corrections.ts";
import { createLearnedVectors, type LearnedVectors } from "./learned-vectors.ts";
import type { Embed } from "./meaning.ts";
import { createMending, type Mending } from "./mending.ts";
import { createNotices, type Notices } from "./notices.ts";
import { type Addresses, createReceivers } from "./receivers.ts";

/** What the centre teaches Kenes: mended renderings and questions, its own answers, and corrections. */
export interface Learning {
  changes: ChangeStore;
  mending: Mending;
  centre: CentreAnswers;
  corrections: Corrections;
  notices: Notices;
  vectors: LearnedVectors;
  /** Takes in all that was learned before, and from now on what comes. */
  attach(engine: LearningEngine): Promise<void>;
  /** Resolves when all that was learned so far is searched. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface LearningEngine {
  embed: Embed;
  samples: Record<Language, readonly string[]>;
  /** Searches these passages by what the corpus now says of them. */
  takeIn(passages: readonly string[]): Promise<void>;
}

export interface LearningParts {
  database: Database.Database;
  /** The corpus that is answered from: mends change it in place. */
  corpus: Corpus;
  audit: Audit;
  addresses: Addresses;
  onFailure: (error: unknown) => void;
  now?: () => number;
}

/** Milliseconds until a taking in that failed is tried again. */
const RETRY_MS = 5000;

export function createLearning(parts: LearningParts): Learning {
  const { database, corpus, audit, onFailure, now = Date.now } = parts;
  const changes = createChangeStore(database, now);
  const vectors = createLearnedVectors(database);
  const notices = createNotices({ database, changes, addresses: parts.addresses, now, onFailure });
  let engine: LearningEngine | null = null;
  let working: Promise<void> = Promise.resolve();
  let [queued, stopped, timer]: [boolean, boolean, NodeJS.Timeout | undefined] = [false, false, undefined];
  /** One at a time; what comes meanwhile is taken in together with the next. */
  const takeIn = async () => {
    queued = false;
    if (!stopped) await engine?.takeIn(mending.mended());
  };
  const wake = () => {
    if (queued || !engine) return;
    queued = true;
    working = working.then(takeIn).catch((error: unknown) => {
      onFailure(error);
      if (!stopped) timer = setTimeout(wake, RETRY_MS);
    });
  };
  const mending = createMending({ database, corpus, changes, audit, onMended: wake });
  const centre = createCentreAnswers({ database, changes, audit, vectors, now, onFailure });
  mending.start();
  return {
    ...{ changes, mending, centre, notices, vectors },
    corrections: createCorrections({
      ...{ database, changes, notices, audit, now },
      received: createReceivers(database, parts.addresses),
    }),
    attach: async (given) => {
      engine = given;
      if (mending.mended().length > 0) wake();
      await centre.attach(given.embed, given.samples);
      await working;
    },
    settled: async () => {
      await working;
      await centre.settled();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await working;
      await centre.settled();
      await notices.stop();
    },
  };
}
