import type { Language } from "../corpus/passage.ts";

/** All of Kazakhstan has kept this time since 2024. */
const ZONE = "Asia/Almaty";
const LOCALES = { en: "en-GB", ru: "ru", kk: "kk" } as const;

/** "24 November 2026", as it is written in that language, by Kazakhstan's calendar day. */
export function formatDay(time: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: ZONE }).format(time);
}

/** A day `2026-11-24` as it is written in that language. */
export function formatCalendarDay(day: string, language: Language): string {
  return formatDay(Date.parse(`${day}T07:00:00Z`), language);
}

/** The day and the minute, with the zone: a receipt's reader may live elsewhere. */
export function formatMoment(time: number, language: Language): string {
  const clock = new Intl.DateTimeFormat(LOCALES[language], { timeStyle: "short", timeZone: ZONE }).format(time);
  return `${formatDay(time, language)}, ${clock} (${zoneAt(time)})`;
}

/** `2026-11-24`, by Kazakhstan's calendar day. */
export function formatIsoDay(time: number): string {
  return new Intl.DateTimeFormat("sv", { dateStyle: "short", timeZone: ZONE }).format(time);
}

/** Asked of the system's zone data: an old Node still says UTC+6. */
function zoneAt(time: number): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: ZONE, timeZoneName: "shortOffset" }).formatToParts(time);
  return parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "UTC";
}
