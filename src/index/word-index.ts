import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { readPackedFile, writePackedFile } from "./packed-file.ts";
import { asPostingArrays, type Counted, countAll, openPostings, type PostingArrays, turnAround } from "./postings.ts";
import { listPassages, type View } from "./views.ts";
import { createWordForms, type WordForms } from "./word-forms.ts";

/**
 * The lexical leg: BM25 over stems, one list of postings a language, one text a passage. What a stem
 * weighs in a passage never changes, so it is reckoned once, when the index is made.
 */

/** The usual parameters of BM25: how soon repetition saturates, how much length counts. */
const K1 = 1.2;
const B = 0.75;
/** Even a word that most passages have counts for something. */
const LEAST_RARITY = 1e-6;
/** The most that one word can add to BM25, as a multiple of its rarity. */
const SATURATION = K1 + 1;

/** What the words of a text say of every passage, by its number: 0 for one that has none of them. */
export interface WordScores {
  bm25: Float32Array;
  /** `bm25` as a share of the most that these words could reach, so that long and short questions compare. */
  bm25Share: Float32Array;
  /** Share of the words, weighed by rarity, that the passage has. */
  coverage: Float32Array;
}

export interface WordIndex {
  /** The scores of the words of a text, in one language. */
  search(text: string, language: Language): WordScores;
}

interface About {
  passages: number;
  /** In the order of LANGUAGES. */
  legs: { stems: string[]; texts: number }[];
}
const ARRAYS_A_LEG = 3;

/** Writes the postings of a new word index. Throws when the disk is full. */
export function writeWordIndex(file: string, views: readonly View[]): void {
  const numbers = new Map(listPassages(views).map((passage, number) => [passage, number]));
  const forms = createWordForms();
  const legs = LANGUAGES.map((language) => makeLeg(groupTexts(views, language, numbers), forms[language]));
  const about: About = { passages: numbers.size, legs: legs.map(({ stems, texts }) => ({ stems, texts })) };
  const arrays = legs.flatMap(({ postings: { starts, owners, weights } }) => [starts, owners, weights]);
  writePackedFile(file, about, arrays);
}

/** All that is known of each passage in a language: its headings, its words, and the questions authored for it. */
function groupTexts(
  views: readonly View[],
  language: Language,
  numbers: ReadonlyMap<string, number>,
): Map<number, string> {
  const groups = new Map<number, string>();
  for (const view of views) {
    if (view.language !== language || view.kind === "sentence" || view.kind === "gap") continue;
    const number = numbers.get(view.passage) ?? 0;
    groups.set(number, [groups.get(number) ?? "", view.words ?? "", view.text].join(" "));
  }
  return groups;
}

function makeLeg(texts: ReadonlyMap<number, string>, forms: WordForms) {
  const counted = countAll([...texts.values()], (text) => {
    const stems = new Map<string, number>();
    for (const stem of forms(text)) stems.set(stem, (stems.get(stem) ?? 0) + 1);
    return stems;
  });
  const numbers = Uint32Array.from(texts.keys());
  const postings = turnAround(counted, { ownerOf: (text) => numbers[text] ?? 0, weigh: weighByBm25(counted) });
  return { stems: [...counted.names.keys()], texts: texts.size, postings };
}

/** What a stem adds to the BM25 of a passage that has it so often. */
function weighByBm25({ names, terms, counts, ends }: Counted) {
  const total = ends.length;
  const having = new Uint32Array(names.size);
  for (const term of terms) having[term] = (having[term] ?? 0) + 1;
  const rarities = Float64Array.from(having, (count) =>
    Math.max(LEAST_RARITY, Math.log((total - count + 0.5) / (count + 0.5))),
  );
  const average = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, total);
  return (_text: number, from: number, to: number) => {
    const length = counts.subarray(from, to).reduce((sum, count) => sum + count, 0);
    const damping = K1 * (1 - B + (B * length) / average);
    return (at: number) => {
      const count = counts[at] ?? 0;
      return ((rarities[terms[at] ?? 0] ?? 0) * count * SATURATION) / (count + damping);
    };
  };
}

/** Opens a file whose hash was checked. */
export function openWordIndex(file: string): WordIndex {
  const { about, arrays } = readPackedFile<About>(file);
  const forms = createWordForms();
  const legs = about.legs.map(({ stems, texts }, number) => {
    const own = asPostingArrays(arrays.slice(number * ARRAYS_A_LEG, (number + 1) * ARRAYS_A_LEG));
    return openLeg({ stems, texts, postings: own }, about.passages);
  });
  return {
    search: (text, language) => {
      const leg = legs[LANGUAGES.indexOf(language)];
      if (!leg) throw new RangeError(`There is no word index of the language ${language}`);
      return leg(new Set(forms[language](text)));
    },
  };
}

type Leg = (stems: ReadonlySet<string>) => WordScores;

function openLeg(leg: { stems: readonly string[]; texts: number; postings: PostingArrays }, passages: number): Leg {
  const postings = openPostings(leg.stems, leg.postings);
  const rarityOf = (stem: number | undefined) =>
    Math.log(1 + leg.texts / (stem === undefined ? 0.5 : postings.count(stem)));
  return (stems) => {
    const bm25 = new Float32Array(passages);
    const coverage = new Float32Array(passages);
    const found = [...stems].map((stem) => postings.find(stem));
    const all = found.reduce<number>((sum, stem) => sum + rarityOf(stem), 0);
    for (const stem of found) {
      if (stem === undefined) continue;
      postings.add(stem, 1, bm25);
      postings.addToOwners(stem, rarityOf(stem) / all, coverage);
    }
    const most = all * SATURATION || 1;
    return { bm25, bm25Share: bm25.map((sum) => sum / most), coverage };
  };
}
