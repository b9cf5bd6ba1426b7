import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";
import { type Account, mayActAs } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import type { Case, CaseState } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import { dayOf } from "./working-days.ts";

/** What staff see of all cases, and who holds which. */

export const VIEWS = ["free", "own", "overdue", "all", "done"] as const;
export type View = (typeof VIEWS)[number];

export interface QueueRow {
  number: string;
  /** The beginning of the question; null once erased. */
  question: string | null;
  language: Language;
  channel: string;
  dueDay: string;
  overdue: boolean;
  state: CaseState;
  holder: string | null;
  /** Other open cases that ask the same. */
  similar: number;
  notes: number;
  /** `draft` or `waiting` for approval; null when nobody has begun. */
  reply: "draft" | "waiting" | null;
  helped: boolean | null;
}

export interface QueuePage {
  rows: QueueRow[];
  /** Open cases by view; `today`: due today and not answered yet. */
  counts: Record<View | "approvals" | "today", number>;
  more: boolean;
}

export interface Queue {
  /** Pages are numbered from 0. */
  page(asked: { view: View; account: Account; page: number }): QueuePage;
  /** Makes a free case one's own. Of two at once one wins; the other gets the holder's name. */
  claim(found: Case, account: Account): { outcome: "done" | "closed" } | { outcome: "taken"; by: string };
  /** Gives a case back: one's own, or anybody's for a supervisor. Not while its reply waits or goes out. */
  release(found: Case, account: Account): "done" | "not-yours" | "busy";
  holderName(found: Case): string | null;
}

export const PAGE_ROWS = 50;
/** Letters of a question in a row. */
const PREVIEW = 240;

interface Row extends Omit<QueueRow, "dueDay" | "overdue" | "helped"> {
  due_day: string;
  due_at: number;
  helped: number | null;
}

const WHERE: Record<View, string> = {
  free: "c.state = 'open' AND c.holder IS NULL ORDER BY c.due_at, c.id",
  own: "c.state = 'open' AND c.holder = @account ORDER BY c.due_at, c.id",
  overdue: "c.state = 'open' AND c.due_at < @now ORDER BY c.due_at, c.id",
  all: "c.state = 'open' ORDER BY c.due_at, c.id",
  done: "c.state <> 'open' ORDER BY c.closed_at DESC, c.id DESC",
};

const COUNT = `SELECT count(*) AS "all", coalesce(sum(holder IS NULL), 0) AS free,
    coalesce(sum(holder = @account), 0) AS own, coalesce(sum(due_at < @now), 0) AS overdue,
    coalesce(sum(due_at >= @now AND due_day = @today), 0) AS today,
    (SELECT count(*) FROM cases WHERE state <> 'open') AS done,
    (SELECT count(*) FROM replies WHERE state = 'waiting') AS approvals
  FROM cases WHERE state = 'open'`;

type Asked = { account: number; now: number; skip: number };
type Counted = { account: number; now: number; today: string };

export function createQueue(parts: {
  database: Database.Database;
  store: CaseStore;
  audit: Audit;
  now: () => number;
}): Queue {
  const { database, store, audit, now } = parts;
  const rowsOf = (view: View) =>
    database.prepare<Asked, Row>(
      `SELECT c.number, substr(c.question, 1, ${PREVIEW}) AS question, c.language, c.channel, c.due_day, c.due_at,
         c.state, c.helped, a.name AS holder, r.state AS reply,
         (SELECT count(*) FROM case_notes n WHERE n.case_id = c.id) AS notes,
         (SELECT count(*) FROM cases o WHERE o.theme = c.theme AND o.state = 'open' AND o.id <> c.id) AS similar
       FROM (SELECT * FROM cases c WHERE ${WHERE[view]} LIMIT ${PAGE_ROWS + 1} OFFSET @skip) c
       LEFT JOIN accounts a ON a.id = c.holder
       LEFT JOIN replies r ON r.lead = c.id AND r.state <> 'sent'
       ORDER BY ${WHERE[view].split("ORDER BY ")[1]}`,
    );
  const sql = {
    rows: Object.fromEntries(VIEWS.map((view) => [view, rowsOf(view)])) as Record<View, ReturnType<typeof rowsOf>>,
    counts: database.prepare<Counted, QueuePage["counts"]>(COUNT),
    claim: database.prepare("UPDATE cases SET holder = ? WHERE id = ? AND holder IS NULL AND state = 'open'"),
    release: database.prepare("UPDATE cases SET holder = NULL WHERE id = ? AND state = 'open'"),
    busy: database.prepare("SELECT 1 FROM deliveries WHERE case_id = ? AND state IN ('chosen', 'waiting')"),
    holder: database.prepare<[number], { name: string }>("SELECT name FROM accounts WHERE id = ?"),
  };
  const holderName = ({ holder }: Case) => (holder === null ? null : (sql.holder.get(holder)?.name ?? null));
  return {
    page: ({ view, account, page }) => {
      const asked = { account: account.id, now: now() };
      const rows = sql.rows[view].all({ ...asked, skip: page * PAGE_ROWS });
      const counts = sql.counts.get({ ...asked, today: dayOf(now()) }) as QueuePage["counts"];
      return { rows: rows.slice(0, PAGE_ROWS).map((row) => toRow(row, now())), counts, more: rows.length > PAGE_ROWS };
    },
    claim: database.transaction((found: Case, account: Account) => {
      const won = sql.claim.run(account.id, found.id).changes === 1;
      if (won) audit.record({ account: account.name, action: "claimed", subject: found.number });
      const current = store.byId(found.id) as Case;
      if (won || current.holder === account.id) return { outcome: "done" as const };
      if (current.state !== "open") return { outcome: "closed" as const };
      return { outcome: "taken" as const, by: holderName(current) ?? "" };
    }),
    release: database.transaction((found: Case, account: Account) => {
      const current = store.byId(found.id) as Case;
      if (current.holder === null || current.state !== "open") return "done" as const;
      if (current.holder !== account.id && !mayActAs(account.role, "supervisor")) return "not-yours" as const;
      if (sql.busy.get(found.id)) return "busy" as const;
      sql.release.run(found.id);
      audit.record({ account: account.name, action: "released", subject: found.number });
      return "done" as const;
    }),
    holderName,
  };
}

function toRow({ due_day, due_at, helped, ...row }: Row, now: number): QueueRow {
  const overdue = row.state === "open" && due_at < now;
  return { ...row, dueDay: due_day, overdue, helped: helped === null ? null : helped === 1 };
}
