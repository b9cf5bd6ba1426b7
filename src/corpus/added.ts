import { join } from "node:path";
import { z } from "zod";
import type { CatalogueEdition, CatalogueEntry } from "./catalogue.ts";
import { Description, type Document, type EarlierEdition } from "./document.ts";
import { DocumentError, readJson } from "./files.ts";
import { readRenderings } from "./renderings.ts";
import { hashText } from "./text.ts";

/** Reads documents that were added: what their files were understood to say was kept when they came in. */

/** One passage as `passages.json` keeps it. */
const Kept = z.object({
  /** The number within the document, four digits or more. */
  id: z.string().regex(/^\d{4,}$/u),
  text: z.string().min(1),
  place: z.array(z.string()),
  introduction: z.string().nullable(),
  notes: z.array(z.string()),
  heading: z.boolean(),
  /** The number that the document itself gives the paragraph, and the page it begins on. */
  number: z.string().nullable(),
  page: z.number().int().nullable(),
});
export type KeptPassage = z.infer<typeof Kept>;

/** The present edition of a document that was added, with its earlier ones. Throws DocumentError. */
export function readAdded(documentsDir: string, entry: CatalogueEntry): Document {
  const editions = [...entry.editions];
  const present = editions.pop();
  if (!present) throw new DocumentError(entry.id, "the catalogue names no edition");
  const earlier = editions.map((edition) => describeEarlier(documentsDir, entry.id, edition));
  return { ...readEdition(documentsDir, entry.id, present), earlier };
}

/** Read when it is asked for, and once: few are. */
function describeEarlier(documentsDir: string, id: string, edition: CatalogueEdition): EarlierEdition {
  let document: Document | undefined;
  const { date } = readAddedDescription(documentsDir, id, edition);
  return {
    edition: edition.edition,
    date,
    added: edition.added,
    read: () => {
      document ??= readEdition(documentsDir, id, edition);
      return document;
    },
  };
}

/** Throws DocumentError. */
export function readAddedDescription(documentsDir: string, id: string, { folder }: CatalogueEdition): Description {
  const parsed = Description.safeParse(readJson(join(documentsDir, id, folder), "document.json", id));
  if (parsed.success) return parsed.data;
  throw new DocumentError(id, `document.json is not right: ${parsed.error.issues[0]?.message}`);
}

/** Throws DocumentError. */
export function readKeptPassages(documentsDir: string, id: string, { folder }: CatalogueEdition): KeptPassage[] {
  const parsed = z.array(Kept).safeParse(readJson(join(documentsDir, id, folder), "passages.json", id));
  if (parsed.success) return parsed.data;
  throw new DocumentError(id, `passages.json is not right: ${parsed.error.issues[0]?.message}`);
}

function readEdition(documentsDir: string, id: string, edition: CatalogueEdition): Document {
  const originals = readKeptPassages(documentsDir, id, edition).map(({ id: number, number: own, page, ...kept }) => ({
    ...kept,
    id: `${id}/${number}`,
    hash: hashText(kept.text),
    ...(own === null ? {} : { number: own }),
    ...(page === null ? {} : { page }),
  }));
  // Whoever translates an added document, or writes questions for it, lays them beside its editions.
  const { passages, stale } = readRenderings(join(documentsDir, id), id, originals);
  return {
    ...readAddedDescription(documentsDir, id, edition),
    ...{ id, edition: edition.edition, added: edition.added, passages, stale, earlier: [] },
    figures: { conflicts: [], different: [] },
    definitions: [],
  };
}
