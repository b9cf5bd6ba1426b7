import { readPackedFile, writePackedFile } from "./packed-file.ts";
import type { View, ViewSort } from "./views.ts";

/**
 * Which passage each view leads to and what it is of it: all that answering needs of the views
 * once their texts are in the other files. Five bytes a view in memory, one on disk.
 */

export interface Owners {
  /** Ids of the passages by their numbers. */
  readonly passages: readonly string[];
  readonly viewCount: number;
  /** The number of the passage that a view leads to. */
  passageOf(label: number): number;
  /** The views of a passage, by its number: from one label up to another. */
  viewsOf(passage: number): { from: number; to: number };
  /** The same, those of one sort that stand one after the other are a run. */
  runsOf(passage: number): Run[];
}

/** Views of one sort: from one label up to another. */
export interface Run {
  sort: ViewSort;
  from: number;
  to: number;
}

interface About {
  passages: string[];
  sorts: ViewSort[];
}

/** What the file holds: where the views of each passage begin, one more at the end, and the sort of each view. */
interface Described {
  about: About;
  starts: Uint32Array;
  sorts: Uint8Array;
}

export function writeOwners(file: string, views: readonly View[]): void {
  const { about, starts, sorts } = describeOwners(views);
  writePackedFile(file, about, [starts, sorts]);
}

/** Of views in memory: where there is no file of them. */
export function createOwners(views: readonly View[]): Owners {
  return lookUp(describeOwners(views));
}

/** Views of a passage stand together: `listViews` lists them so. Throws when they don't. */
function describeOwners(views: readonly View[]): Described {
  const numbers = new Map<string, number>();
  const starts: number[] = [];
  const sorts = new Map<ViewSort, number>();
  const sortOfEach = Uint8Array.from(views, (view, label) => {
    if (views[label - 1]?.passage !== view.passage) {
      if (numbers.has(view.passage)) throw new Error(`The views of ${view.passage} do not stand together`);
      numbers.set(view.passage, numbers.size);
      starts.push(label);
    }
    const sort: ViewSort = `${view.kind}.${view.language}`;
    const number = sorts.get(sort) ?? sorts.size;
    sorts.set(sort, number);
    return number;
  });
  return {
    about: { passages: [...numbers.keys()], sorts: [...sorts.keys()] },
    starts: Uint32Array.from([...starts, views.length]),
    sorts: sortOfEach,
  };
}

/** Opens a file whose hash was checked. */
export function openOwners(file: string): Owners {
  const { about, arrays } = readPackedFile<About>(file);
  const [starts, sorts] = arrays;
  if (!(starts instanceof Uint32Array && sorts instanceof Uint8Array)) throw new TypeError("This is no file of owners");
  return lookUp({ about, starts, sorts });
}

function lookUp({ about, starts, sorts }: Described): Owners {
  const owner = new Uint32Array(sorts.length);
  for (let number = 0; number < about.passages.length; number += 1) {
    owner.fill(number, starts[number], starts[number + 1]);
  }
  return {
    passages: about.passages,
    viewCount: sorts.length,
    passageOf: (label) => owner[label] ?? 0,
    viewsOf: (passage) => ({ from: starts[passage] ?? 0, to: starts[passage + 1] ?? 0 }),
    runsOf: (passage) => {
      const runs: Run[] = [];
      for (let label = starts[passage] ?? 0; label < (starts[passage + 1] ?? 0); label += 1) {
        const sort = about.sorts[sorts[label] ?? 0];
        const last = runs.at(-1);
        if (last && last.sort === sort) last.to += 1;
        else if (sort !== undefined) runs.push({ sort, from: label, to: label + 1 });
      }
      return runs;
    },
  };
}
