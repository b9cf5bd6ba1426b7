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

interface Posting {
  question: number;
  weight: number;
}

function createLeg(questions: readonly View[], language: Language): (text: string) => Map<string, number> {
  const counted = questions.map(({ text }) => countRuns(text, language));
  const total = new Set(questions.map(({ passage }) => passage)).size;
  const owners = new Map<string, Set<string>>();
  for (const [question, runs] of counted.entries()) {
    const passage = questions[question]?.passage ?? "";
    for (const run of runs.keys()) owners.set(run, (owners.get(run) ?? new Set()).add(passage));
  }
  const rarity = (run: string) => Math.log(1 + total / (owners.get(run)?.size ?? 0.5));
  const postings = new Map<string, Posting[]>();
  for (const [question, runs] of counted.entries()) {
    const length = Math.hypot(...[...runs].map(([run, count]) => count * rarity(run))) || 1;
    for (const [run, count] of runs) {
      const list = postings.get(run) ?? [];
      list.push({ question, weight: (count * rarity(run)) / length });
      postings.set(run, list);
    }
  }
  return (text) => {
    const runs = [...countRuns(text, language).keys()];
    const length = Math.hypot(...runs.map(rarity)) || 1;
    const likeness = new Float64Array(questions.length);
    for (const run of runs) {
      const weight = rarity(run) / length;
      for (const posting of postings.get(run) ?? [])
        likeness[posting.question] = (likeness[posting.question] ?? 0) + weight * posting.weight;
    }
    const best = new Map<string, number>();
    for (const [question, value] of likeness.entries()) {
      const passage = questions[question]?.passage ?? "";
      if (value > (best.get(passage) ?? 0)) best.set(passage, value);
    }
    return best;
  };
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
