import { type Calibration, describe, dot, findGap, rank, sigmoid, type Weights } from "../answer/rank.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { listWords } from "../index/word-forms.ts";
import { addOrderSlope, descend } from "./descent.ts";
import type { Gathered } from "./gather.ts";

/**
 * Fits what rank.ts weighs by: first the order (listwise softmax over the candidates of each
 * answerable question), then the probability that the first passage is right (logistic), then the
 * threshold. Gradient descent: a thousand questions and a dozen weights need no library.
 */

const STEPS = 250;
const RATE = 0.5;
/** Pull of every weight to where it starts: few questions must not buy large weights. */
const PULL = 0.02;
/** Of the confidence, which has a hundred questions to a weight: hardly pulled, and followed to the end (area .968 against .966). */
const CONFIDENCE = { steps: 300, pull: 0.003, rate: RATE };
/** How far each signal spreads over the candidates of a question (measured): weights are fitted per spread. */
const SPREADS = [0.016, 0.016, 0.017, 0.015, 0.012, 0.053, 0.084, 0.097, 0.015, 0.08];
const START = [0.1, 0.6, 0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0, 0];
/** How dear a wrong answer is beside a refusal when the threshold is chosen: the limits agreed on. */
const LIMITS = { wrong: 0.05, refused: 0.04 };
/** How far from the threshold, in logits, a question counts in part. */
const BLUR = 0.5;
/** Candidates of a question that the order is fitted on: the right ones and those that come nearest to them. */
const RIVALS = 25;

/**
 * Fits on the gathered cases: one order and one confidence for all languages (three times the
 * questions for the same weights: Kazakh hit@1 .94 against .90), and a threshold for each.
 */
export function fitCalibration(
  gathered: readonly Gathered[],
  about: { fitted: string; questionsHash: string },
): Calibration {
  const order = fitOrder(gathered.filter(({ kind }) => kind === "answerable"));
  const firsts = gathered
    .filter(({ kind }) => kind === "answerable" || kind === "unanswerable")
    .map((each) => describeFirst(each, order));
  const confidence = fitLogistic(firsts, ({ answerable }) => answerable);
  const related = fitLogistic(firsts, ({ answerable, near }) => answerable || near);
  const weights = Object.fromEntries(
    LANGUAGES.map((language) => {
      const own = firsts.filter((each) => each.language === language);
      const judged = own.map((each) => ({ ...each, confidence: sigmoid(dot(each.features, confidence)) }));
      return [language, { rank: order, confidence, related, threshold: chooseThreshold(judged) }];
    }),
  ) as Record<Language, Weights>;
  return { ...about, weights };
}

function fitOrder(cases: readonly Gathered[]): number[] {
  const lists = cases
    .map(({ judged }) => judged)
    .filter((candidates) => candidates.some(({ right }) => right) && candidates.some(({ right }) => !right));
  const scaled = lists.map((list) => {
    const near = nearest(list);
    const signals = Float64Array.from(
      near.flatMap((each) => each.signals.map((value, k) => value / (SPREADS[k] ?? 1))),
    );
    return { signals, right: near.map(({ right }) => right), masses: new Float64Array(near.length) };
  });
  let weights = Float64Array.from(START);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, k) => PULL * (weight - (START[k] ?? 0)));
    for (const list of scaled) addOrderSlope(slope, list, weights, lists.length);
    weights = weights.map((weight, k) => Math.max(0, weight - (RATE / 10) * (slope[k] ?? 0)));
  }
  return Array.from(weights, (weight, k) => round(weight / (SPREADS[k] ?? 1)));
}

/** The right candidates and the best of the others, by the weights that fitting starts from. */
function nearest(list: Gathered["judged"]): Gathered["judged"] {
  const start = START.map((weight, k) => weight / (SPREADS[k] ?? 1));
  const rated = list.map((each) => ({ each, score: dot(each.signals, start) }));
  rated.sort((a, b) => b.score - a.score);
  return rated.flatMap(({ each }, position) => (each.right || position < RIVALS ? [each] : []));
}

interface First {
  features: number[];
  language: Language;
  answerable: boolean;
  /** True for an unanswerable question close to what the document speaks of. */
  near: boolean;
}

function describeFirst({ candidates, understood, language, kind, near }: Gathered, order: readonly number[]): First {
  const ranked = rank(candidates, understood, { rank: [...order], confidence: [], related: [], threshold: 0 });
  const [first, ...others] = ranked;
  const features = describe(first ?? { passage: "", signals: [], score: 0, lacks: false, few: false }, {
    rivals: others,
    gap: findGap(candidates, understood.written),
    length: listWords(understood.searched).length,
    written: understood.written,
  });
  return { features, language, answerable: kind === "answerable", near };
}

/** Logistic regression on features brought to one scale, given back for the raw ones. The last is the constant. */
function fitLogistic(firsts: readonly First[], isTrue: (first: First) => boolean): number[] {
  const width = firsts[0]?.features.length ?? 0;
  const column = (k: number) => firsts.map(({ features }) => features[k] ?? 0);
  const means = Array.from({ length: width }, (_, k) => (k === width - 1 ? 0 : average(column(k))));
  const spreads = means.map((mean, k) =>
    k === width - 1 ? 1 : Math.sqrt(average(column(k).map((value) => (value - mean) ** 2))) || 1,
  );
  const scaled = Float64Array.from(
    firsts.flatMap(({ features }) => features.map((value, k) => (value - (means[k] ?? 0)) / (spreads[k] ?? 1))),
  );
  const weights = descend(
    scaled,
    firsts.map((first) => Number(isTrue(first))),
    CONFIDENCE,
  );
  const raw = Array.from(weights, (weight, k) => weight / (spreads[k] ?? 1));
  raw[width - 1] = raw.reduce(
    (sum, weight, k) => sum - (k === width - 1 ? 0 : weight * (means[k] ?? 0)),
    weights.at(-1) ?? 0,
  );
  return raw.map(round);
}

/**
 * The threshold at which neither mistake is far above its limit. A question near it counts in part:
 * forty unanswerable questions would else move it by chance.
 */
function chooseThreshold(firsts: readonly (First & { confidence: number })[]): number {
  const answerable = firsts.filter((each) => each.answerable);
  const [near, off] = [true, false].map((is) => firsts.filter((each) => !each.answerable && each.near === is));
  const above = (list: typeof firsts, threshold: number) =>
    average(list.map(({ confidence }) => sigmoid((logit(confidence) - logit(threshold)) / BLUR)));
  const costs = Array.from({ length: 99 }, (_, k) => {
    const threshold = (k + 1) / 100;
    const refused = 1 - above(answerable, threshold);
    // People ask what is off the topic about as often as what is near it, whatever a set holds.
    const wrong = (above(near ?? [], threshold) + above(off ?? [], threshold)) / 2;
    return { threshold, cost: refused / LIMITS.refused + wrong / LIMITS.wrong };
  });
  return costs.sort((a, b) => a.cost - b.cost)[0]?.threshold ?? 0.5;
}

function logit(probability: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return Math.log(inside / (1 - inside));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function round(value: number): number {
  return Math.round(value * 10000) / 10000;
}
