/**
 * A corpus of any size around the real one. The first views are the real ones with the model's own
 * vectors. Then come rounds of made passages, one a real passage and round: passage A of the round is
 * mixed with a real passage B drawn by chance, the share t of B between .2 and .5.
 *
 * A made view stands for a view a of A and a view b of B of the same sort (kind and language), m being the
 * mean of the sort: v = m + ((1 − t)(a − m) + t(b − m)) / √((1 − t)² + t²) + .05 (x − y), at unit length.
 * The root keeps the spread that a mean of two would lose; x and y are real views of the sort, so the noise
 * lies in the directions in which real vectors differ. All views of a made passage share B and t and so move
 * together, as those of a real one do. Words are mixed alike: each word of a's text gives way to one of b's
 * with chance t, and one word in forty to a name that no other passage has, so that the vocabulary grows.
 *
 * docs/benchmarks.md says how like the real ones they are.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCorpus } from "../../dist/corpus/corpus.js";
import { textKindOf } from "../../dist/index/build-index.js";
import { KEPT_VECTORS, readKeptVectors } from "../../dist/index/kept-vectors.js";
import { embeddedText, listViews } from "../../dist/index/views.js";

export const DIMENSIONS = 384;
const SHARE = { least: 0.2, most: 0.5 };
const NOISE = 0.05;
/** One word in so many is a name of its own. */
const NAMES = 40;

/** Makes whole passages until there are `count` views; the last passage may be cut short. */
export function* makeViews(count, { withText = true } = {}) {
  const real = readReal();
  let made = 0;
  for (let round = 0; ; round += 1) {
    for (const [number, labels] of real.passages.entries()) {
      const views = round === 0 ? copyReal(real, labels) : mixPassage(real, { number, labels, round, withText });
      for (const view of views) {
        yield view;
        made += 1;
        if (made === count) return;
      }
    }
  }
}

/** The real views with the vectors that lie beside the corpus. */
export function readReal() {
  const views = listViews(readCorpus("corpus"));
  const file = join("corpus", KEPT_VECTORS);
  const bytes = readFileSync(file);
  const { modelHash } = JSON.parse(bytes.subarray(0, bytes.indexOf("\n")).toString("utf8"));
  const kept = readKeptVectors(file, modelHash);
  const vectors = views.map((view) => kept.find(embeddedText(view), textKindOf(view)));
  if (vectors.some((vector) => !vector)) throw new Error("Some views have no kept vector: run npm run index -- --keep");
  const passages = groupBy(views, ({ passage }) => passage);
  const sorts = groupBy(views, sortOf);
  const ofPassage = [...passages.values()].map((labels) => groupBy(labels, (label) => sortOf(views[label])));
  const means = new Map([...sorts].map(([sort, labels]) => [sort, meanOf(labels.map((label) => vectors[label]))]));
  return { views, vectors, passages: [...passages.values()], sorts, ofPassage, means, modelHash };
}

function copyReal({ views, vectors }, labels) {
  return labels.map((label) => ({ view: views[label], vector: vectors[label] }));
}

function* mixPassage(real, { number, labels, round, withText }) {
  // Words draw from numbers of their own: the vectors are the same with and without texts.
  const [random, wordRandom] = [1, 2].map((draw) => createRandom((round * 100_003 + number) * 3 + draw));
  const pick = (list) => list[Math.floor(random() * list.length)];
  const other = real.ofPassage[Math.floor(random() * real.ofPassage.length)];
  const share = SHARE.least + random() * (SHARE.most - SHARE.least);
  for (const label of labels) {
    const own = real.views[label];
    const all = real.sorts.get(sortOf(own));
    const mate = pick(other.get(sortOf(own)) ?? all);
    const [x, y] = [pick(all), pick(all)].map((each) => real.vectors[each]);
    const mean = real.means.get(sortOf(own));
    const vector = mixVectors({ a: real.vectors[label], b: real.vectors[mate], x, y, mean, share });
    const passage = `${own.passage}-${round}`;
    if (!withText) {
      yield { view: { ...own, passage }, vector };
      continue;
    }
    const mix = (a, b) =>
      mixWords(a, b, { share, random: wordRandom, name: `${round.toString(36)}x${number.toString(36)}` });
    const view = { ...own, passage, text: mix(own.text, real.views[mate].text) };
    if (own.words !== undefined) view.words = mix(own.words, real.views[mate].words ?? "");
    yield { view, vector };
  }
}

function mixVectors({ a, b, x, y, mean, share }) {
  const vector = new Float32Array(DIMENSIONS);
  const spread = 1 / Math.hypot(1 - share, share);
  let squares = 0;
  for (let k = 0; k < DIMENSIONS; k += 1) {
    const mixed = (1 - share) * (a[k] - mean[k]) + share * (b[k] - mean[k]);
    vector[k] = mean[k] + spread * mixed + NOISE * (x[k] - y[k]);
    squares += vector[k] ** 2;
  }
  const length = Math.sqrt(squares) || 1;
  for (let k = 0; k < DIMENSIONS; k += 1) vector[k] /= length;
  return vector;
}

function mixWords(a, b, { share, random, name }) {
  const others = b.split(" ");
  return a
    .split(" ")
    .map((word, place) => {
      if (random() < 1 / NAMES) return `${word.slice(0, 3)}${name}`;
      return random() < share ? (others[place % others.length] ?? word) : word;
    })
    .join(" ");
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sortOf({ kind, language }) {
  return `${kind}.${language}`;
}

function meanOf(vectors) {
  const mean = new Float32Array(DIMENSIONS);
  for (const vector of vectors) for (let k = 0; k < DIMENSIONS; k += 1) mean[k] += vector[k] / vectors.length;
  return mean;
}

/** Positions of items, or the items themselves where they are numbers, by key. */
function groupBy(items, keyOf) {
  const groups = new Map();
  for (const [position, item] of items.entries()) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(typeof item === "number" ? item : position);
  }
  return groups;
}
