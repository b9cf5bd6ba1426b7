/**
 * Fits what src/answer/danger.ts weighs by, and writes src/answer/danger.json: a logistic regression over
 * the question's vector. Cries for help are set against ordinary questions on the same subjects and
 * against questions authored for the corpus. The sets in test/answer/danger-fresh.json and
 * test/eval are never fitted on. Run after `npm run build`:
 *
 *   node scripts/fit-danger.mjs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { understand } from "../dist/answer/understand.js";
import { createVocabulary } from "../dist/answer/vocabulary.js";
import { readCorpus } from "../dist/corpus/corpus.js";
import { hashText } from "../dist/corpus/text.js";
import { createWorkerPool } from "../dist/embedding/worker-pool.js";

const SET = "test/answer/danger-development.json";
/** Plain gradient descent: steps, their length, and the pull of every weight to nothing. */
const [STEPS, RATE, PULL] = [1500, 2, 0.001];
/** How far vectors are stretched before: their components lie within a tenth of each other. */
const STRETCH = 10;
/** Sums above it are danger: even odds, were cries as frequent as questions. */
const THRESHOLD = 0;

const corpus = readCorpus("corpus");
const known = { phrases: corpus.phrases, vocabulary: createVocabulary(corpus) };
const source = readFileSync(SET, "utf8");
const { urgent, ordinary } = JSON.parse(source);
const authored = corpus.documents.flatMap(({ passages }) =>
  passages.flatMap(({ questions }) => Object.values(questions).flatMap(([first]) => first ?? [])),
);
const embedder = await createWorkerPool({ model: "models/multilingual-e5-small" });
const embed = (texts) =>
  embedder.embed(
    texts.map((text) => understand(text, undefined, known).searched),
    "query",
  );
const cries = await embed(urgent.map(({ text }) => text));
const others = await embed([...ordinary.map(({ text }) => text), ...authored]);
const { weights, bias } = regress(cries, others);
const round = (value) => Number(value.toPrecision(6));
const result = {
  ...{ fitted: new Date().toISOString().slice(0, 10), setHash: hashText(source), modelHash: embedder.modelHash },
  ...{ threshold: THRESHOLD, bias: round(bias), weights: weights.map(round) },
};
for (const folder of ["src", "dist"]) writeFileSync(`${folder}/answer/danger.json`, `${JSON.stringify(result)}\n`);
process.stdout.write(`fitted on ${cries.length} cries and ${others.length} other questions\n`);
await embedder.close();

function regress(right, wrong) {
  const vectors = [...right, ...wrong];
  const mean = Array.from(vectors[0], (_, k) => vectors.reduce((sum, vector) => sum + vector[k], 0) / vectors.length);
  const cases = vectors.map((vector, number) => ({
    features: mean.map((middle, k) => (vector[k] - middle) * STRETCH),
    label: number < right.length ? 1 : 0,
    weight: 0.5 / (number < right.length ? right.length : wrong.length),
  }));
  const slopes = new Array(mean.length).fill(0);
  let start = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const pull = slopes.map((slope) => PULL * slope);
    let pullStart = 0;
    for (const { features, label, weight } of cases) {
      const sum = features.reduce((total, feature, k) => total + feature * slopes[k], start);
      const error = (1 / (1 + Math.exp(-sum)) - label) * weight;
      for (let k = 0; k < features.length; k += 1) pull[k] += error * features[k];
      pullStart += error;
    }
    for (let k = 0; k < slopes.length; k += 1) slopes[k] -= RATE * pull[k];
    start -= RATE * pullStart;
  }
  const weights = slopes.map((slope) => slope * STRETCH);
  return { weights, bias: start - weights.reduce((sum, weight, k) => sum + weight * mean[k], 0) };
}
