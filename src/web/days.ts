import type { Language } from "../corpus/passage.ts";

/** Kazakhstan's one time zone, UTC+5, in the database's inverted sign: right whatever edition of it is installed. */
const ZONE = "Etc/GMT-5";

/** A day `YYYY-MM-DD` for a reader: with its weekday. */
export function sayDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    ...{ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" },
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A time in milliseconds since 1970 for a reader, in Kazakhstan. */
export function sayTime(time: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    ...{ day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: ZONE },
  }).format(new Date(time));
}

/** Day, month and year of a time. */
export function sayDate(time: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    ...{ day: "numeric", month: "long", year: "numeric", timeZone: ZONE },
  }).format(new Date(time));
}

function localeOf(language: Language): string {
  return language === "en" ? "en-GB" : `${language}-KZ`;
}
