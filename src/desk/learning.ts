import type Database from "better-sqlite3";
import type { Document } from "../corpus/document.ts";
import { type Amendments, amendDocuments } from "./amend.ts";
import type { Audit } from "./audit.ts";
import { type CentreAnswers, createCentreAnswers, listPublished } from "./centre-answers.ts";
import { isActive } from "./centre-document.ts";
import { type ChangeStore, createChangeStore } from "./change-store.ts";
import type { Addresses, Channel } from "./channel.ts";
import { type Corrections, createCorrections } from "./corrections.ts";
import { createFileChanges } from "./file-changes.ts";
import { createMending, listMended, type Mending } from "./mending.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createReceivers } from "./receivers.ts";
import { dayOf } from "./working-days.ts";

/** What the centre teaches Kenes: mended renderings and questions, its own answers, and corrections. */
export interface Learning {
  changes: ChangeStore;
  mending: Mending;
  centre: CentreAnswers;
  corrections: Corrections;
  notices: Notices;
  /**
   * Documents as their files have them → documents as they are shown. Also writes down what changed
   * in the files since they were last shown, so only the service itself may call it.
   */
  amend(documents: Document[]): Document[];
  /** Has the corpus read anew when a day of one of the centre's answers has come or gone. */
  look(): void;
  /** Resolves when all that was changed so far is searched. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface LearningParts {
  database: Database.Database;
  audit: Audit;
  addresses: Addresses;
  channels: ReadonlyMap<string, Channel>;
  /** Has the corpus read anew, amended; resolves when it is searched. */
  onAmended: () => Promise<void>;
  onFailure: (error: unknown) => void;
  now: () => number;
}

/** Milliseconds until a reading that failed is tried again. */
const RETRY_MS = 5000;

export function createLearning(parts: LearningParts): Learning {
  const { database, audit, now } = parts;
  const changes = createChangeStore(database, now);
  const notices = createNotices({ ...parts, changes });
  const noteFiles = createFileChanges(database, changes);
  const refresh = createRefresh(parts);
  const shared = { database, changes, audit, onChanged: refresh.wake };
  const state: { files: readonly Document[]; active: string } = { files: [], active: "" };
  const centre = createCentreAnswers({ ...shared, now });
  const mending = createMending({ ...shared, documents: () => state.files });
  const listActive = () => {
    const today = dayOf(now());
    return listPublished(changes)
      .filter(({ published }) => isActive(published, today))
      .map(({ id }) => id)
      .join();
  };
  return {
    ...{ changes, mending, centre, notices },
    corrections: createCorrections({
      ...{ database, changes, notices, audit, now },
      received: createReceivers(database),
    }),
    amend: (documents) => {
      state.files = documents;
      state.active = listActive();
      const amended = amendDocuments(documents, listAmendments(changes, now));
      noteFiles(amended.filter(({ kind }) => kind !== "centre"));
      return amended;
    },
    look: () => {
      if (listActive() !== state.active) refresh.wake();
    },
    settled: refresh.settled,
    stop: async () => {
      refresh.stop();
      await notices.stop();
    },
  };
}

/** The documents as the service shows them, for a command that reads the corpus beside it and writes nothing down. */
export function readAmendments(database: Database.Database, now: () => number): (documents: Document[]) => Document[] {
  const changes = createChangeStore(database, now);
  return (documents) => amendDocuments(documents, listAmendments(changes, now));
}

function listAmendments(changes: ChangeStore, now: () => number): Amendments {
  return { mends: listMended(changes), centre: listPublished(changes), today: dayOf(now()) };
}

/** One reading at a time; what changes meanwhile is taken in together by the next. */
function createRefresh({ onAmended, onFailure }: Pick<LearningParts, "onAmended" | "onFailure">) {
  let working: Promise<void> = Promise.resolve();
  let [queued, stopped, timer]: [boolean, boolean, NodeJS.Timeout | undefined] = [false, false, undefined];
  const run = async () => {
    queued = false;
    if (!stopped) await onAmended();
  };
  const wake = () => {
    if (queued || stopped) return;
    queued = true;
    working = working.then(run).catch((error: unknown) => {
      if (stopped) return;
      onFailure(error);
      timer = setTimeout(wake, RETRY_MS);
    });
  };
  return {
    wake,
    settled: () => working,
    /** A reading that is under way is the engine's to end. */
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
