import { tidy } from "./text.ts";

/**
 * Reads the plain text that a United Nations report becomes when its word-processor file is saved
 * as text: numbered paragraphs open with a tab, headings do not, bookmarks and footnotes stand in
 * square brackets. Pure.
 */

/** A paragraph as it stands in the report, before it has an id. */
export interface RawPassage {
  /** The paragraph's words, white space tidied, without bookmarks, footnote marks and place lines. */
  text: string;
  /** The texts of the footnotes that the paragraph refers to. */
  notes: string[];
  /** Its headings from the outermost in: part, article, sub-heading, provision. */
  place: string[];
  /** What introduces the list that this paragraph is an item of, or null. */
  introduction: string | null;
  /** True when the paragraph is only the numbered title of a section: it answers nothing. */
  heading: boolean;
}

const BOOKMARK = /\[bookmark: [^\]]*\]/gu;
const FOOTNOTE_MARK = /\[footnoteRef:(\d+)\]/gu;
const FOOTNOTE_TEXT = /\[(\d+):\s*([^\]]*)\]/gu;
/** "Article 11, paragraph 1 (b) By Order …": the provision of the convention that a paragraph opens with. */
const PROVISION = /^(Article \d+(?:, paragraph \d+)?(?: \([a-z]\))?) (?=[A-Z“])/u;
/** "Article 31 of the Code …" speaks of a domestic law, not of the convention. */
const BARE_PROVISION = /^Article \d+ (?!\([a-z]\) )/u;
const NUMBERED_HEADING = /^\d+\.\s+\S.*[^.;:]$/u;
const LIST_MARK = /^[–•-]\s+/u;

interface Headings {
  part: string | null;
  article: string | null;
  section: string | null;
  subsections: string[];
  provision: string | null;
}

export function readReport(text: string): RawPassage[] {
  const headings: Headings = { part: null, article: null, section: null, subsections: [], provision: null };
  const passages: RawPassage[] = [];
  let introduction: string | null = null;
  let afterHeading = false;
  const notes = readNotes(text);
  for (const line of text.replace(/^\uFEFF/u, "").split(/\r?\n/u)) {
    const clean = line.replace(BOOKMARK, "").trimEnd();
    if (clean.trim() === "") continue;
    if (!clean.startsWith("\t")) {
      readHeading(tidy(clean), headings, afterHeading);
      introduction = null;
      afterHeading = true;
      continue;
    }
    const body = clean.trim();
    const isHeading = isSectionHeading(body, introduction);
    if (isHeading) Object.assign(headings, { section: tidy(body), subsections: [], provision: null });
    const passage = readParagraph(body, headings, introduction, notes);
    passages.push({ ...passage, heading: isHeading });
    introduction = isHeading ? null : introductionAfter(passage.text, introduction);
    afterHeading = isHeading;
  }
  return passages;
}

function readHeading(line: string, headings: Headings, nested: boolean): void {
  const fresh = { section: null, subsections: [], provision: null };
  if (/^Part [IVX]+\./u.test(line) || line === "Introduction" || line === "Conclusion") {
    Object.assign(headings, fresh, { part: line, article: null });
  } else if (/^Article \d+\./u.test(line)) {
    Object.assign(headings, fresh, { article: line });
  } else if (nested && headings.subsections.length > 0) {
    headings.subsections = [...headings.subsections, line];
  } else {
    Object.assign(headings, { subsections: [line], provision: null });
  }
}

/** The report numbers its sections like list items; a section's title ends without a stop. */
function isSectionHeading(body: string, introduction: string | null): boolean {
  return introduction === null && NUMBERED_HEADING.test(tidy(body));
}

function readNotes(text: string): Map<string, string> {
  return new Map([...text.matchAll(FOOTNOTE_TEXT)].map((note) => [note[1] ?? "", tidy(note[2] ?? "")]));
}

function readParagraph(
  body: string,
  headings: Headings,
  introduction: string | null,
  allNotes: Map<string, string>,
): Omit<RawPassage, "heading"> {
  const marks = [...body.matchAll(FOOTNOTE_MARK)].map((mark) => mark[1] ?? "");
  let text = tidy(body.replace(FOOTNOTE_MARK, "").replace(FOOTNOTE_TEXT, ""));
  const provision = BARE_PROVISION.test(text) ? null : PROVISION.exec(text)?.[1];
  if (provision) {
    headings.provision = provision;
    text = text.slice(provision.length + 1);
  }
  const { part, article, section, subsections } = headings;
  return {
    text: text.replace(LIST_MARK, ""),
    notes: marks.flatMap((mark) => allNotes.get(mark) ?? []),
    place: [part, article, section, ...subsections, headings.provision].filter((line) => line !== null),
    introduction,
  };
}

/** A paragraph that ends in a colon opens a list; its items end in a semicolon but for the last. */
function introductionAfter(text: string, introduction: string | null): string | null {
  if (text.endsWith(":")) return introduction === null ? text : `${introduction} ${text}`;
  return introduction !== null && text.endsWith(";") ? introduction : null;
}
