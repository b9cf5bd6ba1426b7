/** What two orders of the same things have in common: the fixed points between which the rest changed. Pure. */

export interface Pair {
  /** Position in the first list, and in the second. */
  a: number;
  b: number;
}

/** Cells of a table of common subsequences: 16 MB. Two texts of 2,000 paragraphs with nothing alike at either end. */
const MOST_CELLS = 4_000_000;

/**
 * Pairs of equal entries in the same order on both sides: a longest common subsequence, or, between
 * lists so long that its table would fill the memory, one through the entries that are there only once.
 */
export function findAnchors(first: readonly string[], second: readonly string[]): Pair[] {
  const shorter = Math.min(first.length, second.length);
  let head = 0;
  while (head < shorter && first[head] === second[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && first.at(-1 - tail) === second.at(-1 - tail)) tail += 1;
  const middle = [first.slice(head, first.length - tail), second.slice(head, second.length - tail)] as const;
  const small = middle[0].length * middle[1].length <= MOST_CELLS;
  const between = small ? findLongest(...middle) : findThroughRare(...middle);
  return [
    ...Array.from({ length: head }, (_, k) => ({ a: k, b: k })),
    ...between.map(({ a, b }) => ({ a: a + head, b: b + head })),
    ...Array.from({ length: tail }, (_, k) => ({ a: first.length - tail + k, b: second.length - tail + k })),
  ];
}

function findLongest(first: readonly string[], second: readonly string[]): Pair[] {
  const width = second.length + 1;
  const lengths = new Uint32Array((first.length + 1) * width);
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0;
  for (let a = first.length - 1; a >= 0; a -= 1) {
    for (let b = second.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] = first[a] === second[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let a = 0, b = 0; a < first.length && b < second.length; ) {
    if (first[a] === second[b]) pairs.push({ a: a++, b: b++ });
    else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

/** Through what stands once on either side, in the longest order that both share; then between those. */
function findThroughRare(first: readonly string[], second: readonly string[]): Pair[] {
  const once = (list: readonly string[]) => {
    const places = new Map<string, number>();
    for (const [place, each] of list.entries()) places.set(each, places.has(each) ? -1 : place);
    return places;
  };
  const places = once(second);
  const rare = [...once(first)].flatMap(([each, a]) => {
    const b = places.get(each) ?? -1;
    return a >= 0 && b >= 0 ? [{ a, b }] : [];
  });
  const fixed = findRising(rare.sort((x, y) => x.a - y.a));
  if (fixed.length === 0) return [];
  const pairs: Pair[] = [];
  let from = { a: 0, b: 0 };
  for (const stop of [...fixed, { a: first.length, b: second.length }]) {
    const start = from;
    const between = findAnchors(first.slice(start.a, stop.a), second.slice(start.b, stop.b));
    pairs.push(...between.map(({ a, b }) => ({ a: a + start.a, b: b + start.b })));
    if (stop.a < first.length) pairs.push(stop);
    from = { a: stop.a + 1, b: stop.b + 1 };
  }
  return pairs;
}

/** The longest run of pairs that rises on both sides. The pairs rise in `a`. */
export function findRising(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [place, { b }] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const half = (low + high) >> 1;
      if ((pairs[ends[half] ?? 0]?.b ?? 0) < b) low = half + 1;
      else high = half;
    }
    before[place] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = place;
  }
  const run: Pair[] = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) {
    const pair = pairs[place];
    if (pair) run.push(pair);
  }
  return run.reverse();
}
