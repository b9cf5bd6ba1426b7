import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { type PackedArray, readPackedFile, writePackedFile } from "./packed-file.ts";
import { asPostingArrays, type Counted, countAll, openPostings, type PostingArrays, turnAround } from "./postings.ts";
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

/** The views of one kind in one language, turned around: run → texts. */
interface Leg {
  kind: ViewKind;
  language: Language;
  runs: string[];
  /** Passages that have each run, and all there are: what rarity is reckoned from. */
  spread: Uint32Array;
  passages: number;
  /** The passage, by its number, of each text. */
  passageOf: Uint32Array;
  postings: PostingArrays;
}

/** The kinds that are weighed letter by letter. */
const KINDS: readonly ViewKind[] = ["question", "gap"];

/** Writes the legs of both kinds; a million views open in a tenth of a second. */
export function writeLetterIndex(file: string, views: readonly View[]): void {
  const passages = listPassages(views);
  const legs = KINDS.flatMap((kind) => makeLegs(views, kind, passages));
  const about = {
    passages: passages.length,
    legs: legs.map(({ kind, language, runs, passages }) => ({ kind, language, runs, passages })),
  } satisfies About;
  const arrays = legs.flatMap(({ spread, passageOf, postings: { starts, owners, weights } }) => [
    spread,
    passageOf,
    starts,
    owners,
    weights,
  ]);
  writePackedFile(file, about, arrays);
}

interface About {
  passages: number;
  legs: Pick<Leg, "kind" | "language" | "runs" | "passages">[];
}
const ARRAYS_A_LEG = 5;

/** Opens a file whose hash was checked: an index for questions, one for gaps. */
export function openLetterIndexes(file: string): { letters: LetterIndex; gapLetters: LetterIndex } {
  const { about, arrays } = readPackedFile<About>(file);
  const legs = about.legs.map((leg, number) => {
    const own = arrays.slice(number * ARRAYS_A_LEG, (number + 1) * ARRAYS_A_LEG);
    return { ...leg, ...asLegArrays(own) };
  });
  const indexOf = (kind: ViewKind) =>
    openLegs(
      legs.filter((leg) => leg.kind === kind),
      about.passages,
    );
  return { letters: indexOf("question"), gapLetters: indexOf("gap") };
}

/** Made from views in memory: where there is no file of them. */
export function createLetterIndex(views: readonly View[], kind: ViewKind): LetterIndex {
  const passages = listPassages(views);
  return openLegs(makeLegs(views, kind, passages), passages.length);
}

function asLegArrays([spread, passageOf, ...postings]: readonly PackedArray[]) {
  if (!(spread instanceof Uint32Array && passageOf instanceof Uint32Array)) {
    throw new TypeError("A leg begins with two arrays of whole numbers");
  }
  return { spread, passageOf, postings: asPostingArrays(postings) };
}

function makeLegs(views: readonly View[], kind: ViewKind, all: readonly string[]): Leg[] {
  const numbers = new Map(all.map((passage, number) => [passage, number]));
  return LANGUAGES.map((language) => {
    const own = views.filter((view) => view.kind === kind && view.language === language);
    const passageOf = Uint32Array.from(own, ({ passage }) => numbers.get(passage) ?? 0);
    const counted = countAll(
      own.map(({ text }) => text),
      (text) => countRuns(text, language),
    );
    const passages = new Set(passageOf).size;
    const spread = measureSpread(counted, passageOf);
    const rarities = measureRarities(spread, passages);
    const postings = turnAround(counted, {
      ownerOf: (text) => text,
      weigh: (_text, from, to) => weighAtUnitLength(counted, rarities, { from, to }),
    });
    return { kind, language, runs: [...counted.names.keys()], spread, passages, passageOf, postings };
  });
}

/** How many passages have each run. */
function measureSpread({ names, terms, ends }: Counted, passageOf: Uint32Array): Uint32Array {
  const passages = new Uint32Array(names.size);
  const last = new Int32Array(names.size).fill(-1);
  // Texts of a passage stand together, so remembering the last one counts each passage once.
  for (let text = 0, place = 0; text < ends.length; text += 1) {
    for (; place < (ends[text] ?? 0); place += 1) {
      const run = terms[place] ?? 0;
      if (last[run] === passageOf[text]) continue;
      last[run] = passageOf[text] ?? 0;
      passages[run] = (passages[run] ?? 0) + 1;
    }
  }
  return passages;
}

/** How rare each run is: the logarithm of how many passages there are to each that has it. */
function measureRarities(spread: Uint32Array, passages: number): Float64Array {
  return Float64Array.from(spread, (count) => Math.log(1 + passages / count));
}

/** What each run weighs in a text of unit length. */
function weighAtUnitLength(
  { terms, counts }: Counted,
  rarities: Float64Array,
  { from, to }: { from: number; to: number },
): (at: number) => number {
  const weigh = (at: number) => (counts[at] ?? 0) * (rarities[terms[at] ?? 0] ?? 0);
  let squares = 0;
  for (let at = from; at < to; at += 1) squares += weigh(at) ** 2;
  const length = Math.sqrt(squares) || 1;
  return (at) => weigh(at) / length;
}

function openLegs(legs: readonly Leg[], passages: number): LetterIndex {
  const searches = new Map(legs.map((leg) => [leg.language, openLeg(leg, passages)]));
  return { search: (text, language) => searches.get(language)?.(text) ?? new Float32Array(passages).fill(NO_VIEW) };
}

function openLeg(leg: Leg, passages: number): (text: string) => Float32Array {
  const postings = openPostings(leg.runs, leg.postings);
  const rarities = measureRarities(leg.spread, leg.passages);
  const unknown = Math.log(1 + leg.passages / 0.5);
  const likeness = new Float32Array(leg.passageOf.length);
  const unlike = new Float32Array(passages).fill(NO_VIEW);
  for (const passage of leg.passageOf) unlike[passage] = 0;
  return (text) => {
    const runs = [...countRuns(text, leg.language).keys()].map((run) => postings.find(run));
    const rarityOf = (run: number | undefined) => (run === undefined ? unknown : (rarities[run] ?? unknown));
    const length = Math.hypot(...runs.map(rarityOf)) || 1;
    likeness.fill(0);
    for (const run of runs) if (run !== undefined) postings.add(run, rarityOf(run) / length, likeness);
    const best = unlike.slice();
    for (let number = 0; number < likeness.length; number += 1) {
      const passage = leg.passageOf[number] as number;
      if ((likeness[number] as number) > (best[passage] as number)) best[passage] = likeness[number] as number;
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
