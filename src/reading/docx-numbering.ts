import { formatCount } from "./count.ts";
import type { WordStyles } from "./docx-styles.ts";
import { elementsOf } from "./elements.ts";
import { parseXml } from "./xml.ts";

/**
 * Word stores no numbers: it counts when it shows. This counts as Word does, because a paragraph is
 * cited by the number that people see. Pure.
 */
export interface WordCounter {
  /** What stands before the next paragraph of this list, such as `12.`, `3.1`, `Article 4.`; null for a bullet or none. */
  next(list: string, level: number): string | null;
}

interface Level {
  start: number;
  format: string;
  /** `%1.%2` */
  text: string;
}

interface Numbering {
  levels: Level[];
  /** Lists that share it count on together. */
  counts: (number | null)[];
}

const LEVELS = 9;
/** From Word's names to those of count.ts. */
const KINDS: Record<string, string> = {
  lowerLetter: "a",
  upperLetter: "A",
  lowerRoman: "i",
  upperRoman: "I",
  russianLower: "а",
  russianUpper: "А",
};

export function makeCounter(xml: string | null): WordCounter {
  const { numberings, lists, overrides } = xml === null ? nothing() : readNumbering(xml);
  const started = new Set<string>();
  return {
    next(list, level) {
      const numbering = numberings.get(lists.get(list) ?? "");
      const own = numbering?.levels[level];
      if (!numbering || !own) return null;
      const override = overrides.get(`${list}/${level}`);
      if (override !== undefined && !started.has(`${list}/${level}`)) {
        started.add(`${list}/${level}`);
        numbering.counts[level] = override - 1;
      }
      const count = numbering.counts[level];
      numbering.counts[level] = count === null || count === undefined ? own.start : count + 1;
      numbering.counts.fill(null, level + 1);
      if (own.format === "bullet" || own.format === "none") return null;
      return label(numbering, own);
    },
  };
}

function label(numbering: Numbering, own: Level): string | null {
  const text = own.text.replace(/%(\d)/gu, (_, digit: string) => {
    const level = numbering.levels[Number(digit) - 1];
    const count = numbering.counts[Number(digit) - 1] ?? level?.start ?? 1;
    return formatCount(count, KINDS[level?.format ?? ""] ?? "1");
  });
  return text.trim() === "" ? null : text.trim();
}

interface Read {
  numberings: Map<string, Numbering>;
  /** From a list's id to its numbering's. */
  lists: Map<string, string>;
  /** `list/level` → the number that it starts with anew. */
  overrides: Map<string, number>;
}

function nothing(): Read {
  return { numberings: new Map(), lists: new Map(), overrides: new Map() };
}

function readNumbering(xml: string): Read {
  const read = nothing();
  let numbering: Numbering | null = null;
  let level: Level | null = null;
  let list = "";
  let overridden = "";
  for (const { name, attribs } of elementsOf(parseXml(xml))) {
    const value = attribs["w:val"] ?? "";
    if (name === "w:abstractNum") {
      numbering = { levels: [], counts: Array.from({ length: LEVELS }, () => null) };
      read.numberings.set(attribs["w:abstractNumId"] ?? "", numbering);
    } else if (name === "w:num") {
      numbering = null;
      list = attribs["w:numId"] ?? "";
    } else if (name === "w:abstractNumId") read.lists.set(list, value);
    else if (name === "w:lvlOverride") overridden = attribs["w:ilvl"] ?? "";
    else if (name === "w:startOverride") read.overrides.set(`${list}/${overridden}`, Number(value));
    else if (name === "w:lvl" && numbering) {
      level = { start: 1, format: "decimal", text: "" };
      const at = Number(attribs["w:ilvl"]);
      if (at >= 0 && at < LEVELS) numbering.levels[at] = level;
    } else if (name === "w:start" && level) level.start = Number(value);
    else if (name === "w:numFmt" && level) level.format = value;
    else if (name === "w:lvlText" && level) level.text = value;
  }
  return read;
}

/** The list that a paragraph counts in: its own, else its style's. */
export function listOf(
  own: { list: string | null; level: number | null; style: string | null },
  styles: WordStyles,
): { list: string; level: number } | null {
  const styled = own.style === null ? undefined : styles.lists.get(own.style);
  const list = own.list ?? styled?.list ?? null;
  // Zero takes the paragraph out of its style's list.
  return list === null || list === "0" ? null : { list, level: own.level ?? styled?.level ?? 0 };
}
