import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildSettings, embedViews } from "./build-index.ts";
import { createLetterIndex } from "./letter-index.ts";
import { createLocalIndex } from "./local-index.ts";
import { createOwners } from "./owners.ts";
import { openPackedCosines } from "./packed-cosines.ts";
import { packVector } from "./packed-vectors.ts";
import type { PassageIndex } from "./passage-index.ts";
import { eitherOf, readReplacedVectors } from "./replaced-vectors.ts";
import { createScan } from "./vector-index.ts";
import { listViews } from "./views.ts";
import { openWordIndex, writeWordIndex } from "./word-index.ts";

/**
 * An index that is kept nowhere: for what few people ask, such as an earlier edition. Its vectors come
 * from the lasting index beside it but for texts that are no longer there, and it has no graph to be
 * built: each question looks at all of them (1 ms for twenty thousand views).
 */
export async function openScanIndex({ corpus, embedder, kept, indexDir }: BuildSettings): Promise<PassageIndex> {
  const views = listViews(corpus);
  const lasting = await readReplacedVectors(indexDir, embedder.modelHash);
  const embedded = await embedViews(views, { embedder, kept: eitherOf(lasting, kept) });
  const { dimensions } = embedder;
  const packed = openPackedCosines(Buffer.concat(embedded.map(packVector)), { dimensions, count: views.length });
  const owners = createOwners(views);
  const { scan, cosines } = createScan(packed, owners);
  const { passages } = owners;
  const everything = () => true;
  return createLocalIndex({
    vectors: { scan, cosines, nearest: (vector) => scan(vector, everything) },
    words: openWords(indexDir, (file) => writeWordIndex(file, views)),
    letters: createLetterIndex(views, "question"),
    gapLetters: createLetterIndex(views, "gap"),
    passages,
    hash: corpus.hash,
    counts: { passages: passages.length, views: views.length },
  });
}

/** SQLite's file loses its name once it is open: it goes with whoever reads it, however that ends. */
function openWords(indexDir: string, write: (file: string) => void) {
  mkdirSync(indexDir, { recursive: true });
  const file = join(indexDir, `scan-${process.pid}-${randomBytes(4).toString("hex")}.sqlite`);
  try {
    write(file);
    return openWordIndex(file);
  } finally {
    rmSync(file, { force: true });
  }
}
