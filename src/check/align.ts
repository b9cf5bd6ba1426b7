import { isFigureAt } from "./candidates.ts";
import type { Encoded } from "./encode.ts";
import type { Span } from "./exact.ts";
import type { Stream } from "./stream.ts";

/**
 * The best alignment of a whole quotation with some stretch of a window of the stream (a semi-global
 * alignment with affine gaps, after Gotoh 1982). Words left out of the document cost little each once
 * the first is out, so that a quotation with a clause dropped still aligns in one piece. Pure.
 */

/** Which word of the document stands beside each word of the quotation. */
export interface Alignment {
  /** The aligned stretch of the row; empty when nothing aligns. */
  span: Span;
  /** For each word of the quotation the position beside it in the row, or -1 where none is. */
  beside: Int32Array;
  score: number;
}

/** Scores in units of a matched rare word. Other forms of a word are half of it. */
const OTHER_FORM = 0.5;
const OTHER_FIGURE = -0.1;
const OTHER_WORD = -0.35;
const ADDED_FIRST = -0.45;
const ADDED_NEXT = -0.3;
const LEFT_OUT_FIRST = -1.1;
const LEFT_OUT_NEXT = -0.04;
/** Where an ellipsis says so, leaving out is almost free. */
const ELLIPSIS_FIRST = -0.1;
const ELLIPSIS_NEXT = -0.001;

const DIAGONAL = 1;
const UP = 2;
const LEFT = 3;
const FRESH = 4;
const WORST = -1e9;

/** `gaps`: words before which an ellipsis stands; there the document may go on without the quotation. */
export function align(quotation: Encoded, window: Span, stream: Stream, gaps: readonly number[] = []): Alignment {
  const rows = quotation.words.length;
  const columns = window.to - window.from;
  const width = columns + 1;
  const best = new Float64Array(2 * width);
  const added = new Float64Array(width).fill(WORST);
  const steps = new Uint8Array((rows + 1) * width);
  const addedOpens = new Uint8Array((rows + 1) * width);
  const leftOpens = new Uint8Array((rows + 1) * width);
  const figures = Uint8Array.from({ length: columns }, (_, k) => (isFigureAt(window.from + k, stream) ? 1 : 0));
  for (let i = 1; i <= rows; i += 1) {
    const above = ((i - 1) & 1) * width;
    const here = (i & 1) * width;
    const word = quotation.words[i - 1] ?? 0;
    const stem = quotation.stems[i - 1] ?? 0;
    const weight = quotation.weights[i - 1] ?? 0;
    const figure = quotation.figures[i - 1] ? 1 : 0;
    best[here] = ADDED_FIRST + (i - 1) * ADDED_NEXT;
    steps[i * width] = UP;
    addedOpens[i * width] = i === 1 ? 1 : 0;
    const gap = gaps.includes(i);
    const leftFirst = gap ? ELLIPSIS_FIRST : LEFT_OUT_FIRST;
    const leftNext = gap ? ELLIPSIS_NEXT : LEFT_OUT_NEXT;
    let left = WORST;
    for (let j = 1; j <= columns; j += 1) {
      const cell = i * width + j;
      const other = stream.row[window.from + j - 1] ?? 0;
      const pair =
        other === word
          ? weight
          : stream.stems[other] === stem
            ? OTHER_FORM * weight
            : figure === 1 && figures[j - 1] === 1
              ? OTHER_FIGURE
              : OTHER_WORD;
      const diagonal = (best[above + j - 1] ?? 0) + pair;
      const open = (best[above + j] ?? 0) + ADDED_FIRST;
      const extend = (added[j] ?? WORST) + ADDED_NEXT;
      const up = Math.max(open, extend);
      addedOpens[cell] = open >= extend ? 1 : 0;
      added[j] = up;
      const leftOpen = (best[here + j - 1] ?? 0) + leftFirst;
      const leftExtend = left + leftNext;
      left = Math.max(leftOpen, leftExtend);
      leftOpens[cell] = leftOpen >= leftExtend ? 1 : 0;
      const top = Math.max(diagonal, up, left);
      best[here + j] = top;
      steps[cell] = top === diagonal ? DIAGONAL : top === up ? UP : LEFT;
    }
  }
  return trace({ rows, width, steps, addedOpens, leftOpens, best, from: window.from });
}

interface Traced {
  rows: number;
  width: number;
  steps: Uint8Array;
  addedOpens: Uint8Array;
  leftOpens: Uint8Array;
  best: Float64Array;
  from: number;
}

function trace({ rows, width, steps, addedOpens, leftOpens, best, from }: Traced): Alignment {
  const last = (rows & 1) * width;
  let column = 0;
  for (let j = 1; j < width; j += 1) if ((best[last + j] ?? WORST) > (best[last + column] ?? WORST)) column = j;
  const score = best[last + column] ?? WORST;
  const beside = new Int32Array(rows).fill(-1);
  let i = rows;
  let j = column;
  let state = FRESH;
  while (i > 0) {
    const cell = i * width + j;
    const step = state === FRESH ? steps[cell] : state;
    if (step === DIAGONAL) {
      beside[i - 1] = from + j - 1;
      i -= 1;
      j -= 1;
      state = FRESH;
    } else if (step === UP) {
      state = addedOpens[cell] === 1 ? FRESH : UP;
      i -= 1;
    } else {
      state = leftOpens[cell] === 1 ? FRESH : LEFT;
      j -= 1;
    }
  }
  return { span: { from: from + j, to: from + column }, beside, score };
}
