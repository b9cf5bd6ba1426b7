import { join } from "node:path";
import { type BuildSettings, buildIndex, FILES, removeReplaced } from "./build-index.ts";
import { openLetterIndexes } from "./letter-index.ts";
import { createLocalIndex } from "./local-index.ts";
import { hashManifest, type Manifest, verify } from "./manifest.ts";
import { openOwners } from "./owners.ts";
import { IndexError, type PassageIndex } from "./passage-index.ts";
import { eitherOf, readReplacedVectors } from "./replaced-vectors.ts";
import { openVectorIndex } from "./vector-index.ts";
import { openWordIndex } from "./word-index.ts";

export interface OpenSettings extends BuildSettings {
  /** Told once, in plain words, when the index has to be built and why. */
  onRebuild: (reason: string) => void;
}

/** Opens the index of this corpus and this model; builds it first when anything about it is amiss. */
export async function openIndex(settings: OpenSettings): Promise<PassageIndex> {
  const expected = { corpusHash: settings.corpus.hash, modelHash: settings.embedder.modelHash };
  const found = await verify(settings.indexDir, expected);
  if ("manifest" in found) {
    // Whoever built it may have been the last to live: then nobody removed the one before.
    removeReplaced(settings.indexDir);
    return open(settings.indexDir, found.manifest);
  }
  settings.onRebuild(
    found.amiss === "missing"
      ? "There is no index yet: building it."
      : `The index is ${found.amiss} (${found.detail}): building it anew.`,
  );
  const replaced = await readReplacedVectors(settings.indexDir, settings.embedder.modelHash);
  await buildIndex({ ...settings, kept: eitherOf(settings.kept, replaced) });
  const built = await verify(settings.indexDir, expected);
  if ("manifest" in built) return open(settings.indexDir, built.manifest);
  throw new IndexError(
    "index-damaged",
    `The index that was just built is ${built.amiss} (${built.detail})`,
    "The disk may be failing: check it, or set INDEX_DIR to another one.",
  );
}

function open(indexDir: string, manifest: Manifest): PassageIndex {
  const { dimensions, counts } = manifest;
  return openIndexFiles(join(indexDir, manifest.folder), { dimensions, counts, hash: hashManifest(manifest) });
}

/** Opens the files of an index whose hashes were checked. */
export function openIndexFiles(
  folder: string,
  about: { dimensions: number; hash: string; counts: Manifest["counts"] },
): PassageIndex {
  const path = (file: string) => join(folder, file);
  const owners = openOwners(path(FILES.owners));
  const files = { graph: path(FILES.graph), vectors: path(FILES.vectors) };
  return createLocalIndex({
    vectors: openVectorIndex(files, about.dimensions, owners),
    words: openWordIndex(path(FILES.words)),
    ...openLetterIndexes(path(FILES.letters)),
    passages: owners.passages,
    hash: about.hash,
    counts: about.counts,
  });
}
