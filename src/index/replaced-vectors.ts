import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TextKind } from "../embedding/embedder.ts";
import { hashFile } from "../embedding/hash-file.ts";
import { FILES, textKindOf } from "./build-index.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import { INDEX_VERSION, readManifest } from "./manifest.ts";
import { recordBytes, unpackVector } from "./packed-vectors.ts";
import { embeddedText, type View } from "./views.ts";

/**
 * Vectors of the index that is about to be replaced: a document that comes, goes or changes costs the
 * embedding of its own new texts and of no others. A text is found by its very words.
 */

/** Finds nothing where there is no index of this model, or where its files are not what was written. */
export async function readReplacedVectors(indexDir: string, modelHash: string): Promise<KeptVectors> {
  const nothing: KeptVectors = { find: () => undefined };
  const read = readManifest(indexDir);
  if ("amiss" in read) return nothing;
  const { manifest } = read;
  if (manifest.version !== INDEX_VERSION || manifest.modelHash !== modelHash) return nothing;
  const path = (file: string) => join(indexDir, manifest.folder, file);
  try {
    for (const name of [FILES.views, FILES.vectors]) {
      const written = manifest.files.find((file) => file.name === name);
      if ((await hashFile(path(name))) !== written?.sha256) return nothing;
    }
    return readVectors(path(FILES.views), path(FILES.vectors), manifest.dimensions);
  } catch {
    // Whatever is wrong with the old index is no reason not to build the new one.
    return nothing;
  }
}

function readVectors(viewsFile: string, vectorsFile: string, dimensions: number): KeptVectors {
  const views = JSON.parse(readFileSync(viewsFile, "utf8")) as View[];
  const records = readFileSync(vectorsFile);
  const labels: Record<TextKind, Map<string, number>> = { query: new Map(), passage: new Map() };
  for (const [label, view] of views.entries()) labels[textKindOf(view)].set(embeddedText(view), label);
  return {
    find: (text, kind) => {
      const label = labels[kind].get(text);
      return label === undefined ? undefined : unpackVector(records, label * recordBytes(dimensions), dimensions);
    },
  };
}

/** Found in the first of them that has it. */
export function eitherOf(...kept: readonly (KeptVectors | undefined)[]): KeptVectors {
  return {
    find: (text, kind) => {
      for (const each of kept) {
        const vector = each?.find(text, kind);
        if (vector) return vector;
      }
      return undefined;
    },
  };
}
