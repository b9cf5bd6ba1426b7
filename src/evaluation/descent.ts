import { sigmoid } from "../answer/rank.ts";

/** The inner loops of fitting, over flat tables of numbers: a row a candidate or a question. */

/** The candidates of a question, one after the other in `signals`; `masses` is room to reckon in. */
interface List {
  signals: Float64Array;
  right: boolean[];
  masses: Float64Array;
}

/** Adds the slope of one list's loss: minus the logarithm of the probability that a right passage is drawn. */
export function addOrderSlope(
  slope: Float64Array,
  { signals, right, masses }: List,
  weights: Float64Array,
  lists: number,
): void {
  const width = weights.length;
  let top = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < masses.length; n += 1) {
    masses[n] = dotAt(signals, n * width, weights);
    top = Math.max(top, masses[n] ?? 0);
  }
  let all = 0;
  let ofRight = 0;
  for (let n = 0; n < masses.length; n += 1) {
    const mass = Math.exp((masses[n] ?? 0) - top);
    masses[n] = mass;
    all += mass;
    if (right[n]) ofRight += mass;
  }
  for (let n = 0; n < masses.length; n += 1) {
    const mass = masses[n] ?? 0;
    const pull = (mass / all - (right[n] ? mass / (ofRight || 1) : 0)) / lists;
    addTimes(slope, pull, signals, n * width);
  }
}

/**
 * Weights of least logistic loss for a table with a row a truth (0 or 1); the last weight, the constant's, is not
 * pulled. With Nesterov's momentum (1983) 300 steps end where 2,000 plain ones do, to the third digit.
 */
export function descend(
  scaled: Float64Array,
  truths: readonly number[],
  { steps, pull, rate }: { steps: number; pull: number; rate: number },
): Float64Array {
  const width = scaled.length / truths.length;
  let weights = new Float64Array(width);
  let ahead = weights;
  for (let step = 0; step < steps; step += 1) {
    const slope = ahead.map((weight, k) => (k === width - 1 ? 0 : pull * weight));
    for (const [n, truth] of truths.entries()) {
      const miss = sigmoid(dotAt(scaled, n * width, ahead)) - truth;
      addTimes(slope, miss / truths.length, scaled, n * width);
    }
    const next = ahead.map((weight, k) => weight - rate * (slope[k] ?? 0));
    const momentum = step / (step + 3);
    const before = weights;
    ahead = next.map((weight, k) => weight + momentum * (weight - (before[k] ?? 0)));
    weights = next;
  }
  return weights;
}

/** The product of a row of a table and weights. */
function dotAt(table: Float64Array, from: number, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k += 1) sum += (table[from + k] ?? 0) * (weights[k] ?? 0);
  return sum;
}

/** Adds so many times a row of a table. */
function addTimes(sum: Float64Array, factor: number, table: Float64Array, from: number): void {
  for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] ?? 0) + factor * (table[from + k] ?? 0);
}
