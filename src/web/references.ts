import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import { numberOf } from "../corpus/place.ts";
import { formatDay, formatIsoDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";

/** How others cite a passage: ready to print in three languages, and for reference managers. Pure. */
export interface References {
  permalink: string;
  /** The day of access, as the language writes it. */
  accessed: Record<Language, string>;
  sentences: Record<Language, string>;
  /** CSL-JSON 1.0: a list of one item. */
  csl: string;
  bibtex: string;
}

export interface ReferenceParts {
  /** Where permanent links begin, such as `https://kenes.example.kz`. */
  base: string;
  /** Milliseconds since 1970: the moment of access. */
  now: number;
  messages: Messages;
  /** The earlier edition whose words are cited; those of now when absent. */
  edition?: string;
}

export function listReferences(
  found: { passage: Passage; document: Document },
  { base, now, messages, edition }: ReferenceParts,
): References {
  const { passage, document } = found;
  const permalink = `${base}/p/${passage.id}${edition === undefined ? "" : `?edition=${shortenEdition(edition)}`}`;
  const number = numberOf(passage);
  const inLanguages = <T>(make: (language: Language) => T) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
  const accessed = inLanguages((language) => formatDay(now, language));
  return {
    permalink,
    accessed,
    sentences: inLanguages((language) =>
      messages[language]("cite-sentence", {
        symbol: document.symbol,
        title: document.titles[language],
        date: document.date,
        place: (passage.places[language] ?? passage.place).join(" › "),
        number,
        url: permalink,
        accessed: accessed[language],
      }),
    ),
    csl: writeCsl(found, permalink, now),
    bibtex: writeBibtex(found, permalink, now),
  };
}

/** Sixteen digits of its hash: enough to be told from every other. */
export function shortenEdition(edition: string): string {
  return edition.replace("sha256:", "").slice(0, 16);
}

function noteOf({ passage }: { passage: Passage }): string {
  const whose = passage.number === undefined ? " (as numbered by Kenes)" : "";
  return `${passage.place.join(" › ")}, passage ${numberOf(passage)}${whose}`;
}

function writeCsl(found: { passage: Passage; document: Document }, permalink: string, now: number): string {
  const { passage, document } = found;
  const dateParts = (day: string) => ({ "date-parts": [day.split("-").map(Number)] });
  const item = {
    id: passage.id,
    type: "report",
    title: document.titles[document.language],
    ...(document.publisher === "" ? {} : { author: [{ literal: document.publisher }], publisher: document.publisher }),
    number: document.symbol,
    issued: dateParts(document.date),
    accessed: dateParts(formatIsoDay(now)),
    language: document.language,
    URL: permalink,
    note: noteOf(found),
    version: document.edition,
  };
  return JSON.stringify([item]);
}

function writeBibtex(found: { passage: Passage; document: Document }, permalink: string, now: number): string {
  const { passage, document } = found;
  const fields = {
    title: `{${escapeTex(document.titles[document.language])}}`,
    ...(document.publisher === ""
      ? {}
      : { author: `{${escapeTex(document.publisher)}}`, institution: escapeTex(document.publisher) }),
    number: escapeTex(document.symbol),
    year: document.date.slice(0, 4),
    url: permalink,
    urldate: formatIsoDay(now),
    note: escapeTex(noteOf(found)),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@techreport{${passage.id.replace(/[^\w-]/gu, "-")},\n${lines.join(",\n")}\n}`;
}

/** What TeX would read as a command is written so that it prints. */
function escapeTex(text: string): string {
  const named: Record<string, string> = {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
  };
  return text.replace(/[\\~^{}$&#%_]/gu, (sign) => named[sign] ?? `\\${sign}`);
}
