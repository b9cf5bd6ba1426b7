import type { KeptPassage } from "../corpus/added.ts";
import type { Plan } from "./preview.ts";

/** What a person looks at before a document goes in. Pure. */
export interface Summary {
  passages: number;
  /** Its headings in order, with the depth of each. */
  outline: { heading: string; depth: number }[];
  /** How many more headings there are. */
  outlineMore: number;
  first: KeptPassage[];
}

/** What fits a page. */
const SHOWN = { headings: 60, passages: 6 };

export function summarise({ passages }: Pick<Plan, "passages">): Summary {
  const outline: Summary["outline"] = [];
  let above: readonly string[] = [];
  for (const { place } of passages) {
    const same = place.findIndex((heading, depth) => heading !== above[depth]);
    if (same >= 0)
      for (let depth = same; depth < place.length; depth += 1) outline.push({ heading: place[depth] ?? "", depth });
    above = place;
  }
  return {
    passages: passages.length,
    outline: outline.slice(0, SHOWN.headings),
    outlineMore: Math.max(0, outline.length - SHOWN.headings),
    first: passages.filter(({ heading }) => !heading).slice(0, SHOWN.passages),
  };
}
