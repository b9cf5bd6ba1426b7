import type Database from "better-sqlite3";
import { dayOf, type WorkingDays } from "./working-days.ts";

/** Tells staff in time: the working day before, on the day, and once it is over; each case once a stage. */

export const STAGES = ["due-next", "due-today", "overdue"] as const;
export type Stage = (typeof STAGES)[number];

export interface Reminder {
  stage: Stage;
  /** How many cases came to this stage since the last look. */
  count: number;
}

export function createReminders(database: Database.Database, workingDays: WorkingDays, now: () => number) {
  const remind = database.prepare(
    "UPDATE cases SET reminded = @stage WHERE state = 'open' AND reminded < @stage AND due_day <= @day",
  );
  const overdue = database.prepare(
    "UPDATE cases SET reminded = @stage WHERE state = 'open' AND reminded < @stage AND due_at < @now",
  );
  const waiting = database.prepare("SELECT 1 FROM cases WHERE state = 'open' AND reminded < 3 LIMIT 1");
  /** The latest stage first, so that a case is told of once a look. */
  return database.transaction((): Reminder[] => {
    if (!waiting.get()) return [];
    const today = dayOf(now());
    const counts = {
      overdue: overdue.run({ stage: 3, now: now() }).changes,
      "due-today": remind.run({ stage: 2, day: today }).changes,
      "due-next": remind.run({ stage: 1, day: workingDays.after(now(), 1) }).changes,
    };
    return STAGES.map((stage) => ({ stage, count: counts[stage] })).filter(({ count }) => count > 0);
  });
}
