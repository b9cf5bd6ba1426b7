import type { Document } from "../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../corpus/passage.ts";
import { type CentreEntry, describeCentre } from "./centre-document.ts";

/**
 * Documents as they were read, and what people at the desk wrote since → the documents that are
 * shown. The files stay as they are: a mend lies over them, and one that the files have overtaken,
 * saying a third thing by now, has no effect. Pure.
 */

export type MendKind = "rendering" | "questions";

/** What is mended of a passage in a language. */
export interface Mended {
  kind: MendKind;
  passage: string;
  language: Language;
  /** A rendering's text, null for none; or all of the questions. */
  value: MendValue;
  base: Base;
  /** Every value that the desk ever gave it: files that hold one of them got it from here. */
  known: readonly MendValue[];
}

export type MendValue = string | null | readonly string[];

/** What the files said when it was mended. */
export interface Base {
  value: MendValue;
  /** The hash of the words that a rendering renders. */
  original: string;
}

export interface Amendments {
  mends: readonly Mended[];
  centre: readonly CentreEntry[];
  /** `YYYY-MM-DD` in Kazakhstan: which of the centre's answers hold. */
  today: string;
}

export function amendDocuments(documents: readonly Document[], { mends, centre, today }: Amendments): Document[] {
  const byPassage = new Map<string, Mended[]>();
  for (const mend of mends) byPassage.set(mend.passage, [...(byPassage.get(mend.passage) ?? []), mend]);
  return [
    ...documents.map((document) => amendDocument(document, byPassage)),
    ...describeCentre(centre, { today, documents }),
  ];
}

function amendDocument(document: Document, mends: ReadonlyMap<string, Mended[]>): Document {
  const amended = document.passages.map((passage) =>
    (mends.get(passage.id) ?? []).filter((mend) => holds(passage, mend)).reduce(put, passage),
  );
  if (amended.every((passage, position) => passage === document.passages[position])) return document;
  return { ...document, passages: introduceAnew(amended) };
}

/** What the files say. */
export function readWritten(passage: Passage, { kind, language }: Pick<Mended, "kind" | "language">): MendValue {
  return kind === "rendering" ? (passage.renderings[language]?.text ?? null) : passage.questions[language];
}

/** True unless the files have gone on: to other words of the document, or to what nobody at the desk wrote. */
export function holds(passage: Passage, { kind, language, base, known }: Omit<Mended, "value" | "passage">): boolean {
  if (kind === "rendering" && base.original !== passage.hash) return false;
  const written = readWritten(passage, { kind, language });
  return [base.value, ...known].some((value) => isSame(value, written));
}

function put(passage: Passage, { kind, language, value }: Mended): Passage {
  if (kind === "questions") {
    return { ...passage, questions: { ...passage.questions, [language]: [...(value as readonly string[])] } };
  }
  const mended = value === null ? undefined : { text: String(value), introduction: null, status: "working" as const };
  const renderings: Passage["renderings"] = {};
  // In the languages' order, as they are read from the files.
  for (const one of LANGUAGES) {
    const rendering = one === language ? mended : passage.renderings[one];
    if (rendering) renderings[one] = rendering;
  }
  return { ...passage, renderings };
}

/** The line over a list is a passage of its own: its rendering introduces the renderings of the list's items. */
function introduceAnew(passages: readonly Passage[]): Passage[] {
  const textsOf = (language: Language) =>
    new Map(passages.map((passage) => [passage.text, passage.renderings[language]?.text]));
  const texts = { en: textsOf("en"), ru: textsOf("ru"), kk: textsOf("kk") };
  return passages.map((passage) => {
    const renderings: Passage["renderings"] = {};
    for (const language of LANGUAGES) {
      const rendering = passage.renderings[language];
      if (!rendering) continue;
      const introduction = passage.introduction && (texts[language].get(passage.introduction) ?? passage.introduction);
      renderings[language] = { ...rendering, introduction };
    }
    return { ...passage, renderings };
  });
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
