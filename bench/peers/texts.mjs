/**
 * What every peer is given. `english`: the report's numbered paragraphs, each with its headings. `all`: these, their
 * Russian and Kazakh renderings and the questions authored for them, each leading to its paragraph.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCorpus } from "../../dist/corpus/corpus.js";
import { textKindOf } from "../../dist/index/build-index.js";
import { KEPT_VECTORS, readKeptVectors } from "../../dist/index/kept-vectors.js";
import { embeddedText, listViews } from "../../dist/index/views.js";

export const VARIANTS = ["english", "all"];

/** The corpus as Kenes takes it, and the texts as the others do. */
export function readVariant(variant) {
  const whole = readCorpus("corpus");
  const corpus = variant === "english" ? leaveEnglish(whole) : whole;
  const items = listViews(whole)
    .filter(({ kind }) => kind === "passage" || (variant === "all" && (kind === "rendering" || kind === "question")))
    .map((view) => ({ passage: view.passage, text: embeddedText(view), kind: textKindOf(view) }));
  return { corpus, items };
}

function leaveEnglish(corpus) {
  const none = { en: [], ru: [], kk: [] };
  const documents = corpus.documents.map((document) => ({
    ...document,
    passages: document.passages.map((passage) => ({ ...passage, renderings: {}, questions: none, gaps: none })),
  }));
  return { ...corpus, documents, hash: `${corpus.hash} english` };
}

/** The vectors of the corpus's texts that lie beside it: the same model's. */
export function readKept() {
  const file = join("corpus", KEPT_VECTORS);
  const bytes = readFileSync(file);
  const { modelHash } = JSON.parse(bytes.subarray(0, bytes.indexOf("\n")).toString("utf8"));
  return readKeptVectors(file, modelHash);
}

/** Answerable questions in three languages, each with the passages that answer it. */
export function readQuestions(corpus) {
  const passages = corpus.documents.flatMap((document) => document.passages);
  const tidy = (text) => text.replace(/\s+/gu, " ").trim();
  return JSON.parse(readFileSync("test/eval/questions.json", "utf8"))
    .filter(({ kind }) => kind === "answerable")
    .flatMap((entry) => {
      const right = passages.filter(({ text }) => entry.needles.some((needle) => tidy(text).includes(tidy(needle))));
      const ids = right.map(({ id }) => id);
      return ["en", "ru", "kk"].map((language) => ({ language, text: entry[language], right: ids }));
    });
}
