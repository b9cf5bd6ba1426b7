import { findAnchors } from "./anchors.ts";
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
  const anchors = findAnchors(
    hashes,
    ledger.map((entry) => entry.hash),
  ).map(({ a, b }) => ({ text: a, entry: b }));
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

/** Numbers that no entry ever had. */
export function numberAfter(ledger: readonly Pick<LedgerEntry, "id">[]): () => string {
  let last = ledger.reduce((most, { id }) => Math.max(most, Number(id)), 0);
  return () => String(++last).padStart(4, "0");
}
