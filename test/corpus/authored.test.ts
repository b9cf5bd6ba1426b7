import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { LANGUAGES, type Language } from "../../src/corpus/passage.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { KEPT_VECTORS, readKeptVectors } from "../../src/index/kept-vectors.ts";
import { foldKazakh, listWords } from "../../src/index/word-forms.ts";

/** What people wrote for the passages, against the questions that we measure by. */

interface Shared {
  kind: string;
  needles: string[];
  en: string;
  ru: string;
  kk: string;
}

const corpus = readCorpus("corpus");
const passages = corpus.documents.flatMap((document) => document.passages);
const answering = passages.filter(({ heading }) => !heading);
const shared = (JSON.parse(readFileSync("test/eval/questions.json", "utf8")) as Shared[]).filter(({ kind }) =>
  ["answerable", "unanswerable"].includes(kind),
);

describe("authored questions", () => {
  test("there are four and more for every passage that can answer, in each language", () => {
    for (const language of LANGUAGES) {
      const few = answering.filter(({ questions }) => questions[language].length < 4).map(({ id }) => id);
      expect(few).toEqual([]);
    }
  });

  test("none stands twice in a language, be it as answered or as left open", () => {
    for (const language of LANGUAGES) {
      const all = answering.flatMap(({ questions, gaps }) => [...questions[language], ...gaps[language]]);
      const seen = new Set<string>();
      expect(all.filter((text) => seen.size === seen.add(fold(text)).size)).toEqual([]);
    }
  });

  test("none equals or nearly equals, letter by letter, a question that we measure by", () => {
    for (const language of LANGUAGES) {
      const measured = shared.map((each) => countRuns(each[language]));
      const near = answering.flatMap(({ questions, gaps }) =>
        [...questions[language], ...gaps[language]].filter((text) => {
          const runs = countRuns(text);
          return measured.some((other) => likeness(runs, other) >= NEARLY_EQUAL);
        }),
      );
      expect(near).toEqual([]);
    }
  });
});

describe("authored questions by meaning", () => {
  let pool: WorkerPool;
  beforeAll(async () => {
    pool = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  });
  afterAll(() => pool.close());

  test("none paraphrases a question that we measure by and that its passage answers", async () => {
    const kept = readKeptVectors(`corpus/${KEPT_VECTORS}`, pool.modelHash);
    for (const language of LANGUAGES) {
      const vectors = await pool.embed(
        shared.map((each) => each[language]),
        "query",
      );
      const paraphrases = answering.flatMap((passage) =>
        listOwn(passage, language).filter(({ text, answers }) => {
          const own = kept.find(text, "query");
          return shared.some((each, k) => {
            const same = answers
              ? each.needles.some((needle) => passage.text.includes(needle))
              : each.needles.length === 0;
            return same && own !== undefined && cosine(own, vectors[k]) >= SAME_MEANING;
          });
        }),
      );
      expect(paraphrases).toEqual([]);
    }
  });
});

/** Cosines of this model from which two questions on one passage read as the same question (by reading them). */
const SAME_MEANING = 0.955;
/** Likeness of runs of three letters from which two questions read as the same with a word changed (by reading them). */
const NEARLY_EQUAL = 0.72;

function listOwn({ questions, gaps }: (typeof answering)[number], language: Language) {
  return [
    ...questions[language].map((text) => ({ text, answers: true })),
    ...gaps[language].map((text) => ({ text, answers: false })),
  ];
}

function fold(text: string): string {
  return listWords(text).map(foldKazakh).join(" ");
}

interface Runs {
  counts: Map<string, number>;
  length: number;
}

function countRuns(text: string): Runs {
  const padded = ` ${fold(text)} `;
  const counts = new Map<string, number>();
  for (let k = 0; k + 3 <= padded.length; k += 1) {
    const run = padded.slice(k, k + 3);
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return { counts, length: Math.hypot(...counts.values()) };
}

function likeness(a: Runs, b: Runs): number {
  let dot = 0;
  for (const [run, count] of a.counts) dot += count * (b.counts.get(run) ?? 0);
  return dot / (a.length * b.length || 1);
}

function cosine(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((sum, value, k) => sum + value * (b?.[k] ?? 0), 0);
}
