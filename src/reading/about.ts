import type { Language } from "../corpus/passage.ts";
import type { Block } from "./block.ts";
import { legalRank } from "./legal-heading.ts";

/** What a document says of itself in its first lines: title, language, day, symbol. Pure. */

/** Blocks among which the day and symbol are looked for. */
const FIRST_BLOCKS = 25;
/** A longer one tells of other days and papers. */
const LONGEST_LINE = 200;

/** Titles that programs write when nobody gave one, and headings that any document has. */
const NO_TITLE =
  /^(?:microsoft word\b.*|untitled.*|document\s*\d*|документ\s*\d*|без имени.*|introduction|summary|contents|введение|содержание|оглавление|кіріспе|мазмұны|[^\p{L}]*|.*\.(?:docx?|odt|pdf|html?|txt|md|rtf))$/iu;
const LONGEST_TITLE = 300;

export function findTitle(blocks: readonly Block[], said: string | null): string | null {
  const own = blocks.find(({ kind }) => kind === "title");
  const [first] = blocks;
  const outermost = first?.kind === "heading" && first.level === 1 && isOwnTitle(first.text) ? first : undefined;
  const heading = blocks.slice(0, FEW).find(({ kind, text }) => kind === "heading" && isOwnTitle(text));
  const sane = said !== null && !NO_TITLE.test(said.trim()) && said.length <= LONGEST_TITLE ? said.trim() : null;
  return own?.text ?? outermost?.text ?? sane ?? heading?.text ?? null;
}

/** "Chapter 1" and "Introduction" are parts of any document. */
function isOwnTitle(text: string): boolean {
  return !NO_TITLE.test(text) && legalRank(text) === null;
}

/** A heading that opens the document and has no equal is its title, not a place within it. */
export function markTitle(blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex(({ kind }) => kind !== "paragraph");
  const block = blocks[first];
  const outermost = block?.kind === "heading" && block.level === 1 && first <= FEW;
  if (!block || !outermost) return [...blocks];
  const equals = blocks.filter(({ kind, level }) => kind === "heading" && level === 1).length;
  const deeper = blocks.some(({ kind, level }) => kind === "heading" && level > 1);
  if (equals > 1 || !deeper) return [...blocks];
  return blocks.map((each) => (each === block ? { ...each, kind: "title" } : each));
}

/** Blocks that may stand before a title: who published it, its number. */
const FEW = 6;

const SYMBOL = /(?<![\p{L}\p{N}/.:])[A-Z]{1,8}(?:\/[A-Z0-9][A-Za-z0-9.-]*){2,8}(?![\p{L}\p{N}/])/u;
/** Numbers of laws of Kazakhstan, such as "№ 223-IV" or "№ 155-VI ЗРК". */
const LAW_NUMBER = /№\s?\d{1,5}(?:-\d+)?(?:\s?-\s?[IVXLCІХ]+)?(?:\s(?:ЗРК|ҚРЗ|НҚ))?(?![\p{L}\p{N}])/u;

export function findSymbol(lines: readonly string[]): string | null {
  const found = lines.flatMap((line) => SYMBOL.exec(line)?.[0] ?? [])[0];
  return found ?? lines.flatMap((line) => LAW_NUMBER.exec(line)?.[0] ?? [])[0] ?? null;
}

const MONTHS: readonly RegExp[] = [
  /^(?:january|январ|қаңтар)/iu,
  /^(?:february|феврал|ақпан)/iu,
  /^(?:march|март|наурыз)/iu,
  /^(?:april|апрел|сәуір)/iu,
  /^(?:may|ма[йя]|мамыр)/iu,
  /^(?:june|июн|маусым)/iu,
  /^(?:july|июл|шілде)/iu,
  /^(?:august|август|тамыз)/iu,
  /^(?:september|сентябр|қыркүйек)/iu,
  /^(?:october|октябр|қазан)/iu,
  /^(?:november|ноябр|қараша)/iu,
  /^(?:december|декабр|желтоқсан)/iu,
];
const DATES: readonly RegExp[] = [
  /(?<![\d])(?<day>\d{1,2})\s+(?<month>\p{L}{3,10})\s+(?<year>(?:19|20)\d\d)(?!\d)/u,
  /(?<month>\p{L}{3,10})\s+(?<day>\d{1,2}),\s+(?<year>(?:19|20)\d\d)(?!\d)/u,
  /(?<![\d])(?<year>(?:19|20)\d\d)\s+жыл\p{L}*\s+(?<day>\d{1,2})\s+(?<month>\p{L}{3,12})/u,
  /(?<![\d.])(?<day>\d{1,2})\.(?<number>\d{1,2})\.(?<year>(?:19|20)\d\d)(?![\d])/u,
  /(?<![\d-])(?<year>(?:19|20)\d\d)-(?<number>\d\d)-(?<day>\d\d)(?![\d-])/u,
];

/** The first day named, `YYYY-MM-DD`. */
export function findDate(lines: readonly string[]): string | null {
  for (const line of lines) {
    for (const pattern of DATES) {
      const date = readDate(pattern.exec(line)?.groups ?? {});
      if (date !== null) return date;
    }
  }
  return null;
}

function readDate({ day, month, number, year }: Record<string, string | undefined>): string | null {
  const position = month === undefined ? Number(number) : MONTHS.findIndex((name) => name.test(month)) + 1;
  const valid = position >= 1 && position <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return valid ? `${year}-${String(position).padStart(2, "0")}-${String(day).padStart(2, "0")}` : null;
}

/** Where the day and the symbol may stand: the first lines. */
export function firstLines(blocks: readonly Block[], aside: readonly string[]): string[] {
  const first = blocks.slice(0, FIRST_BLOCKS).map(({ text }) => text);
  return [...first, ...aside.slice(0, FIRST_BLOCKS)].filter((line) => line.length <= LONGEST_LINE);
}

const KAZAKH = /[әғқңөұүһі]/giu;
const SMALL: Record<"en" | "ru", ReadonlySet<string>> = {
  en: new Set("the of and to in for is are by with that on as be or".split(" ")),
  ru: new Set("и в на с по не что для от к о за из при или его их до как".split(" ")),
};
/** Of the Cyrillic letters of Kazakh about one in six is one that Russian lacks. */
const KAZAKH_LEAST = 0.05;
/** Small words make up at least this share of a text in the language. */
const SMALL_LEAST = 0.06;
/** Characters looked at. */
const SAMPLE = 200_000;

export function guessLanguage(text: string): Language | null {
  const sample = text.slice(0, SAMPLE).toLowerCase();
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const words = sample.match(/\p{L}+/gu) ?? [];
  const share = (language: "en" | "ru") =>
    words.filter((word) => SMALL[language].has(word)).length / (words.length || 1);
  if (cyrillic < latin) return share("en") >= SMALL_LEAST ? "en" : null;
  if (cyrillic === 0) return null;
  if (count(KAZAKH) / cyrillic >= KAZAKH_LEAST) return "kk";
  return share("ru") >= SMALL_LEAST ? "ru" : null;
}
