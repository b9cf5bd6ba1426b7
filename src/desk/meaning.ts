import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { multiply } from "./similar.ts";

/** Text → vector, as the desk is given it: unit length, and which model made it. */
export interface Embed {
  modelHash: string;
  /** One vector a text, in order. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

/** The middle of a language's questions: what they have in common only by being questions in it. */
export type Centres = Partial<Record<Language, Float32Array>>;

/** Questions a language: the middle of a hundred is within a tenth of a vector's spread. */
const SAMPLE = 96;

/** A language without sample questions gets no centre, and its cases are not compared. */
export async function measureCentres(samples: Record<Language, readonly string[]>, embed: Embed): Promise<Centres> {
  const centres: Centres = {};
  for (const language of LANGUAGES) {
    const all = samples[language];
    const step = Math.max(1, Math.floor(all.length / SAMPLE));
    const sample = all.filter((_, position) => position % step === 0).slice(0, SAMPLE);
    if (sample.length === 0) continue;
    centres[language] = averageOf(await embed.embed(sample));
  }
  return centres;
}

/** What is left of a vector when its language is taken off, at unit length. */
export function centre(vector: Float32Array, middle: Float32Array): Float32Array {
  const left = vector.map((value, position) => value - (middle[position] ?? 0));
  const length = Math.sqrt(multiply(left, left)) || 1;
  return left.map((value) => value / length);
}

function averageOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let position = 0; position < sum.length; position++) {
      sum[position] = (sum[position] ?? 0) + (vector[position] ?? 0) / vectors.length;
    }
  }
  return sum;
}
