import { diffArrays } from "diff";
import { isFigure, type Token } from "./tokens.ts";
import { haveSameValue } from "./values.ts";

/** A stretch in which a quotation and the document differ: words from, up to without, of each side. */
export interface Hunk {
  quoted: { from: number; to: number };
  document: { from: number; to: number };
  /** True when both sides are the same figure or unit, written otherwise: "six" and "6". */
  sameValue: boolean;
}

/** Two changes parted by one small word are one change to a reader: "within a month of" for "soon after". */
const SMALL_WORD = 3;

/** The stretches that differ, in order. Words that differ only in where they are parted do not. */
export function findHunks(quoted: readonly Token[], document: readonly Token[]): Hunk[] {
  const words = (tokens: readonly Token[]) => tokens.map(({ word }) => word);
  const hunks: Hunk[] = [];
  let q = 0;
  let d = 0;
  let open = false;
  for (const { count, added, removed } of diffArrays(words(document), words(quoted))) {
    if (!added && !removed) {
      q += count;
      d += count;
      open = false;
      continue;
    }
    let last = hunks.at(-1);
    if (!open || !last) {
      last = { quoted: { from: q, to: q }, document: { from: d, to: d }, sameValue: false };
      hunks.push(last);
      open = true;
    }
    if (added) {
      q += count;
      last.quoted.to = q;
    } else {
      d += count;
      last.document.to = d;
    }
  }
  const real = hunks.filter((hunk) => join(quoted, hunk.quoted) !== join(document, hunk.document));
  for (const hunk of real) {
    hunk.sameValue = haveSameValue(
      quoted.slice(hunk.quoted.from, hunk.quoted.to),
      document.slice(hunk.document.from, hunk.document.to),
    );
  }
  return mergeNear(real, quoted, document);
}

function join(tokens: readonly Token[], { from, to }: { from: number; to: number }): string {
  return tokens
    .slice(from, to)
    .map(({ word }) => word)
    .join("");
}

function mergeNear(hunks: readonly Hunk[], quoted: readonly Token[], document: readonly Token[]): Hunk[] {
  const merged: Hunk[] = [];
  for (const hunk of hunks) {
    const last = merged.at(-1);
    const between = quoted[hunk.quoted.from - 1]?.word ?? "";
    const near = last && hunk.quoted.from - last.quoted.to === 1 && between.length <= SMALL_WORD;
    if (
      near &&
      !last.sameValue &&
      !hunk.sameValue &&
      !isFigure(between) &&
      isWordy(last, quoted, document) &&
      isWordy(hunk, quoted, document)
    ) {
      last.quoted.to = hunk.quoted.to;
      last.document.to = hunk.document.to;
    } else {
      merged.push({ ...hunk, quoted: { ...hunk.quoted }, document: { ...hunk.document } });
    }
  }
  return merged;
}

/** True when both sides have words, and none is a figure: figures are named one by one. */
function isWordy(hunk: Hunk, quoted: readonly Token[], document: readonly Token[]): boolean {
  const q = quoted.slice(hunk.quoted.from, hunk.quoted.to);
  const d = document.slice(hunk.document.from, hunk.document.to);
  return q.length > 0 && d.length > 0 && ![...q, ...d].some(({ word }) => isFigure(word));
}
