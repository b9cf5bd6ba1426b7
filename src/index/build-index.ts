import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Corpus } from "../corpus/corpus.ts";
import type { Embedder, TextKind } from "../embedding/embedder.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import { writeLetterIndex } from "./letter-index.ts";
import { describeFile, INDEX_VERSION, MANIFEST, type Manifest } from "./manifest.ts";
import { writeOwners } from "./owners.ts";
import { IndexError } from "./passage-index.ts";
import { HNSW, METRIC, writeVectorIndex } from "./vector-index.ts";
import { embeddedText, listViews, type View } from "./views.ts";
import { writeWordIndex } from "./word-index.ts";

/**
 * Builds a whole index beside the old one and swaps by renaming the manifest that names its folder:
 * at any instant the manifest points at a finished index or at none. A build that was killed leaves
 * a folder that no manifest names; the next build removes it.
 */

/** `views` is read only when the index is replaced, for the vectors of texts that stay. */
export const FILES = {
  views: "views.json",
  owners: "owners.bin",
  graph: "graph.links",
  vectors: "vectors.i8",
  words: "words.sqlite",
  letters: "letters.bin",
};

export interface BuildSettings {
  corpus: Corpus;
  embedder: Embedder;
  indexDir: string;
  /** Vectors that need not be embedded again. */
  kept?: KeptVectors;
  /** Called as views are embedded. */
  progress?: (done: number, total: number) => void;
}

/** Throws IndexError when the disk is full or the folder can't be written. */
export async function buildIndex(settings: BuildSettings): Promise<void> {
  const { indexDir } = settings;
  const name = `build-${process.pid}-${randomBytes(4).toString("hex")}`;
  const folder = join(indexDir, name);
  try {
    mkdirSync(folder, { recursive: true });
    const manifest = await writeFiles(settings, folder, name);
    const draft = join(folder, MANIFEST);
    writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    renameSync(draft, join(indexDir, MANIFEST));
  } catch (error) {
    discard(folder);
    throw named(error, indexDir);
  }
  removeLeftovers(indexDir, name);
}

async function writeFiles(settings: BuildSettings, folder: string, name: string) {
  const { corpus, embedder } = settings;
  const views = listViews(corpus);
  const vectors = await embedViews(views, settings);
  writeFileSync(join(folder, FILES.views), JSON.stringify(views), { flush: true });
  const files = { graph: join(folder, FILES.graph), vectors: join(folder, FILES.vectors) };
  await writeVectorIndex(files, vectors);
  writeOwners(join(folder, FILES.owners), views);
  writeWordIndex(join(folder, FILES.words), views);
  writeLetterIndex(join(folder, FILES.letters), views);
  return {
    version: INDEX_VERSION,
    folder: name,
    corpusHash: corpus.hash,
    modelHash: embedder.modelHash,
    dimensions: embedder.dimensions,
    metric: METRIC,
    ef: HNSW.ef,
    counts: { passages: new Set(views.map((view) => view.passage)).size, views: views.length },
    files: await Promise.all(Object.values(FILES).map((file) => describeFile(folder, file))),
  } satisfies Manifest;
}

/** An authored question is embedded as a question, all else as a passage (Kazakh hit@1 of that leg .64, else .56). */
export function textKindOf(view: View): TextKind {
  return view.kind === "question" || view.kind === "gap" ? "query" : "passage";
}

/** The vector of each view: the kept one, or embedded now. */
export async function embedViews(
  views: readonly View[],
  { embedder, kept, progress }: Pick<BuildSettings, "embedder" | "kept" | "progress">,
): Promise<Float32Array[]> {
  const vectors: (Float32Array | undefined)[] = views.map((view) => kept?.find(embeddedText(view), textKindOf(view)));
  let before = vectors.filter((vector) => vector).length;
  for (const kind of ["query", "passage"] as const) {
    const missing = [...views.entries()].filter(([label, view]) => !vectors[label] && textKindOf(view) === kind);
    const texts = missing.map(([, view]) => embeddedText(view));
    const embedded = await embedder.embed(texts, kind, (done) => progress?.(before + done, views.length));
    for (const [k, [label]] of missing.entries()) vectors[label] = embedded[k];
    before += missing.length;
  }
  progress?.(views.length, views.length);
  return vectors as Float32Array[];
}

/** What can't be removed now is removed by the next build; the reason for the failure matters more. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

/** Removes what was built and no manifest names any more. What is open stays readable until it is closed. */
export function removeReplaced(indexDir: string): void {
  const manifest = JSON.parse(readFileSync(join(indexDir, MANIFEST), "utf8")) as Pick<Manifest, "folder">;
  removeLeftovers(indexDir, manifest.folder);
}

/** Folders of builds that were killed or replaced; one that another process builds now is left alone. */
function removeLeftovers(indexDir: string, kept: string): void {
  for (const entry of readdirSync(indexDir)) {
    const owner = /^build-(\d+)-/u.exec(entry)?.[1];
    if (owner === undefined || entry === kept) continue;
    if (Number(owner) !== process.pid && isAlive(Number(owner))) continue;
    discard(join(indexDir, entry));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function named(error: unknown, indexDir: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  if (["ENOSPC", "EFBIG", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_WRITE"].includes(code)) {
    return new IndexError("disk-full", `There is no room for the index in ${indexDir}`, "Free some disk space.", error);
  }
  if (["EACCES", "EROFS", "EPERM", "ENOTDIR", "EEXIST", "ENOENT"].includes(code)) {
    const remedy = "Let this user write there, or set INDEX_DIR to another folder.";
    return new IndexError("index-unwritable", `The index folder ${indexDir} can't be written (${code})`, remedy, error);
  }
  return error;
}
