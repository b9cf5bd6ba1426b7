import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { PREFIXES, type TextKind } from "../embedding/embedder.ts";
import { packVector, recordBytes, unpackVector } from "./packed-vectors.ts";

/**
 * Vectors of the corpus's views, kept beside the corpus so that a first start need not embed nine
 * thousand texts. Each is found by the hash of its very text and counts for one model only: a text
 * that was changed, and another model, are embedded as ever.
 *
 * File: a line of JSON (the head), then 8 bytes key and a packed vector for each text.
 */

/** Its name in the corpus folder. */
export const KEPT_VECTORS = "vectors.bin";
const KEY_BYTES = 8;

interface Head {
  modelHash: string;
  dimensions: number;
  sha256: string;
}

export interface KeptVectors {
  /** The unit-length vector of a text, or undefined when it was not kept. */
  find(text: string, kind: TextKind): Float32Array | undefined;
}

/** Reads kept vectors of that model. A file that is missing, damaged or of another model keeps nothing. */
export function readKeptVectors(file: string, modelHash: string): KeptVectors {
  const nothing = { find: () => undefined };
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return nothing;
  }
  const end = bytes.indexOf("\n");
  const head = parseHead(bytes.subarray(0, Math.max(0, end)).toString("utf8"));
  const body = bytes.subarray(end + 1);
  if (!head || head.modelHash !== modelHash || head.sha256 !== hash(body)) return nothing;
  const size = KEY_BYTES + recordBytes(head.dimensions);
  const places = new Map<string, number>();
  for (let start = 0; start + size <= body.length; start += size) {
    places.set(body.toString("hex", start, start + KEY_BYTES), start + KEY_BYTES);
  }
  return {
    find: (text, kind) => {
      const place = places.get(keyOf(text, kind).toString("hex"));
      return place === undefined ? undefined : unpackVector(body, place, head.dimensions);
    },
  };
}

/** Writes the vectors of texts for `readKeptVectors`. */
export function writeKeptVectors(
  file: string,
  modelHash: string,
  kept: readonly { text: string; kind: TextKind; vector: Float32Array }[],
): void {
  const records = new Map(
    kept.map(({ text, kind, vector }) => {
      const key = keyOf(text, kind);
      return [key.toString("hex"), Buffer.concat([key, packVector(vector)])];
    }),
  );
  const body = Buffer.concat([...records].sort(([a], [b]) => a.localeCompare(b)).map(([, record]) => record));
  const head: Head = { modelHash, dimensions: kept[0]?.vector.length ?? 0, sha256: hash(body) };
  writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
}

function parseHead(text: string): Head | null {
  try {
    return JSON.parse(text) as Head;
  } catch {
    return null;
  }
}

/** What a text is found by: the model's prefix is part of it. */
export function keyOf(text: string, kind: TextKind): Buffer {
  return createHash("sha256")
    .update(PREFIXES[kind] + text)
    .digest()
    .subarray(0, KEY_BYTES);
}

function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
