import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import { findThemes, multiply, type Question } from "../../src/desk/similar.ts";

/** The same numbers every time (Numerical Recipes' generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return ((state >>> 8) + 0.5) / 16777216;
  };
}

function unit(values: Float32Array): Float32Array {
  const length = Math.sqrt(multiply(values, values));
  return values.map((value) => value / length);
}

/** Questions around some themes; those of a theme have cosines of about .75. */
function invent(count: number, themes: number): Question[] {
  const random = createRandom(11);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const bases = Array.from({ length: themes }, () => unit(Float32Array.from({ length: 384 }, normal)));
  return Array.from({ length: count }, (_, position) => ({
    id: position + 1,
    language: LANGUAGES[position % 3] ?? "en",
    text: "words alike",
    vector: unit((bases[(position * 7) % themes] ?? new Float32Array(384)).map((value) => value + 0.03 * normal())),
  }));
}

/** The same rule, every pair multiplied. */
function findNaively(questions: readonly Question[]): Map<number, number> {
  const leaders: Question[] = [];
  const themes = new Map<number, number>();
  for (const question of questions) {
    const alike = leaders
      .map((leader) => ({ leader, cosine: multiply(leader.vector, question.vector) }))
      .filter(({ cosine }) => cosine >= 0.5)
      .sort((one, other) => other.cosine - one.cosine)[0];
    if (!alike) leaders.push(question);
    themes.set(question.id, alike?.leader.id ?? question.id);
  }
  return themes;
}

test("finds what comparing every pair finds, and lets others have their turn", async () => {
  const questions = invent(1500, 300);
  let pauses = 0;
  const found = await findThemes(questions, async () => {
    pauses += 1;
  });
  const naive = findNaively(questions);
  const different = questions.filter(({ id }) => found.get(id) !== naive.get(id));
  expect(different.length).toBeLessThanOrEqual(questions.length / 100);
  expect(new Set(found.values()).size).toBeLessThan(330);
  expect(pauses).toBeGreaterThan(0);
});

test("questions that name different numbers are never one theme", async () => {
  const [first] = invent(1, 1);
  const ask = (id: number, text: string): Question => ({ ...(first as Question), id, text });
  const themes = await findThemes(
    [ask(1, "What does article 24 say?"), ask(2, "What does article 26 say?"), ask(3, "what does the article 24 say")],
    async () => {},
  );
  expect([...themes]).toEqual([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
});
