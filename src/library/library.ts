import { type KeptPassage, readAddedDescription, readKeptPassages } from "../corpus/added.ts";
import type { Catalogue, CatalogueEntry } from "../corpus/catalogue.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Description } from "../corpus/document.ts";
import { type Changes, findChanges } from "./changes.ts";
import { type Plan, type Preview, previewFile, type Upload } from "./preview.ts";
import { createStore } from "./store.ts";
import { type Refused, refuse } from "./trouble.ts";

/** A document of the library, with all its editions. */
export interface Shelved {
  id: string;
  /** ISO moment when it was taken out; null while it is in. */
  removed: string | null;
  description: Description;
  /** Oldest first. */
  editions: { edition: string; added: string; date: string; passages: number }[];
}

/** Documents that are added while Kenes runs. A running service sees each change by the catalogue. */
export interface Library {
  /** What would become of a file; changes nothing. */
  preview(upload: Upload): Promise<Preview>;
  /** Puts in what was previewed, unless its document has changed meanwhile. Throws LibraryError. */
  putIn(plan: Plan): "done" | { refused: Refused };
  /** Takes a document out; it is kept and can be brought back. Throws LibraryError. */
  remove(id: string): "done" | { refused: Refused };
  restore(id: string): "done" | { refused: Refused };
  /** Throws DocumentError. */
  list(): Shelved[];
  find(id: string): Shelved | undefined;
  /** What the last edition changed; `edition` names another one by the beginning of its hash. */
  diff(id: string, edition?: string): { from: string; to: string; changes: Changes } | { refused: Refused };
}

export interface LibraryParts {
  /** `DATA_DIR/documents`. */
  documentsDir: string;
  corpus: Corpus;
  now?: () => number;
}

export function createLibrary({ documentsDir, corpus, now = Date.now }: LibraryParts): Library {
  const store = createStore(documentsDir);
  const moment = () => new Date(now()).toISOString();
  const shelve = (entry: CatalogueEntry): Shelved => ({
    id: entry.id,
    removed: entry.removed,
    description: readAddedDescription(documentsDir, entry.id, lastOf(entry)),
    editions: entry.editions.map((edition) => ({
      ...{ edition: edition.edition, added: edition.added },
      date: readAddedDescription(documentsDir, entry.id, edition).date,
      passages: readKeptPassages(documentsDir, entry.id, edition).length,
    })),
  });
  /** Changes one entry of the catalogue while nobody else does. */
  const change = (
    id: string,
    work: (entry: CatalogueEntry | undefined, catalogue: Catalogue) => Catalogue | { refused: Refused },
  ) => {
    const outcome = store.alone(() => {
      const catalogue = store.read();
      const changed = work(
        catalogue.documents.find((entry) => entry.id === id),
        catalogue,
      );
      if ("refused" in changed) return changed;
      store.writeCatalogue(changed);
      return "done" as const;
    });
    return outcome ?? refuse("busy");
  };
  const setRemoved = (id: string, wanted: boolean) =>
    change(id, (entry, catalogue) => {
      if (!entry) return refuse("unknown-id", { id });
      if ((entry.removed !== null) === wanted) return refuse(wanted ? "removed-already" : "in-already", { id });
      return replace(catalogue, { ...entry, removed: wanted ? moment() : null });
    });
  return {
    preview: (upload) => previewFile(upload, { documentsDir, corpus, now, catalogue: store.read }),
    putIn: (plan) =>
      change(plan.id, (entry, catalogue) => {
        const present = entry ? lastOf(entry).edition : null;
        if (present !== (plan.replaces?.edition ?? null)) return refuse("changed-meanwhile", { id: plan.id });
        const { description, passages, original, edition } = plan;
        const folder = store.writeEdition(plan.id, { description, passages, original });
        // The same file with another title is no new edition.
        const before = (entry?.editions ?? []).slice(0, present === edition ? -1 : undefined);
        const editions = [...before, { edition, folder, added: moment() }];
        return replace(catalogue, { id: plan.id, removed: null, editions });
      }),
    remove: (id) => setRemoved(id, true),
    restore: (id) => setRemoved(id, false),
    list: () => store.read().documents.map(shelve),
    find: (id) => {
      const entry = store.read().documents.find((each) => each.id === id);
      return entry && shelve(entry);
    },
    diff: (id, edition) => {
      const entry = store.read().documents.find((each) => each.id === id);
      if (!entry) return refuse("unknown-id", { id });
      const { editions } = entry;
      const at = edition === undefined ? editions.length - 1 : editions.findLastIndex((each) => isNamed(each, edition));
      const [from, to] = [editions[at - 1], editions[at]];
      if (!from || !to) return refuse("no-edition-before", { id });
      const [before, after] = [from, to].map((each) => readKeptPassages(documentsDir, id, each)) as [
        KeptPassage[],
        KeptPassage[],
      ];
      return { from: from.edition, to: to.edition, changes: compareEditions(before, after) };
    },
  };
}

/** What the later of two editions changed: ids tell which passage is which. */
function compareEditions(before: readonly KeptPassage[], after: readonly KeptPassage[]): Changes {
  const known = new Map(before.map((passage) => [passage.id, passage]));
  return findChanges(
    before,
    after.map((passage) => ({ ...passage, was: known.get(passage.id) ?? null })),
  );
}

function isNamed({ edition }: { edition: string }, name: string): boolean {
  return name.length >= 8 && edition.startsWith(name.startsWith("sha256:") ? name : `sha256:${name}`);
}

function replace(catalogue: Catalogue, entry: CatalogueEntry): Catalogue {
  const others = catalogue.documents.filter(({ id }) => id !== entry.id);
  return { ...catalogue, documents: [...others, entry].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function lastOf({ id, editions }: CatalogueEntry): CatalogueEntry["editions"][number] {
  const last = editions.at(-1);
  if (!last) throw new Error(`The catalogue names no edition of ${id}`);
  return last;
}
