import type { PackedArray } from "./packed-file.ts";

/**
 * Terms (stems, runs of letters) and who has them: for each term its owners in rising order, and what it
 * weighs in each. Three arrays, as they lie on disk: a million texts open in the time it takes to read them.
 */

export interface PostingArrays {
  /** Where the owners of each term begin; one more than there are terms. */
  starts: Uint32Array;
  owners: Uint32Array;
  weights: Float32Array;
}

export interface Postings {
  /** The number of a term, or undefined when nobody has it. */
  find(term: string): number | undefined;
  /** Adds what a term weighs in each of its owners, times a factor, to their scores. */
  add(term: number, factor: number, scores: Float32Array): void;
}

export function openPostings(terms: readonly string[], { starts, owners, weights }: PostingArrays): Postings {
  const numbers = new Map(terms.map((term, number) => [term, number]));
  return {
    find: (term) => numbers.get(term),
    add: (term, factor, scores) => {
      const end = starts[term + 1] as number;
      for (let at = starts[term] as number; at < end; at += 1) {
        const owner = owners[at] as number;
        scores[owner] = (scores[owner] as number) + factor * (weights[at] as number);
      }
    },
  };
}

/** What each text of a collection has of which term, one text after the other. */
export interface Counted {
  /** Term → its number. */
  names: Map<string, number>;
  terms: Uint32Array;
  counts: Float32Array;
  /** Where the terms of text n end. */
  ends: Uint32Array;
}

/** Counts the terms of texts; `countTerms` gives those of one. */
export function countAll(texts: readonly string[], countTerms: (text: string) => Map<string, number>): Counted {
  const names = new Map<string, number>();
  const terms: number[] = [];
  const counts: number[] = [];
  const ends: number[] = [];
  for (const text of texts) {
    for (const [term, count] of countTerms(text)) {
      const name = names.get(term) ?? names.size;
      names.set(term, name);
      terms.push(name);
      counts.push(count);
    }
    ends.push(terms.length);
  }
  return {
    names,
    terms: Uint32Array.from(terms),
    counts: Float32Array.from(counts),
    ends: Uint32Array.from(ends),
  };
}

/** What the terms of a text weigh, given its number and the range of `Counted` that is its own. */
export type Weigh = (text: number, from: number, to: number) => (at: number) => number;

/** Turns texts with their terms into terms with their texts. `ownerOf`: the owner of a text, rising. */
export function turnAround(
  { names, terms, ends }: Counted,
  { weigh, ownerOf }: { weigh: Weigh; ownerOf: (text: number) => number },
): PostingArrays {
  const starts = new Uint32Array(names.size + 1);
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 1; term < starts.length; term += 1) starts[term] = (starts[term] ?? 0) + (starts[term - 1] ?? 0);
  const next = starts.slice();
  const owners = new Uint32Array(terms.length);
  const weights = new Float32Array(terms.length);
  for (let text = 0, from = 0; text < ends.length; text += 1) {
    const end = ends[text] ?? 0;
    const weight = weigh(text, from, end);
    for (; from < end; from += 1) {
      const term = terms[from] ?? 0;
      const to = next[term] ?? 0;
      next[term] = to + 1;
      owners[to] = ownerOf(text);
      weights[to] = weight(from);
    }
  }
  return { starts, owners, weights };
}

/** The three arrays in the order of `PostingArrays`, as a packed file holds them. */
export function asPostingArrays([starts, owners, weights]: readonly PackedArray[]): PostingArrays {
  if (starts instanceof Uint32Array && owners instanceof Uint32Array && weights instanceof Float32Array) {
    return { starts, owners, weights };
  }
  throw new TypeError("Postings are two arrays of whole numbers and one of weights");
}
