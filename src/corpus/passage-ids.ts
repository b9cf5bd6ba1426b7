import { hashText } from "./text.ts";

/**
 * Keeps a passage's id the same when the file is read again and when a paragraph elsewhere changes.
 * The ledger (`ids.json` beside the text) remembers which id had which text, in order. Pure.
 */

export interface LedgerEntry {
  /** The number within the document, four digits: "0123". */
  id: string;
  /** `sha256:…` of the text that had it when the ledger was written. */
  hash: string;
}

/**
 * One id a text, in the order of the texts. Texts known by hash keep their id; between two known
 * neighbours a changed text takes the id that stood in its place; a new text gets a number never
 * used before.
 */
export function assignIds(texts: readonly string[], ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const hashes = texts.map(hashText);
  const anchors = anchor(hashes, ledger);
  const next = numberAfter(ledger);
  const result: LedgerEntry[] = [];
  let text = 0;
  let entry = 0;
  for (const stop of [...anchors, { text: texts.length, entry: ledger.length }]) {
    for (; text < stop.text; text += 1) {
      const inherited = entry < stop.entry ? ledger[entry]?.id : undefined;
      entry += inherited === undefined ? 0 : 1;
      result.push({ id: inherited ?? next(), hash: hashes[text] ?? "" });
    }
    entry = stop.entry;
  }
  return result.map((given, position) => {
    const known = anchors.find((pair) => pair.text === position);
    return known ? { id: ledger[known.entry]?.id ?? given.id, hash: given.hash } : given;
  });
}

interface Pair {
  text: number;
  entry: number;
}

/** Pairs of equal hashes in the same order on both sides: a longest common subsequence. */
function anchor(hashes: readonly string[], ledger: readonly LedgerEntry[]): Pair[] {
  const width = ledger.length + 1;
  const lengths = new Uint32Array((hashes.length + 1) * width);
  const at = (text: number, entry: number) => lengths[text * width + entry] ?? 0;
  for (let text = hashes.length - 1; text >= 0; text -= 1) {
    for (let entry = ledger.length - 1; entry >= 0; entry -= 1) {
      lengths[text * width + entry] =
        hashes[text] === ledger[entry]?.hash
          ? at(text + 1, entry + 1) + 1
          : Math.max(at(text + 1, entry), at(text, entry + 1));
    }
  }
  const pairs: Pair[] = [];
  let text = 0;
  let entry = 0;
  while (text < hashes.length && entry < ledger.length) {
    if (hashes[text] === ledger[entry]?.hash) pairs.push({ text: text++, entry: entry++ });
    else if (at(text + 1, entry) >= at(text, entry + 1)) text += 1;
    else entry += 1;
  }
  return pairs;
}

function numberAfter(ledger: readonly LedgerEntry[]): () => string {
  let last = Math.max(0, ...ledger.map((entry) => Number(entry.id)));
  return () => String(++last).padStart(4, "0");
}
