import type Database from "better-sqlite3";
import type { MovedDay } from "../corpus/moved-days.ts";
import type { Language } from "../corpus/passage.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { type Announcements, createAnnouncements } from "./announcements.ts";
import { type Attempts, createAttempts } from "./attempts.ts";
import { type Audit, createAudit } from "./audit.ts";
import { type CaseStore, createCaseStore } from "./case-store.ts";
import type { Addresses, Channel } from "./channel.ts";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { createFigures, type Figures } from "./figures.ts";
import { createGrouping, type Grouping } from "./grouping.ts";
import { type Asked, createHandOffs, type HandOffs } from "./hand-offs.ts";
import { createLearning, type Learning } from "./learning.ts";
import type { Embed } from "./meaning.ts";
import { createQueue, type Queue } from "./queue.ts";
import { createReminders, type Reminder } from "./reminders.ts";
import { createReplies, type Replies } from "./replies.ts";
import { createReplyStore, type ReplyStore } from "./reply-store.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createCaseThemes, createUnansweredThemes } from "./theme-store.ts";
import { createUnanswered, type Unanswered } from "./unanswered.ts";
import { createWorkingDays, dayOf, endOf } from "./working-days.ts";

export interface DeskParts {
  database: Database.Database;
  movedDays: readonly MovedDay[];
  settings: DeskSettings;
  /** What the log knows of an answer; the log may come later than the desk. */
  findAsked: (answerId: string) => Asked | undefined;
  /** Seals where askers are reached. */
  addresses: Addresses;
  /** Has the corpus read anew, with what the desk changed; resolves when it is searched. Nothing when absent. */
  onAmended?: () => Promise<void>;
  onReminder: (reminder: Reminder) => void;
  onFailure: (error: unknown) => void;
  now?: () => number;
}

export interface DeskSettings {
  /** Working days until an answer is due. */
  days: number;
  /** A second person lets answers out. */
  approval: boolean;
}

/** Everything people at the legal information centre do. */
export interface Desk {
  settings: DeskSettings;
  handOffs: HandOffs;
  accounts: Accounts;
  sessions: Sessions;
  attempts: Attempts;
  audit: Audit;
  cases: CaseStore;
  queue: Queue;
  replies: Replies;
  replyStore: ReplyStore;
  dispatch: Dispatch;
  /** The centre's notice and whether answers are paused: a channel asks `announcements.notice(language)`. */
  announcements: Announcements;
  figures: Figures;
  /** Themes of what Kenes did not answer; looking wakes the grouping when there is something new. */
  unanswered: Unanswered;
  learning: Learning;
  /** Where a channel takes the centre's answers and corrections: see `Channel`. */
  addChannel(name: string, channel: Channel): void;
  /** A chat has another address from now on, as a group of Telegram's that grew. */
  moveAddress(channel: string, from: string, to: string): void;
  /** Erases every text and name of an asker's cases, and whom corrections went to. Gives how many cases. */
  forget(asker: string): number;
  /** Erases the texts of cases closed before then, and whom old corrections went to. Gives how many. */
  forgetOld(before: number): number;
  /** Begins to group open cases by meaning; without it each stands alone. */
  startGrouping(embed: Embed, samples: Record<Language, readonly string[]>): Grouping;
  /** Sends what an earlier process left, and reminds of deadlines. */
  start(): void;
  stop(): Promise<void>;
  now: () => number;
}

interface State {
  grouping: Grouping | null;
  unanswered: Grouping | null;
  /** What `unanswered` was grouped at. */
  mark: string;
  timer: NodeJS.Timeout | undefined;
}

/** Milliseconds between two looks at the deadlines; there is one at midnight besides. */
const LOOK_MS = 10 * 60_000;

export function createDesk(parts: DeskParts): Desk {
  const { database, settings, addresses, onFailure, now = Date.now } = parts;
  const workingDays = createWorkingDays(parts.movedDays);
  const audit = createAudit(database, now);
  const accounts = createAccounts(database, audit, now);
  const cases = createCaseStore(database);
  const replyStore = createReplyStore(database, now);
  const queue = createQueue({ database, store: cases, audit, now });
  const state: State = { grouping: null, unanswered: null, mark: "", timer: undefined };
  const unanswered = createUnanswered(database, now);
  const groupUnanswered = () => {
    const mark = unanswered.mark();
    if (mark === state.mark || !state.unanswered) return;
    state.mark = mark;
    state.unanswered.wake();
  };
  const onChanged = () => state.grouping?.wake();
  const handOffs = createHandOffs({
    ...{ store: cases, audit, addresses, workingDays, now, onChanged },
    days: settings.days,
    findAsked: parts.findAsked,
    received: replyStore.received,
  });
  /** The private page on the web reads the answer from the case itself. */
  const channels = new Map<string, Channel>([["web", { deliver: () => {}, correct: () => {} }]]);
  const dispatch = createDispatch({
    ...{ database, cases, replies: replyStore, audit, addresses, channels, now, onFailure, onChanged },
  });
  const learning = createLearning({
    ...{ database, audit, addresses, channels, now, onFailure },
    onAmended: parts.onAmended ?? (() => Promise.resolve()),
  });
  const { notices } = learning;
  const { holderName } = queue;
  const { approval } = settings;
  const remind = createReminders(database, workingDays, now);
  return {
    settings,
    handOffs,
    accounts,
    sessions: createSessions(database, accounts, now),
    attempts: createAttempts(database, now),
    audit,
    cases,
    queue,
    replies: createReplies({
      ...{ database, cases, store: replyStore, audit, approval, holderName },
      onSent: () => dispatch.wake(),
    }),
    replyStore,
    dispatch,
    announcements: createAnnouncements({ database, audit, now }),
    figures: createFigures(database, now),
    unanswered: {
      ...unanswered,
      themes: () => {
        groupUnanswered();
        return unanswered.themes();
      },
    },
    learning,
    addChannel: (name, channel) => {
      channels.set(name, channel);
      dispatch.wake();
      notices.wake();
    },
    moveAddress: (channel, from, to) => {
      const [before, after] = [addresses.close(channel, from), addresses.close(channel, to)];
      for (const store of [cases, notices]) store.moveAddress(channel, before, after);
    },
    forget: (asker) => {
      notices.forget(asker);
      return handOffs.forget(asker);
    },
    forgetOld: (before) => handOffs.forgetTexts(before) + notices.forgetOld(before),
    startGrouping: (embed, samples) => {
      const shared = { embed, samples, onFailure, onChanged: () => {} };
      state.grouping = createGrouping({ ...shared, store: createCaseThemes(database, embed.modelHash) });
      state.unanswered = createGrouping({ ...shared, store: createUnansweredThemes(database, embed.modelHash) });
      state.grouping.wake();
      groupUnanswered();
      return state.grouping;
    },
    start: () => {
      const look = () => {
        clearTimeout(state.timer);
        // What begins or ends with a day is not to wait for the next look.
        state.timer = setTimeout(look, Math.min(LOOK_MS, endOf(dayOf(now())) + 1 - now()));
        for (const reminder of remind()) parts.onReminder(reminder);
        dispatch.wake();
        notices.wake();
        learning.look();
        groupUnanswered();
      };
      look();
    },
    stop: async () => {
      clearTimeout(state.timer);
      await state.grouping?.stop();
      await state.unanswered?.stop();
      await dispatch.stop();
      await learning.stop();
    },
    now,
  };
}
