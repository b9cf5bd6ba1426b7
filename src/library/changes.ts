import { diffArrays } from "diff";
import type { KeptPassage } from "../corpus/added.ts";
import type { Match } from "./match-passages.ts";

/** What a new edition changes, for a reader. Pure. */

export interface Changes {
  /** Passages that stand as they did, and those of them that moved or stand under other headings. */
  kept: number;
  moved: number;
  changed: Changed[];
  added: KeptPassage[];
  withdrawn: KeptPassage[];
}

export interface Changed {
  id: string;
  before: KeptPassage;
  after: KeptPassage;
}

/** A stretch of words that both have, that went, or that came. */
export interface Stretch {
  kind: "same" | "gone" | "new";
  text: string;
}

export function findChanges(
  before: readonly KeptPassage[],
  after: readonly (KeptPassage & Pick<Match, "was">)[],
): Changes {
  const standing = new Set(after.map(({ id }) => id));
  const changes: Changes = {
    ...{ kept: 0, moved: 0, changed: [], added: [] },
    withdrawn: before.filter(({ id }) => !standing.has(id)),
  };
  for (const { was, ...passage } of after) {
    if (was === null) changes.added.push(passage);
    else if (was.text !== passage.text) changes.changed.push({ id: passage.id, before: was, after: passage });
    else changes.kept += 1;
  }
  changes.moved = countMoved(before, after);
  return changes;
}

/** True when nothing that anybody can read is other than before. */
export function areSame(before: readonly KeptPassage[], after: readonly KeptPassage[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Kept passages whose neighbour before them, or whose headings, are others. */
function countMoved(before: readonly KeptPassage[], after: readonly (KeptPassage & Pick<Match, "was">)[]): number {
  const places = new Map(before.map((passage, position) => [passage.id, position]));
  let last = -1;
  let moved = 0;
  for (const { was, text, place } of after) {
    if (was === null) continue;
    const position = places.get(was.id) ?? 0;
    const inOrder = position > last;
    if (inOrder) last = position;
    if (was.text === text && (!inOrder || was.place.join("\n") !== place.join("\n"))) moved += 1;
  }
  return moved;
}

/** Edits after which two texts are shown as one gone and one come: more would be a patchwork. */
const MOST_EDITS = 600;

/** A changed passage word by word. */
export function compareWords({ before, after }: Pick<Changed, "before" | "after">): Stretch[] {
  const parts = diffArrays(tokensOf(before.text), tokensOf(after.text), { maxEditLength: MOST_EDITS });
  if (!parts) {
    return [
      { kind: "gone", text: before.text },
      { kind: "new", text: after.text },
    ];
  }
  return parts.map(({ value, added, removed }) => ({
    kind: added ? "new" : removed ? "gone" : "same",
    text: value.join(""),
  }));
}

/** A word with the white space behind it is one token, so that what changed reads as words. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+\s*|\s+|[^\p{L}\p{N}\p{M}\s]\s*/gu) ?? [];
}
