import { setImmediate } from "node:timers/promises";
import type Database from "better-sqlite3";
import type { Audit } from "./audit.ts";
import type { Case } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import type { Addresses, Channel, Parcel } from "./channel.ts";
import type { ReplyStore } from "./reply-store.ts";

/** Brings a sent reply to each of its askers: a transaction each, see channel.ts. */

export interface Dispatch {
  wake(): void;
  /** Resolves when nothing that can go now waits. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface DispatchParts {
  database: Database.Database;
  cases: CaseStore;
  replies: ReplyStore;
  audit: Audit;
  addresses: Addresses;
  channels: ReadonlyMap<string, Channel>;
  now: () => number;
  onFailure: (error: unknown) => void;
  onChanged: () => void;
}

/** Milliseconds before a parcel that was not taken comes again: doubled each time, an hour at most. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 3_600_000;

interface Waiting {
  reply: number;
  case_id: number;
  attempts: number;
}

export function createDispatch(parts: DispatchParts): Dispatch {
  const { database, channels, now } = parts;
  const sql = {
    waiting: database.prepare<[number, string], Waiting>(
      `SELECT d.reply, d.case_id, d.attempts FROM deliveries d JOIN cases c ON c.id = d.case_id
       WHERE d.state = 'waiting' AND d.not_before <= ? AND c.channel IN (SELECT value FROM json_each(?))
       ORDER BY d.reply, d.case_id LIMIT 1`,
    ),
    next: database.prepare<[], { at: number | null }>(
      "SELECT min(not_before) AS at FROM deliveries WHERE state = 'waiting' AND attempts > 0",
    ),
    answer: database.prepare(
      "UPDATE cases SET state = 'answered', closed_at = ?, reply = ? WHERE id = ? AND state = 'open'",
    ),
    settle: database.prepare("UPDATE deliveries SET state = ? WHERE reply = ? AND case_id = ?"),
    postpone: database.prepare(
      "UPDATE deliveries SET attempts = attempts + 1, not_before = ? WHERE reply = ? AND case_id = ?",
    ),
  };
  let running: Promise<void> | null = null;
  let [stopped, woken, timer]: [boolean, boolean, NodeJS.Timeout | undefined] = [false, false, undefined];

  const bring = database.transaction(({ reply, case_id }: Waiting): Channel | undefined => {
    const answered = sql.answer.run(now(), reply, case_id).changes === 1;
    sql.settle.run(answered ? "done" : "dropped", reply, case_id);
    const found = parts.cases.byId(case_id) as Case;
    parts.audit.record({
      account: "kenes",
      action: answered ? "answered" : "not-answered",
      subject: found.number,
      detail: `#${reply}`,
    });
    if (!answered) return undefined;
    const channel = channels.get(found.channel);
    channel?.deliver(pack(found, reply));
    return channel;
  });
  const pack = (found: Case, reply: number): Parcel => {
    const received = parts.replies.received(found);
    const { number, asker, question, language } = found;
    const address = found.address === null ? null : parts.addresses.open(found.channel, found.address);
    return {
      ...{ key: `reply-${reply}-case-${found.id}`, number, asker, address, question, language },
      textLanguage: received?.language ?? language,
      text: received?.text ?? "",
      passages: received?.passages ?? [],
    };
  };
  const run = async () => {
    /** Whoever wakes us may still be inside the transaction that sent the reply. */
    await setImmediate();
    woken = false;
    for (;;) {
      const waiting = stopped ? undefined : sql.waiting.get(now(), JSON.stringify([...channels.keys()]));
      if (!waiting) break;
      try {
        bring(waiting)?.delivered?.();
      } catch (error) {
        parts.onFailure(error);
        const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** waiting.attempts);
        sql.postpone.run(now() + pause, waiting.reply, waiting.case_id);
      }
      parts.onChanged();
      await setImmediate();
    }
    const at = stopped ? null : (sql.next.get()?.at ?? null);
    if (at !== null) timer = setTimeout(wake, Math.max(FIRST_PAUSE, at - now()));
  };
  const wake = () => {
    if (stopped) return;
    clearTimeout(timer);
    woken = true;
    running ??= run().finally(() => {
      running = null;
      if (woken) wake();
    });
  };
  return {
    wake,
    settled: async () => {
      wake();
      await running;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
