import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import { type BuildSettings, embedViews } from "../build-index.ts";
import { eitherOf } from "../replaced-vectors.ts";
import { listViews, type View } from "../views.ts";
import { createWordForms } from "../word-forms.ts";
import { type Collections, idOf } from "./collections.ts";
import { packRecord, readRecordVectors, stemPassage } from "./passage-record.ts";
import type { PassageStore } from "./passage-store.ts";
import type { StoredObject, Weaviate } from "./weaviate.ts";
import { createStatistics } from "./word-statistics.ts";

/** Fills a fresh pair of collections from the corpus, some passages at a time. */

/** The passages' collection holds one object more: the statistics of the words. */
export const STATISTICS = "statistics";
/** Objects of a request: 200 views are about a megabyte, as are 40 passages. */
const BATCH = { views: 200, passages: 40 };
/** Views that are embedded and held in memory at a time. */
const PORTION = 2000;

export interface FillSettings extends Pick<BuildSettings, "corpus" | "embedder" | "kept" | "progress"> {
  collections: Collections;
  weaviate: Weaviate;
  /** An older index of the same model: what it has embedded is not embedded again. */
  older: PassageStore | null;
}

/** How many objects each collection has once it is whole. */
export function countObjects({ passages, views }: { passages: number; views: number }): number[] {
  return [views, passages + 1];
}

/** Writing is repeatable: an object's id is made of what it is. Throws IndexError when the cluster refuses. */
export async function fillCollections(settings: FillSettings): Promise<void> {
  const { collections, weaviate } = settings;
  const forms = createWordForms();
  const statistics = createStatistics();
  const views = listViews(settings.corpus);
  let done = 0;
  for (const portion of cut(groupByPassage(views), PORTION)) {
    const flat = portion.flatMap(([, own]) => own);
    const vectors = await embedViews(flat, {
      embedder: settings.embedder,
      kept: eitherOf(settings.kept, await findOlder(settings, portion)),
      progress: (embedded) => settings.progress?.(done + embedded, views.length),
    });
    await putAll(
      flat.map((view, k) =>
        storeView(collections, { view, label: done + k, vector: vectors[k] ?? new Float32Array() }),
      ),
      BATCH.views,
      weaviate,
    );
    let label = 0;
    const passages = portion.map(([passage, own]) => {
      const stems = stemPassage(own, forms);
      for (const [language, words] of stems) statistics.add(language, words);
      const pairs = own.map((view) => [view, vectors[label++] ?? new Float32Array()] as const);
      return storePassage(collections, { passage, stems, record: packRecord(pairs, stems) });
    });
    await putAll(passages, BATCH.passages, weaviate);
    done += flat.length;
  }
  const packed = statistics.pack();
  await weaviate.put([storePassage(collections, { passage: STATISTICS, stems: new Map(), record: packed })]);
}

/** What the older index has of these passages. Whatever is wrong with it, the new one is built. */
async function findOlder({ older, embedder }: FillSettings, portion: readonly [string, View[]][]) {
  try {
    const records = await older?.bytes(portion.map(([passage]) => passage));
    return records && readRecordVectors(records.values(), embedder.dimensions);
  } catch {
    return undefined;
  }
}

function storeView(
  { views }: Collections,
  { view, label, vector }: { view: View; label: number; vector: Float32Array },
): StoredObject {
  const properties = { passage: view.passage, document: documentOf(view.passage) };
  return { class: views, id: idOf(views, label), properties, vector: Array.from(vector) };
}

function storePassage(
  { passages }: Collections,
  parts: { passage: string; stems: ReadonlyMap<Language, readonly string[]>; record: Buffer },
): StoredObject {
  const { passage, stems, record } = parts;
  const words = LANGUAGES.flatMap((language) => {
    const own = stems.get(language);
    return own === undefined ? [] : [[language, own.join(" ")] as const];
  });
  return {
    class: passages,
    id: idOf(passages, passage),
    properties: {
      passage,
      document: documentOf(passage),
      record: record.toString("base64"),
      ...Object.fromEntries(words),
    },
  };
}

/** The document that a passage is of: what stands first in its id. */
function documentOf(passage: string): string {
  return passage.split("/")[0] ?? passage;
}

async function putAll(objects: readonly StoredObject[], size: number, weaviate: Weaviate): Promise<void> {
  for (let start = 0; start < objects.length; start += size) await weaviate.put(objects.slice(start, start + size));
}

function groupByPassage(views: readonly View[]): [passage: string, views: View[]][] {
  const groups = new Map<string, View[]>();
  for (const view of views) {
    const own = groups.get(view.passage);
    if (own) own.push(view);
    else groups.set(view.passage, [view]);
  }
  return [...groups];
}

/** Groups in portions of about so many views; none is torn apart. */
function* cut(groups: readonly [string, View[]][], size: number): Generator<[string, View[]][]> {
  let portion: [string, View[]][] = [];
  let count = 0;
  for (const group of groups) {
    portion.push(group);
    count += group[1].length;
    if (count < size) continue;
    yield portion;
    portion = [];
    count = 0;
  }
  if (portion.length > 0) yield portion;
}
