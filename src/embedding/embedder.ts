/** What a text is to the model: it was trained to tell a question from a text to be found. */
export type TextKind = "query" | "passage";

/** The model's own prefixes (multilingual E5 model card): every text needs one. */
export const PREFIXES: Readonly<Record<TextKind, string>> = { query: "query: ", passage: "passage: " };

/** Text → vector. */
export interface Embedder {
  /** Length of every vector: 384 for the bundled model. */
  readonly dimensions: number;
  /** `sha256:…` over the model's files: the index remembers which model made it. */
  readonly modelHash: string;
  /**
   * One unit-length vector a text, in the order of the texts. Queries go before passages that wait.
   * Throws EmbeddingError when the model fails on a text repeatedly or the embedder is closed.
   */
  embed(texts: readonly string[], kind: TextKind, progress?: (done: number) => void): Promise<Float32Array[]>;
  /** Ends the worker processes; texts that still wait are refused. */
  close(): Promise<void>;
}

/** A technical failure of the model: never an answer. */
export class EmbeddingError extends Error {
  readonly code: "model-missing" | "model-changed" | "model-failed" | "embedder-closed";
  /** What the operator does about it. */
  readonly remedy: string;

  constructor(code: EmbeddingError["code"], message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "EmbeddingError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** The model can't be run, or not on a text. */
export function modelError(reason: string): EmbeddingError {
  return new EmbeddingError(
    "model-failed",
    `The embedding model failed: ${reason}`,
    "Check EMBEDDING_MODEL; the bundled model comes back with `git checkout models`.",
  );
}

/** Something is asked of it after `close`. */
export function closedError(): EmbeddingError {
  return new EmbeddingError(
    "embedder-closed",
    "The embedder is closed",
    "Kenes is stopping; ask again after its start.",
  );
}
