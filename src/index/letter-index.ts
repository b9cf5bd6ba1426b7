import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { listPassages, type View, type ViewKind } from "./views.ts";
import { foldWords } from "./word-forms.ts";

/**
 * The third leg: runs of three letters, as TF-IDF vectors of the views of one kind. It finds what
 * neither whole words nor the model find: endings of Kazakh, misspellings, letters left out.
 */

const RUN = 3;

/** What stands for the likeness with a passage that has no view of the kind in the language. */
export const NO_VIEW = -1;

export interface LetterIndex {
  /**
   * The likeness (cosine, 0 to 1) of the text with the nearest view of each passage, by the passage's
   * number; NO_VIEW where there is none.
   */
  search(text: string, language: Language): Float32Array;
}

/** Made from the views at each opening: a third of a second for twenty thousand questions. */
export function createLetterIndex(views: readonly View[], kind: ViewKind): LetterIndex {
  const passages = listPassages(views);
  const legs = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      createLeg(
        views.filter((view) => view.kind === kind && view.language === language),
        { language, passages },
      ),
    ]),
  ) as Record<Language, Leg>;
  return { search: (text, language) => legs[language](text) };
}

type Leg = (text: string) => Float32Array;

function createLeg(
  texts: readonly View[],
  { language, passages }: { language: Language; passages: readonly string[] },
): Leg {
  const numbers = new Map(passages.map((passage, number) => [passage, number]));
  const owner = Uint32Array.from(texts, ({ passage }) => numbers.get(passage) ?? 0);
  const counted = countAll(texts, language);
  const owners = new Set(owner).size;
  const rarities = measureRarities(counted, { owner, owners });
  const unknown = Math.log(1 + owners / 0.5);
  const postings = createPostings(counted, rarities);
  const unlike = new Float32Array(passages.length).fill(NO_VIEW);
  for (const passage of owner) unlike[passage] = 0;
  return (text) => {
    const runs = [...countRuns(text, language).keys()].map((run) => counted.names.get(run) ?? -1);
    const rarity = (run: number) => rarities[run] ?? unknown;
    const length = Math.sqrt(runs.reduce((sum, run) => sum + rarity(run) ** 2, 0)) || 1;
    const likeness = new Float32Array(texts.length);
    for (const run of runs) {
      if (run >= 0) postings.add(run, rarity(run) / length, likeness);
    }
    const best = unlike.slice();
    for (let number = 0; number < likeness.length; number += 1) {
      const passage = owner[number] ?? 0;
      const value = likeness[number] ?? 0;
      if (value > (best[passage] ?? 0)) best[passage] = value;
    }
    return best;
  };
}

/** The runs of all texts one after the other; `ends[n]` is where those of text n end. */
interface Counted {
  /** Run → its number. */
  names: Map<string, number>;
  runs: Uint32Array;
  counts: Float32Array;
  ends: Uint32Array;
}

function countAll(texts: readonly View[], language: Language): Counted {
  const names = new Map<string, number>();
  const runs: number[] = [];
  const counts: number[] = [];
  const ends: number[] = [];
  for (const { text } of texts) {
    for (const [run, count] of countRuns(text, language)) {
      const name = names.get(run) ?? names.size;
      names.set(run, name);
      runs.push(name);
      counts.push(count);
    }
    ends.push(runs.length);
  }
  return {
    names,
    runs: Uint32Array.from(runs),
    counts: Float32Array.from(counts),
    ends: Uint32Array.from(ends),
  };
}

/** The passage of each text, and how many there are. */
interface Owned {
  owner: Uint32Array;
  owners: number;
}

/** How rare each run is: the logarithm of how many passages there are to each that has it. */
function measureRarities({ names, runs, ends }: Counted, { owner, owners }: Owned): Float64Array {
  const passages = new Uint32Array(names.size);
  const last = new Int32Array(names.size).fill(-1);
  // Texts of a passage stand together, so remembering the last one counts each passage once.
  for (let text = 0, place = 0; text < ends.length; text += 1) {
    for (; place < (ends[text] ?? 0); place += 1) {
      const run = runs[place] ?? 0;
      if (last[run] === owner[text]) continue;
      last[run] = owner[text] ?? 0;
      passages[run] = (passages[run] ?? 0) + 1;
    }
  }
  return Float64Array.from(passages, (count) => Math.log(1 + owners / count));
}

/** For each run the texts that have it, and what it weighs in a text of unit length. */
function createPostings({ runs, counts, ends }: Counted, rarities: Float64Array) {
  const starts = new Uint32Array(rarities.length + 1);
  for (const run of runs) starts[run + 1] = (starts[run + 1] ?? 0) + 1;
  for (let run = 1; run < starts.length; run += 1) starts[run] = (starts[run] ?? 0) + (starts[run - 1] ?? 0);
  const next = starts.slice();
  const texts = new Uint32Array(runs.length);
  const weights = new Float32Array(runs.length);
  for (let text = 0, place = 0; text < ends.length; text += 1) {
    const end = ends[text] ?? 0;
    const weigh = (at: number) => (counts[at] ?? 0) * (rarities[runs[at] ?? 0] ?? 0);
    let squares = 0;
    for (let at = place; at < end; at += 1) squares += weigh(at) ** 2;
    for (; place < end; place += 1) {
      const run = runs[place] ?? 0;
      const to = next[run] ?? 0;
      next[run] = to + 1;
      texts[to] = text;
      weights[to] = weigh(place) / (Math.sqrt(squares) || 1);
    }
  }
  return {
    /** Adds what a run of that weight contributes to the likeness of each text. */
    add: (run: number, weight: number, likeness: Float32Array) => {
      for (let at = starts[run] ?? 0; at < (starts[run + 1] ?? 0); at += 1) {
        const text = texts[at] ?? 0;
        likeness[text] = (likeness[text] ?? 0) + weight * (weights[at] ?? 0);
      }
    },
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
