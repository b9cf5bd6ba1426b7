import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { View } from "./views.ts";
import { foldWords } from "./word-forms.ts";

/**
 * The third leg: runs of three letters, as TF-IDF vectors of the authored questions. It finds what
 * neither whole words nor the model find: endings of Kazakh, misspellings, letters left out.
 */

const RUN = 3;

export interface LetterIndex {
  /** Passage → likeness (cosine, 0 to 1) of the text with the nearest question authored for it. */
  search(text: string, language: Language): Map<string, number>;
}

/** Made from the views at each opening: a tenth of a second for seven thousand questions. */
export function createLetterIndex(views: readonly View[]): LetterIndex {
  const legs = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      createLeg(
        views.filter((view) => view.kind === "question" && view.language === language),
        language,
      ),
    ]),
  ) as Record<Language, (text: string) => Map<string, number>>;
  return { search: (text, language) => legs[language](text) };
}

/** The questions that have a run, and what it weighs in each. */
interface Posting {
  questions: Uint16Array;
  weights: Float32Array;
}

function createLeg(questions: readonly View[], language: Language): (text: string) => Map<string, number> {
  const passages = [...new Set(questions.map(({ passage }) => passage))];
  const numbers = new Map(passages.map((passage, number) => [passage, number]));
  const owner = Uint16Array.from(questions, ({ passage }) => numbers.get(passage) ?? 0);
  const counted = questions.map(({ text }) => countRuns(text, language));
  const rarity = measureRarity(counted, owner, passages.length);
  const postings = createPostings(counted, rarity);
  return (text) => {
    const runs = [...countRuns(text, language).keys()];
    const length = Math.hypot(...runs.map(rarity)) || 1;
    const likeness = new Float32Array(questions.length);
    for (const run of runs) {
      const posting = postings.get(run);
      if (!posting) continue;
      const weight = rarity(run) / length;
      for (const [k, question] of posting.questions.entries()) {
        likeness[question] = (likeness[question] ?? 0) + weight * (posting.weights[k] ?? 0);
      }
    }
    const best = new Float32Array(passages.length);
    for (let question = 0; question < likeness.length; question += 1) {
      const number = owner[question] ?? 0;
      best[number] = Math.max(best[number] ?? 0, likeness[question] ?? 0);
    }
    return new Map(passages.map((passage, number) => [passage, best[number] ?? 0]));
  };
}

type Rarity = (run: string) => number;

function measureRarity(counted: readonly Map<string, number>[], owner: Uint16Array, total: number): Rarity {
  const owners = new Map<string, Set<number>>();
  for (const [question, runs] of counted.entries()) {
    for (const run of runs.keys()) owners.set(run, (owners.get(run) ?? new Set()).add(owner[question] ?? 0));
  }
  const rarities = new Map([...owners].map(([run, passages]) => [run, Math.log(1 + total / passages.size)]));
  const unknown = Math.log(1 + total / 0.5);
  return (run) => rarities.get(run) ?? unknown;
}

function createPostings(counted: readonly Map<string, number>[], rarity: Rarity): Map<string, Posting> {
  const lists = new Map<string, { question: number; weight: number }[]>();
  for (const [question, runs] of counted.entries()) {
    const length = Math.hypot(...[...runs].map(([run, count]) => count * rarity(run))) || 1;
    for (const [run, count] of runs) {
      const list = lists.get(run) ?? [];
      list.push({ question, weight: (count * rarity(run)) / length });
      lists.set(run, list);
    }
  }
  return new Map(
    [...lists].map(([run, list]) => [
      run,
      {
        questions: Uint16Array.from(list, ({ question }) => question),
        weights: Float32Array.from(list, ({ weight }) => weight),
      },
    ]),
  );
}

/** Runs of three letters, a blank at both ends of each word. */
function countRuns(text: string, language: Language): Map<string, number> {
  const runs = new Map<string, number>();
  for (const word of foldWords(text, language)) {
    const padded = ` ${word} `;
    for (let start = 0; start + RUN <= padded.length; start += 1) {
      const run = padded.slice(start, start + RUN);
      runs.set(run, (runs.get(run) ?? 0) + 1);
    }
  }
  return runs;
}
