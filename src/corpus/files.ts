import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";

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

/** Throws DocumentError naming the document and the file. */
export function readJson(folder: string, file: string, id: string): unknown {
  try {
    return JSON.parse(readUtf8(folder, file, id));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError(id, `${file} is not valid JSON`, error);
  }
}

/** Throws DocumentError naming the document and the file. */
export function readUtf8(folder: string, file: string, id: string): string {
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

/** The value of a file that need not be there, or undefined. */
export function readOptionalJson(folder: string, file: string, id: string): unknown {
  return existsSync(join(folder, file)) ? readJson(folder, file, id) : undefined;
}

/** A file that must be there and have this shape. Throws DocumentError naming it and every problem. */
export function readShaped<T>(folder: string, file: string, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(readJson(folder, file, folder));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new DocumentError(folder, `${file} is not right: ${problems.slice(0, 5).join("; ")}`);
}
