import type { RefusalCode } from "../reading/reading.ts";

/** Why something is not done with a document: `library-refused-CODE` in messages/ says it. */
export const LIBRARY_REFUSALS = [
  "id-wrong",
  "id-own",
  "title-wrong",
  "symbol-wrong",
  "date-wrong",
  "language-wrong",
  "unknown-id",
  "no-edition-before",
  "removed-already",
  "in-already",
  "busy",
  "changed-meanwhile",
] as const;
export type LibraryRefusalCode = (typeof LIBRARY_REFUSALS)[number];

/** An outcome that was to be expected. `reading`: the file itself is refused, in the readers' words. */
export type Refused =
  | { about: "file"; code: RefusalCode; values: Record<string, string | number> }
  | { about: "library"; code: LibraryRefusalCode; values: Record<string, string | number> };

export function refuse(code: LibraryRefusalCode, values: Record<string, string | number> = {}): { refused: Refused } {
  return { refused: { about: "library", code, values } };
}

/** A technical failure: nothing was changed. */
export class LibraryError extends Error {
  readonly code: "disk-full" | "documents-unwritable";
  readonly remedy: string;

  constructor(code: LibraryError["code"], message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LibraryError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** The same failure with what to do about it, where that is known. */
export function nameFailure(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  if (["ENOSPC", "EFBIG", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_WRITE"].includes(code)) {
    return new LibraryError(
      "disk-full",
      `There is no room in ${folder}; nothing was changed`,
      "Free some disk space.",
      error,
    );
  }
  if (["EACCES", "EROFS", "EPERM", "ENOTDIR", "SQLITE_CANTOPEN", "SQLITE_READONLY"].includes(code)) {
    const message = `The folder of documents ${folder} can't be written (${code})`;
    return new LibraryError("documents-unwritable", message, "Let this user write there, or set DATA_DIR.", error);
  }
  return error;
}
