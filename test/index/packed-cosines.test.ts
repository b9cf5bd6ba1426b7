import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openPackedCosines } from "../../src/index/packed-cosines.ts";
import { packVector, recordBytes, unpackVector } from "../../src/index/packed-vectors.ts";

const folder = mkdtempSync(join(tmpdir(), "kenes-cosines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Numbers that look random and are the same in every run. */
function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function toUnit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

describe.each([384, 768, 312, 1024])("cosines with packed vectors of %i dimensions", (dimensions) => {
  const next = createNumbers(dimensions);
  const make = () => toUnit(Float32Array.from({ length: dimensions }, next));
  const spiky = Float32Array.from({ length: dimensions }, (_, k) => Number(k === 7));
  const flat = toUnit(new Float32Array(dimensions).fill(-1));
  const vectors = [...Array.from({ length: 60 }, make), spiky, flat, flat.map((value) => -value)];
  const records = Buffer.concat(vectors.map(packVector));
  const file = join(folder, `${dimensions}.i8`);
  writeFileSync(file, records);
  const cosines = openPackedCosines(file, { dimensions, count: vectors.length });
  const naive = (question: Float32Array, number: number) => {
    const vector = unpackVector(records, number * recordBytes(dimensions), dimensions);
    return question.reduce((sum, value, k) => sum + value * (vector[k] ?? 0), 0);
  };

  test.each([
    ["a random question", make()],
    ["a question of one number", spiky],
    ["a question of equal numbers", flat],
    ["one that is a vector itself", vectors[5] ?? spiky],
  ])("are those of a plain loop for %s", (_name, question) => {
    cosines.ask(question);
    cosines.list.set([...vectors.keys()]);
    cosines.rate(vectors.length);
    for (const number of vectors.keys()) {
      // The plain loop's vectors are floats at unit length: seven digits.
      expect(Math.abs(cosines.best(number, number + 1) - naive(question, number))).toBeLessThan(1e-6);
      expect(Math.abs((cosines.rated[number] ?? 0) - naive(question, number))).toBeLessThan(2e-4);
    }
    const first = Math.max(...[3, 4, 5, 6].map((number) => cosines.best(number, number + 1)));
    expect(cosines.best(3, 7)).toBe(first);
  });
});
