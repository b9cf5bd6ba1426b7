import type { Corpus } from "./corpus.ts";
import { canonicalNumber, NUMBER } from "./numbers.ts";
import type { Passage } from "./passage.ts";
import { splitSentences } from "./text.ts";

/**
 * Every figure of a document in English with its measure, unit and year, found by rules in the text
 * itself; nothing is stored. Numbers that count nothing (articles, orders, dates, telephones) are
 * no figures. Pure; the whole report takes some 20 ms.
 */

export interface Figure {
  /** The passage's id. */
  passage: string;
  /** As the document writes it, with its scale: "22.4 billion". */
  written: string;
  /** In units of one: 22.4 billion is 22,400,000,000. */
  value: number;
  /** "per cent", "tenge", or the noun that is counted: "cases", "women deputies". */
  unit: string;
  /** The year or years that it is of: "2022", "2022/23", "2017–2022"; null where the passage names none. */
  year: string | null;
  /** What it measures: the document's words around it. */
  measure: string;
  /** The whole sentence, and where the figure stands in it. */
  sentence: string;
  start: number;
  end: number;
}

const FIGURE = new RegExp(NUMBER.source, "gu");
const YEAR = /\b(?:19|20)\d\d(?:[–-](?:19|20)\d\d|\/\d\d)?\b/gu;
const SCALES: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const SCALE = /^\s(thousand|million|billion|trillion)\b/u;
const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const DAY = new RegExp(`^\\s${MONTH}\\b`, "u");
/** What stands before a number that only names something. */
const NAMING =
  /(?:\b(?:[Aa]rticles?|[Aa]rts?\.|[Pp]aragraphs?|[Pp]aras?\.|[Ss]ections?|[Pp]art|[Gg]oal|programme|[Rr]esolutions?|[Cc]lass|[Cc]ategor\w+|COVID|Nos?\.?|under|hotline|centre;|protocol) ?|[/\w]-|[\w.]\/|\(\d+\) |\+|“)$/u;
const NAMED_AFTER = /^(?:th\b|st\b|nd\b|rd\b|[-–]?[A-Z]|\s?\([12]\d{3}\)|\s\(\d+\))/u;
/** Words that end what is counted. */
const STOP =
  /^(?:in|of|from|to|for|and|or|were|was|are|is|have|has|had|with|by|on|at|under|who|which|that|compared|including|as|per|the|a|an|out|been|will|would|since|during|between|but|than)$/u;
const MEASURE_BEFORE = 60;
const MEASURE_AFTER = 40;

/** The figures of one passage, in the order of reading. */
export function findFigures(passage: Pick<Passage, "id" | "text" | "introduction">): Figure[] {
  const inherited = passage.introduction?.match(YEAR)?.at(0) ?? null;
  let spoken: string | null = inherited;
  return splitSentences(passage.text).flatMap((sentence) => {
    const years = [...sentence.matchAll(YEAR)].map((match) => ({ at: match.index, year: match[0] }));
    const figures = [...sentence.matchAll(FIGURE)].flatMap((match) => {
      const start = match.index;
      if (years.some(({ at, year }) => start >= at && start < at + year.length)) return [];
      const before = sentence.slice(0, start);
      const after = sentence.slice(start + match[0].length);
      if (NAMING.test(before) || NAMED_AFTER.test(after) || DAY.test(after)) return [];
      const scale = SCALE.exec(after)?.[1];
      const written = scale ? `${match[0]} ${scale}` : match[0];
      const end = start + written.length;
      return [
        {
          passage: passage.id,
          written,
          value: Number(canonicalNumber(match[0])) * (SCALES[scale ?? ""] ?? 1),
          unit: unitAfter(sentence.slice(end), before),
          year: yearOf(years, { sentence, start, end }) ?? spoken,
          measure: measureAround(sentence, start, end),
          sentence,
          start,
          end,
        },
      ];
    });
    spoken = years.at(-1)?.year ?? spoken;
    return figures.filter(({ value }) => Number.isFinite(value));
  });
}

/** Every figure of every document whose own language is English. */
export function indexFigures(corpus: Pick<Corpus, "documents">): Figure[] {
  return corpus.documents
    .filter(({ language }) => language === "en")
    .flatMap(({ passages }) => passages.filter(({ heading }) => !heading).flatMap(findFigures));
}

function unitAfter(after: string, before: string): string {
  if (/^\s(?:per cent|%)/u.test(after)) return "per cent";
  if (/^\spercentage points/u.test(after)) return "percentage points";
  if (/\$$/u.test(before)) return "dollars";
  const words = after.trimStart().split(/\s+/u).slice(0, 3);
  if (!/^\s/u.test(after)) return "";
  const counted: string[] = [];
  for (const word of words) {
    const bare = word.replace(/[^\p{L}\p{M}’-]/gu, "");
    if (bare === "" || STOP.test(bare)) break;
    counted.push(bare);
    if (bare !== word) break;
  }
  return counted.join(" ");
}

/** "… in 2022" behind it in the same clause, or else the last year named before it, or else the first behind. */
function yearOf(
  years: readonly { at: number; year: string }[],
  { sentence, start, end }: { sentence: string; start: number; end: number },
): string | null {
  const behind = years.find(({ at }) => at > start && at - end < MEASURE_AFTER);
  if (behind && !/[,;:()]/u.test(sentence.slice(end, behind.at))) return behind.year;
  const before = years.filter(({ at }) => at < start).at(-1);
  return (before ?? behind ?? years[0])?.year ?? null;
}

function measureAround(sentence: string, start: number, end: number): string {
  const before = sentence.slice(Math.max(0, start - MEASURE_BEFORE), start).replace(/^\S*\s/u, "");
  const after = sentence.slice(end, end + MEASURE_AFTER).replace(/\s\S*$/u, "");
  return `${start > MEASURE_BEFORE ? before : sentence.slice(0, start)}…${after}`.trim();
}
