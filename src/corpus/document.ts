import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { assignIds, type LedgerEntry } from "./passage-ids.ts";
import { readReport } from "./report-reader.ts";
import { hashText } from "./text.ts";

/** The languages that Kenes speaks. */
export const LANGUAGES = ["en", "ru", "kk"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One numbered paragraph of a document: what Kenes cites. */
export interface Passage {
  /** `document/number`, such as `cedaw-c-kaz-6/0123`; the same as long as the paragraph lives. */
  id: string;
  /** The paragraph's words, exactly but for white space. */
  text: string;
  /** `sha256:…` of `text`. */
  hash: string;
  /** Headings from the outermost in. */
  place: string[];
  /** The line that introduces the list this passage is an item of. */
  introduction: string | null;
  /** Texts of its footnotes. */
  notes: string[];
  /** True for a numbered section title, which answers nothing by itself. */
  heading: boolean;
}

const Description = z.object({
  symbol: z.string().min(1),
  titles: z.object({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) }),
  publisher: z.string().min(1),
  language: z.enum(LANGUAGES),
  date: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/u),
  url: z.url().optional(),
  file: z.string().min(1),
});

/** One edition of a text. */
export interface Document extends z.infer<typeof Description> {
  /** The name of its folder under the corpus. */
  id: string;
  /** `sha256:…` of the edition's file. */
  edition: string;
  passages: Passage[];
}

/** A document that cannot be read, with its reason in plain words. */
export class DocumentError extends Error {
  readonly code = "document-unreadable";
  readonly document: string;

  constructor(document: string, reason: string, cause?: unknown) {
    super(`${document}: ${reason}`, { cause });
    this.name = "DocumentError";
    this.document = document;
  }
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
  const passages = raw.map((passage, position) => ({
    ...passage,
    id: `${id}/${ids[position]?.id}`,
    hash: hashText(passage.text),
  }));
  return { ...description, id, edition: hashText(text), passages };
}

function readDescription(folder: string, id: string): z.infer<typeof Description> {
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

function readJson(folder: string, file: string, id: string): unknown {
  try {
    return JSON.parse(readUtf8(folder, file, id));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError(id, `${file} is not valid JSON`, error);
  }
}

function readUtf8(folder: string, file: string, id: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, file));
  } catch (error) {
    throw new DocumentError(id, `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DocumentError(id, `${file} is not UTF-8 text; save it as UTF-8`, error);
  }
}
