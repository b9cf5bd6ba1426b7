import { z } from "zod";
import { DocumentError, readOptionalJson } from "./files.ts";
import type { Language, Passage } from "./passage.ts";

/**
 * Where a document gives two figures for one measure: `conflicts.json` beside its text, written by
 * people who read the passages. Kenes shows both figures and chooses neither.
 */

/** Why the figures differ: no reason in the document, another whole, another period, parts that do not add up. */
export const CONFLICT_KINDS = ["contradiction", "category", "period", "sum"] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

export interface ConflictSide {
  /** The passage's id. */
  passage: string;
  /** The figure, with words enough to find it: a substring of the passage. */
  figure: string;
}

export interface Conflict {
  id: string;
  kind: ConflictKind;
  measure: Record<Language, string>;
  sides: ConflictSide[];
  explanation: Record<Language, string>;
}

const Text = z.object({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) });
const Numbered = z.string().regex(/^\d{4,}$/u);
const Entry = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  kind: z.enum(CONFLICT_KINDS),
  measure: Text,
  sides: z
    .array(
      z.object({
        passage: Numbered,
        hash: z.string().regex(/^sha256:[0-9a-f]{64}$/u),
        figure: z.string().min(1),
      }),
    )
    .min(2),
  explanation: Text,
});
const Shape = z.object({
  conflicts: z.array(Entry),
  /** Pairs of passages that a rule suspected and that someone has read: their figures measure different things. */
  different: z.array(z.tuple([Numbered, Numbered])),
});

/** What people have found of a document's figures. */
export interface FigureReview {
  conflicts: Conflict[];
  /** Pairs of passages' ids whose figures only look alike. */
  different: [string, string][];
}

interface Reviewed {
  documents: readonly { figures: FigureReview }[];
}

/**
 * The conflicts whose passages still read as they did when someone checked them. One whose passage has
 * changed is left out until it is read again. Throws DocumentError naming the file.
 */
export function readFigureReview(folder: string, id: string, passages: readonly Passage[]): FigureReview {
  const value = readOptionalJson(folder, "conflicts.json", id);
  if (value === undefined) return { conflicts: [], different: [] };
  const parsed = Shape.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new DocumentError(id, `conflicts.json is not right: ${problems.slice(0, 5).join("; ")}`);
  }
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const conflicts = parsed.data.conflicts.flatMap((entry) => {
    const sides = entry.sides.map((side) => ({ ...side, passage: `${id}/${side.passage}` }));
    const stands = sides.every(({ passage, hash, figure }) => {
      const found = byId.get(passage);
      return found?.hash === hash && found.text.includes(figure);
    });
    return stands ? [{ ...entry, sides: sides.map(({ passage, figure }) => ({ passage, figure })) }] : [];
  });
  const different = parsed.data.different.map(([a, b]): [string, string] => [`${id}/${a}`, `${id}/${b}`]);
  return { conflicts, different };
}

/** Every conflict of the corpus, in the order of its files. */
export function findConflicts(corpus: Reviewed): Conflict[] {
  return corpus.documents.flatMap(({ figures }) => figures.conflicts);
}

/** A look-up by passage: the conflicts that one of its figures is a side of. */
export function createConflictLookup(corpus: Reviewed): (passage: string) => Conflict[] {
  const byPassage = new Map<string, Conflict[]>();
  for (const conflict of findConflicts(corpus)) {
    for (const passage of new Set(conflict.sides.map((side) => side.passage))) {
      byPassage.set(passage, [...(byPassage.get(passage) ?? []), conflict]);
    }
  }
  return (passage) => byPassage.get(passage) ?? [];
}
