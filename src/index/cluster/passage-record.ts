import { z } from "zod";
import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import { textKindOf } from "../build-index.ts";
import { type KeptVectors, keyOf } from "../kept-vectors.ts";
import { packVector, recordBytes, SCALE_BYTES, unpackVector } from "../packed-vectors.ts";
import { embeddedText, type View, type ViewSort } from "../views.ts";
import type { WordForms } from "../word-forms.ts";
import { groupTexts } from "../word-index.ts";

/**
 * All that weighs one passage, in one piece: the vectors of its views and the stems of its words.
 * The cluster proposes passages; what they are worth is computed from these, exactly as in the index
 * of one machine.
 *
 * Bytes: a line of JSON (the head), then the packed vectors, sort after sort.
 */

export interface PassageRecord {
  /** The best cosine for each sort of view. */
  cosines(vector: Float32Array): Partial<Record<ViewSort, number>>;
  /** Its words in each language in which it has any. */
  words: Partial<Record<Language, PassageWords>>;
  /** What it takes in memory, roughly. */
  bytes: number;
}

export interface PassageWords {
  /** How many words, repeated ones counted. */
  length: number;
  /** Stem → how often it comes. */
  counts: ReadonlyMap<string, number>;
}

const Head = z.object({
  /** For each vector the key of the text it was made of: a later index need not embed that text again. */
  keys: z.array(z.string()),
  sorts: z.array(z.tuple([z.custom<ViewSort>((value) => typeof value === "string"), z.number()])),
  words: z.partialRecord(z.enum(LANGUAGES), z.array(z.tuple([z.string(), z.number()]))),
});

/** The stems of a passage by language, each as often as it comes. */
export function stemPassage(views: readonly View[], forms: Record<Language, WordForms>): Map<Language, string[]> {
  return new Map(
    LANGUAGES.flatMap((language) =>
      [...groupTexts(views, language).values()].map((texts) => [language, forms[language](texts.join(" "))] as const),
    ),
  );
}

export function packRecord(
  views: readonly (readonly [view: View, vector: Float32Array])[],
  stems: ReadonlyMap<Language, readonly string[]>,
): Buffer {
  const sorts = new Map<ViewSort, { key: string; packed: Buffer }[]>();
  for (const [view, vector] of views) {
    const sort: ViewSort = `${view.kind}.${view.language}`;
    const key = keyOf(embeddedText(view), textKindOf(view)).toString("hex");
    sorts.set(sort, [...(sorts.get(sort) ?? []), { key, packed: packVector(vector) }]);
  }
  const vectors = [...sorts.values()].flat();
  const head: z.infer<typeof Head> = {
    keys: vectors.map(({ key }) => key),
    sorts: [...sorts].map(([sort, { length }]) => [sort, length]),
    words: Object.fromEntries([...stems].map(([language, words]) => [language, [...countStems(words)]])),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...vectors.map(({ packed }) => packed)]);
}

export function countStems(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

export function readRecord(bytes: Buffer, dimensions: number): PassageRecord {
  const end = bytes.indexOf("\n");
  const head = Head.parse(JSON.parse(bytes.toString("utf8", 0, end)));
  const size = recordBytes(dimensions);
  let next = end + 1;
  const sorts = head.sorts.map(([sort, count]) => {
    const vectors = Array.from({ length: count }, (_, k) => readNumbers(bytes, next + k * size, dimensions));
    next += count * size;
    return { sort, vectors };
  });
  const words = Object.entries(head.words).map(([language, counted]) => {
    const length = counted.reduce((sum, [, count]) => sum + count, 0);
    return [language, { length, counts: new Map(counted) }];
  });
  return {
    words: Object.fromEntries(words) as PassageRecord["words"],
    // A stem in a map takes about ten times what it takes in the head.
    bytes: bytes.length + end * 9,
    cosines: (vector) => {
      const best: Partial<Record<ViewSort, number>> = {};
      for (const { sort, vectors } of sorts) best[sort] = bestCosine(vector, vectors);
      return best;
    },
  };
}

/** A packed vector where it lies, and its length. */
interface Numbers {
  bytes: Int8Array;
  length: number;
}

function readNumbers(record: Buffer, start: number, dimensions: number): Numbers {
  const bytes = new Int8Array(record.buffer, record.byteOffset + start + SCALE_BYTES, dimensions);
  let squares = 0;
  for (const value of bytes) squares += value * value;
  return { bytes, length: Math.sqrt(squares) || 1 };
}

/** Few are looked at, so plain loops do: a thousand vectors a question take half a millisecond. */
function bestCosine(vector: Float32Array, vectors: readonly Numbers[]): number {
  let best = -1;
  for (const { bytes, length } of vectors) {
    // Four sums at once: the processor need not wait for each.
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let k = 0; k < bytes.length; k += 4) {
      first += (vector[k] ?? 0) * (bytes[k] ?? 0);
      second += (vector[k + 1] ?? 0) * (bytes[k + 1] ?? 0);
      third += (vector[k + 2] ?? 0) * (bytes[k + 2] ?? 0);
      fourth += (vector[k + 3] ?? 0) * (bytes[k + 3] ?? 0);
    }
    best = Math.max(best, (first + second + third + fourth) / length);
  }
  return best;
}

/** The vectors in records of an older index, found by their texts. */
export function readRecordVectors(records: Iterable<Buffer>, dimensions: number): KeptVectors {
  const places = new Map<string, { vectors: Buffer; start: number }>();
  for (const bytes of records) {
    const end = bytes.indexOf("\n");
    const { keys } = Head.parse(JSON.parse(bytes.toString("utf8", 0, end)));
    const vectors = bytes.subarray(end + 1);
    for (const [k, key] of keys.entries()) places.set(key, { vectors, start: k * recordBytes(dimensions) });
  }
  return {
    find: (text, kind) => {
      const place = places.get(keyOf(text, kind).toString("hex"));
      return place && unpackVector(place.vectors, place.start, dimensions);
    },
  };
}
