import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DocumentError } from "./files.ts";

/**
 * The list of documents that were added while Kenes runs: `DATA_DIR/documents/catalogue.json`. What it
 * doesn't name is not there: a folder that a killed writer left behind is never read.
 */

export const CATALOGUE = "catalogue.json";

/** What a document may be called: it stands in addresses and in passages' ids. */
export const DOCUMENT_ID = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/u;
const Hash = z.string().regex(/^sha256:[0-9a-f]{64}$/u);

const Shape = z.object({
  version: z.literal(1),
  documents: z.array(
    z.object({
      id: z.string().regex(DOCUMENT_ID),
      /** When it was taken out; null while it is in. */
      removed: z.iso.datetime().nullable(),
      /** Oldest first; the last one is asked by default. */
      editions: z
        .array(
          z.object({
            /** Of the file. */
            edition: Hash,
            /** The folder under `documents/ID` that holds it. */
            folder: z.string().regex(/^edition-[0-9a-f-]+$/u),
            added: z.iso.datetime(),
          }),
        )
        .min(1),
    }),
  ),
});
export type Catalogue = z.infer<typeof Shape>;
export type CatalogueEntry = Catalogue["documents"][number];
export type CatalogueEdition = CatalogueEntry["editions"][number];

/** An empty one where there is none yet. Throws DocumentError when it can't be read or has another shape. */
export function readCatalogue(documentsDir: string): Catalogue {
  let text: string;
  try {
    text = readFileSync(join(documentsDir, CATALOGUE), "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return { version: 1, documents: [] };
    throw new DocumentError(documentsDir, `${CATALOGUE} cannot be read; let this user read it`, error);
  }
  try {
    return Shape.parse(JSON.parse(text));
  } catch (error) {
    throw new DocumentError(documentsDir, `${CATALOGUE} is damaged; bring it back from a backup`, error);
  }
}
