import { join } from "node:path";
import { z } from "zod";
import { type FigureReview, readFigureReview } from "./conflicts.ts";
import { type Definition, readDefinitions } from "./definitions.ts";
import { DocumentError, readJson, readUtf8 } from "./files.ts";
import { LANGUAGES, type Passage } from "./passage.ts";
import { assignIds, type LedgerEntry } from "./passage-ids.ts";
import { readRenderings } from "./renderings.ts";
import { readReport } from "./report-reader.ts";
import { hashText } from "./text.ts";

export const Description = z.object({
  symbol: z.string().min(1),
  titles: z.object({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) }),
  /** Empty where nobody said who published it. */
  publisher: z.string(),
  language: z.enum(LANGUAGES),
  date: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/u),
  url: z.url().optional(),
  file: z.string().min(1),
});

export type Description = z.infer<typeof Description>;

/** One edition of a text. */
export interface Document extends Description {
  /** The name of its folder under the corpus. */
  id: string;
  /** `centre` for the legal information centre's own answers, which are no document; left out for documents. */
  kind?: "centre";
  /** `sha256:…` of the edition's file. */
  edition: string;
  passages: Passage[];
  /** Renderings made of words that have changed since, as `language/number`: not used until they are read again. */
  stale: string[];
  /** Which of its figures disagree, as people found them. */
  figures: FigureReview;
  /** Words that it explains itself. */
  definitions: Definition[];
  /** When this edition was added; null for one that came with the corpus. */
  added: string | null;
  /** Editions that this one replaced, oldest first. */
  earlier: EarlierEdition[];
}

/** An edition that a later one replaced: asked only by who asks for it. */
export interface EarlierEdition {
  edition: string;
  date: string;
  added: string;
  /** The document as it stood. Throws DocumentError. */
  read(): Document;
}

/** Reads one document from its folder. Throws DocumentError naming the document and the reason. */
export function readDocument(corpusDir: string, id: string): Document {
  const folder = join(corpusDir, id);
  const description = readDescription(folder, id);
  const text = readUtf8(folder, description.file, id);
  const raw = readReport(text);
  if (raw.length === 0) {
    throw new DocumentError(id, `${description.file} holds no paragraph; put the report's text there`);
  }
  const ids = assignIds(
    raw.map((passage) => passage.text),
    readLedger(folder, id),
  );
  const originals = raw.map((passage, position) => ({
    ...passage,
    id: `${id}/${ids[position]?.id}`,
    hash: hashText(passage.text),
  }));
  const { passages, stale } = readRenderings(folder, id, originals);
  const figures = readFigureReview(folder, id, passages);
  const definitions = readDefinitions(folder, id, passages);
  const own = { id, edition: hashText(text), passages, stale, figures, definitions };
  return { ...description, ...own, added: null, earlier: [] };
}

function readDescription(folder: string, id: string): Description {
  const parsed = Description.safeParse(readJson(folder, "document.json", id));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new DocumentError(id, `document.json is not right: ${problems.join("; ")}`);
}

function readLedger(folder: string, id: string): LedgerEntry[] {
  const parsed = z
    .array(z.object({ id: z.string().regex(/^\d{4,}$/u), hash: z.string() }))
    .safeParse(readJson(folder, "ids.json", id));
  if (parsed.success) return parsed.data;
  throw new DocumentError(id, "ids.json is not a list of ids and hashes; bring it back from git");
}
