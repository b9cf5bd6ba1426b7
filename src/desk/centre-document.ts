import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import { hashText } from "../corpus/text.ts";

/**
 * The centre's answers as documents of a kind of their own, so that they are found as passages are.
 * Their words are the centre's and never the report's: whoever shows one says so. Pure.
 */

/** An answer of the centre's that everybody who asks the same is shown. */
export interface Published {
  texts: Record<Language, string>;
  /** The language that it was written in first: its text is never empty. */
  lead: Language;
  /** Questions that it answers, as people ask them: found by, never shown. */
  wordings: Record<Language, string[]>;
  /** Ids of the document's passages that stand under it. */
  passages: string[];
  /** Days `YYYY-MM-DD` in Kazakhstan, both included; no end when null. */
  from: string;
  until: string | null;
  /** The day on which it got the words that it has. */
  date: string;
  /** The reply that it was made of. */
  reply: number;
}

export interface CentreEntry {
  /** Its passage's id: `centre-ru/0012`, of the language that it was written in first. */
  id: string;
  published: Published;
}

/** Where it stands, and its publisher: part of what is indexed, so it is kept beside it and not with the messages. */
const TITLES: Record<Language, string> = {
  en: "Answers of the legal information centre",
  ru: "Ответы центра правовой информации",
  kk: "Құқықтық ақпарат орталығының жауаптары",
};
/** What stands where a document has its symbol. */
export const CENTRE = "centre" as const;

export function nameCentre(lead: Language, number: number): string {
  return `${CENTRE}-${lead}/${String(number).padStart(4, "0")}`;
}

export function isActive({ from, until }: Published, today: string): boolean {
  return from <= today && (until === null || today <= until);
}

/** One document a leading language, those without an answer left out. */
export function describeCentre(
  entries: readonly CentreEntry[],
  { today, documents }: { today: string; documents: readonly Document[] },
): Document[] {
  const known = new Set(documents.flatMap(({ passages }) => passages.map(({ id }) => id)));
  const active = entries.filter(({ published }) => isActive(published, today)).sort((a, b) => a.id.localeCompare(b.id));
  return LANGUAGES.flatMap((language) => {
    const own = active.filter(({ published }) => published.lead === language);
    if (own.length === 0) return [];
    const passages = own.map((entry) => toPassage(entry, known));
    return [
      {
        id: `${CENTRE}-${language}`,
        kind: CENTRE,
        symbol: `${CENTRE}-${language}`,
        titles: TITLES,
        publisher: TITLES[language],
        language,
        date:
          own
            .map(({ published }) => published.date)
            .sort()
            .at(-1) ?? today,
        file: "",
        edition: hashText(JSON.stringify(passages)),
        passages,
        ...{ stale: [], figures: { conflicts: [], different: [] }, definitions: [], added: null, earlier: [] },
      },
    ];
  });
}

function toPassage({ id, published }: CentreEntry, known: ReadonlySet<string>): Passage {
  const { texts, lead, wordings, date, from, until } = published;
  const text = texts[lead];
  const renderings: Passage["renderings"] = {};
  const places: Passage["places"] = {};
  for (const language of LANGUAGES) {
    if (language === lead) continue;
    places[language] = [TITLES[language]];
    if (texts[language] === "") continue;
    renderings[language] = { text: texts[language], introduction: null, status: "official" };
  }
  return {
    ...{ id, text, hash: hashText(text), place: [TITLES[lead]], introduction: null, notes: [], heading: false },
    ...{ renderings, places, questions: wordings },
    gaps: { en: [], ru: [], kk: [] },
    keywords: { en: [], ru: [], kk: [] },
    centre: {
      date: date < from ? from : date,
      until,
      passages: published.passages.filter((passage) => known.has(passage)),
    },
  };
}
