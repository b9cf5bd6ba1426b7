import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import type { MovedDay } from "../corpus/moved-days.ts";

/**
 * Working days of Kazakhstan for a five-day week. The library knows the holidays (Kurban Ait by the
 * lunar calendar, Constitution Day on 15 March since the new Constitution). Two things it does not
 * know are added here: which day a holiday on a weekend moves to when holidays follow each other
 * (it gives 23 and 24 March 2026 for Nauryz, one of them a holiday already; the law on holidays,
 * article 5, makes it 24 and 25), and days of rest that the Government moves by resolution.
 */
export interface WorkingDays {
  isWorking(day: string): boolean;
  /** The day, `YYYY-MM-DD` in Kazakhstan, that is so many working days after the day of `since`. */
  after(since: number, days: number): string;
}

/** Kazakhstan has had one time zone since 1 March 2024: UTC+5, no summer time. */
const OFFSET_MS = 5 * 3_600_000;
const DAY_MS = 86_400_000;
/** The library's words for a holiday that moves when it falls on a weekend; Christmas and Kurban Ait don't. */
const MOVES = /\band if\b/u;

/** The day in Kazakhstan at a time in milliseconds since 1970. */
export function dayOf(time: number): string {
  return new Date(time + OFFSET_MS).toISOString().slice(0, 10);
}

/** The last millisecond of a day in Kazakhstan. */
export function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + DAY_MS - 1;
}

export function createWorkingDays(moved: readonly MovedDay[]): WorkingDays {
  const load = createHolidays();
  const years = new Map<number, Set<string>>();
  const working = new Set(moved.map(({ from }) => from));
  const resting = new Set(moved.map(({ to }) => to));
  const restOf = (year: number) => {
    const known = years.get(year);
    if (known) return known;
    const made = listRest(load(), year);
    years.set(year, made);
    return made;
  };
  const isWorking = (day: string) => {
    if (working.has(day)) return true;
    return !resting.has(day) && !isWeekend(day) && !restOf(Number(day.slice(0, 4))).has(day);
  };
  return {
    isWorking,
    after: (since, days) => {
      let day = dayOf(since);
      for (let left = days; left > 0; ) {
        day = nextDay(day);
        if (isWorking(day)) left -= 1;
      }
      return day;
    },
  };
}

/** Loaded with the first day that is asked for: the library takes 30 MB, and many an installation never needs it. */
function createHolidays(): () => Holidays {
  let holidays: Holidays | null = null;
  return () => {
    if (holidays) return holidays;
    const Library = createRequire(import.meta.url)("date-holidays") as typeof Holidays;
    holidays = new Library("KZ");
    return holidays;
  };
}

/** Holidays of a year and the days that those on a weekend move to, in order of the calendar. */
function listRest(holidays: Holidays, year: number): Set<string> {
  const found = holidays.getHolidays(year).filter(({ type, substitute }) => type === "public" && !substitute);
  const rest = new Set(found.map(({ date }) => date.slice(0, 10)));
  const moving = found.filter(({ date, rule }) => MOVES.test(rule) && isWeekend(date.slice(0, 10)));
  for (const { date } of moving) {
    let day = date.slice(0, 10);
    while (isWeekend(day) || rest.has(day)) day = nextDay(day);
    rest.add(day);
  }
  return rest;
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
