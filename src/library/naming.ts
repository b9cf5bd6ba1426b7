import { basename, extname } from "node:path";
import { DOCUMENT_ID } from "../corpus/catalogue.ts";
import type { Description } from "../corpus/document.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { ReadDocument } from "../reading/reading.ts";
import { type Refused, refuse } from "./trouble.ts";

/** How a document that is added is called: by who adds it, else by its file. Pure. */

/** What whoever adds it says of it; what is left out is found out. */
export interface Given {
  id?: string;
  title?: string;
  language?: string;
  date?: string;
  symbol?: string;
  publisher?: string;
}

/** What nobody said and the file didn't either. */
export type Guess = "title" | "language" | "date" | "symbol";

export interface Named {
  /** What the id is made of when nobody gave one. */
  id: string;
  description: Description;
  guessed: Guess[];
}

const LONGEST = { title: 300, symbol: 80, publisher: 200, name: 120 };

/** What is shown where nothing better is known; `now`: today, as `2026-05-31`. */
export function nameDocument(
  read: ReadDocument,
  given: Given,
  { file, today }: { file: string; today: string },
): Named | { refused: Refused } {
  const wrong = findWrong(given);
  if (wrong) return wrong;
  const own = cleanName(basename(file, extname(file)));
  const title = (given.title ?? read.title ?? own).trim().slice(0, LONGEST.title) || "—";
  const symbol = (given.symbol ?? read.symbol ?? shorten(title)).trim().slice(0, LONGEST.symbol);
  const language = (given.language as Language | undefined) ?? read.language ?? "ru";
  const guessed: Guess[] = [];
  if (given.title === undefined && read.title === null) guessed.push("title");
  if (given.language === undefined && read.language === null) guessed.push("language");
  if (given.date === undefined && read.date === null) guessed.push("date");
  if (given.symbol === undefined && read.symbol === null) guessed.push("symbol");
  const description: Description = {
    ...{ symbol, language, date: given.date ?? read.date ?? today },
    titles: { en: title, ru: title, kk: title },
    publisher: (given.publisher ?? "").trim().slice(0, LONGEST.publisher),
    file: `original${extname(file)
      .toLowerCase()
      .replace(/[^.a-z0-9]/gu, "")
      .slice(0, 12)}`,
  };
  const source = given.symbol ?? read.symbol ?? given.title ?? read.title ?? own;
  return { id: given.id ?? (toId(source) || "document"), description, guessed };
}

/** Whether what somebody says of a document is other than what is known of it. */
export function saysOtherwise(given: Given, { titles, language, date, symbol, publisher }: Description): boolean {
  const known = { title: titles.en, language, date, symbol, publisher };
  return (["title", "language", "date", "symbol", "publisher"] as const).some(
    (name) => given[name] !== undefined && given[name].trim() !== known[name],
  );
}

function findWrong({ id, title, language, date, symbol }: Given): { refused: Refused } | null {
  if (id !== undefined && !DOCUMENT_ID.test(id)) return refuse("id-wrong", { id: id.slice(0, 80) });
  if (title !== undefined && (title.trim() === "" || title.length > LONGEST.title)) return refuse("title-wrong");
  if (symbol !== undefined && (symbol.trim() === "" || symbol.length > LONGEST.symbol)) return refuse("symbol-wrong");
  if (date !== undefined && !isDate(date)) return refuse("date-wrong", { date: date.slice(0, 40) });
  if (language !== undefined && !LANGUAGES.some((known) => known === language)) {
    return refuse("language-wrong", { language: language.slice(0, 40) });
  }
  return null;
}

/** A year, a month or a day that there is. */
function isDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/u.test(text)) return false;
  const whole = `${text}${"-01-01".slice(text.length - 4)}`;
  const time = Date.parse(`${whole}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole);
}

/** A file's name as a title: what parts its words there becomes a space. */
function cleanName(name: string): string {
  return name
    .replace(/\p{Cc}/gu, "")
    .replace(/[_\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST.name);
}

function shorten(title: string): string {
  return title.length <= LONGEST.symbol ? title : `${title.slice(0, LONGEST.symbol - 1).replace(/\s+\S*$/u, "")}…`;
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "а a,б b,в v,г g,д d,е e,ё e,ж zh,з z,и i,й i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х h,ц ts,ч ch,ш sh," +
    "щ sh,ъ ,ы y,ь ,э e,ю yu,я ya,ә a,ғ g,қ q,ң n,ө o,ұ u,ү u,һ h,і i,№ n"
  )
    .split(",")
    .map((pair) => pair.split(" ") as [string, string]),
);

/** Small Latin letters, digits and single dashes: `CEDAW/C/KAZ/6` → `cedaw-c-kaz-6`, `№ 223-IV` → `n-223-iv`. */
export function toId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u0400-\u04ff№]/gu, (letter) => LATIN[letter] ?? "")
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/gu, "-")
    .slice(0, 58)
    .replace(/^-+|-+$/gu, "");
}
