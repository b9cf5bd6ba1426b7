import type Database from "better-sqlite3";
import type { Language } from "../corpus/passage.ts";

/** What happened, counted from the log and the cases: no text but where a function says so. */

export const STEPS = ["day", "week"] as const;
export type Step = (typeof STEPS)[number];

/** Questions of one day or week in Kazakhstan. */
export interface QuestionCounts {
  /** `YYYY-MM-DD`: the day, or the Monday of the week. */
  period: string;
  asked: number;
  answered: number;
  abstained: number;
  urgent: number;
  /** Milliseconds in which half of the answers came, and 95 in 100. */
  median: number;
  slow: number;
}

/** Cases by the day or week in which they were passed on. */
export interface CaseCounts {
  period: string;
  opened: number;
  /** Answered by the day promised, and after it. */
  inTime: number;
  late: number;
  /** Not answered, and the day is over. */
  overdue: number;
  waiting: number;
  /** Hours from passing on to the answer, on average; null where none was answered. */
  hours: number | null;
}

export interface Share {
  name: string;
  count: number;
}

/** An answer that somebody said did not help. */
export interface LowRated {
  at: number;
  language: Language;
  /** Its numbers of persons masked; null once its time is over. */
  text: string | null;
  /** What the asker chose as the reason, or null. */
  reason: string | null;
  /** The case's number where it was the centre's answer, else null. */
  number: string | null;
}

/** A question that Kenes did not answer. */
export interface Refused {
  at: number;
  language: Language;
  text: string;
  reason: string;
}

export interface Figures {
  /** The latest first; periods without anything are left out. */
  questions(step: Step): QuestionCounts[];
  cases(step: Step): CaseCounts[];
  /** Of the last 90 days, the most first. */
  shares(of: "language" | "channel" | "kind" | "reason"): Share[];
  lowRated(): LowRated[];
  refused(): Refused[];
}

const DAY_MS = 86_400_000;
/** Days looked at: texts live no longer. */
export const FIGURE_DAYS = 90;
/** Rows of a list that somebody reads. */
const LISTED = 50;
/** Rows of a chart: a month of days, a quarter of weeks. */
const PERIODS: Record<Step, number> = { day: 31, week: 13 };

/** A day or week in Kazakhstan (UTC+5), of a column in milliseconds since 1970. */
function periodOf(column: string, step: Step): string {
  const day = `date(${column} / 1000 + 18000, 'unixepoch'`;
  return step === "day" ? `${day})` : `${day}, '-6 days', 'weekday 1')`;
}

export function createFigures(database: Database.Database, now: () => number): Figures {
  const forSteps = <T>(make: (step: Step) => T): Record<Step, T> => ({ day: make("day"), week: make("week") });
  const questions = forSteps((step) => prepareQuestions(database, step));
  const cases = forSteps((step) => prepareCases(database, step));
  const share = (column: string) =>
    database.prepare<[number], Share>(
      `SELECT ${column} AS name, count(*) AS count FROM questions
       WHERE asked_at > ? AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`,
    );
  const shares = {
    language: share("language"),
    channel: share("channel"),
    kind: share("kind"),
    reason: share("reason"),
  };
  const { lowRated, refused } = prepareLists(database);
  const since = () => now() - FIGURE_DAYS * DAY_MS;
  return {
    questions: (step) => questions[step].all(since()),
    cases: (step) => cases[step].all({ now: now(), since: since() }),
    shares: (of) => shares[of].all(since()),
    lowRated: () => lowRated.all(since(), since()),
    refused: () => refused.all(since()),
  };
}

function prepareQuestions(database: Database.Database, step: Step) {
  return database.prepare<[number], QuestionCounts>(
    `WITH ranked AS (
       SELECT ${periodOf("asked_at", step)} AS period, kind, milliseconds AS ms,
         row_number() OVER (PARTITION BY ${periodOf("asked_at", step)} ORDER BY milliseconds) AS place,
         count(*) OVER (PARTITION BY ${periodOf("asked_at", step)}) AS total
       FROM questions WHERE asked_at > ?)
     SELECT period, count(*) AS asked, sum(kind = 'answered') AS answered, sum(kind = 'abstained') AS abstained,
       sum(kind = 'urgent') AS urgent, round(max(iif(place <= (total + 1) / 2, ms, 0))) AS median,
       round(max(iif(place <= (total * 95 + 99) / 100, ms, 0))) AS slow
     FROM ranked GROUP BY period ORDER BY period DESC LIMIT ${PERIODS[step]}`,
  );
}

function prepareCases(database: Database.Database, step: Step) {
  return database.prepare<{ now: number; since: number }, CaseCounts>(
    `SELECT ${periodOf("opened_at", step)} AS period, count(*) AS opened,
       sum(state = 'answered' AND closed_at <= due_at) AS inTime, sum(state = 'answered' AND closed_at > due_at) AS late,
       sum(state = 'open' AND due_at < @now) AS overdue, sum(state = 'open' AND due_at >= @now) AS waiting,
       round(avg(iif(state = 'answered', (closed_at - opened_at) / 3600000.0, NULL)), 1) AS hours
     FROM cases WHERE opened_at > @since GROUP BY 1 ORDER BY 1 DESC LIMIT ${PERIODS[step]}`,
  );
}

function prepareLists(database: Database.Database) {
  return {
    lowRated: database.prepare<[number, number], LowRated>(
      `SELECT f.given_at AS at, q.language, q.text, f.reason, NULL AS number
         FROM feedback f JOIN questions q ON q.id = f.answer WHERE f.helped = 0 AND f.given_at > ?
       UNION ALL SELECT closed_at, language, question, NULL, number FROM cases WHERE helped = 0 AND closed_at > ?
       ORDER BY 1 DESC LIMIT ${LISTED}`,
    ),
    refused: database.prepare<[number], Refused>(
      `SELECT asked_at AS at, language, text, reason FROM questions
       WHERE kind = 'abstained' AND reason IN ('not-in-document', 'related-only') AND text IS NOT NULL AND asked_at > ?
       ORDER BY asked_at DESC LIMIT ${LISTED}`,
    ),
  };
}

/** What the public sees of a count: rounded to fives, so that no difference tells of one person; null under five. */
export function coarse(count: number): number | null {
  return count < SMALLEST_GROUP ? null : Math.round(count / SMALLEST_GROUP) * SMALLEST_GROUP;
}

/** Fewer than that are never shown to the public. */
export const SMALLEST_GROUP = 5;
