import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { hashFile } from "../embedding/hash-file.ts";

/** What an index was made of and what its files must be: checked before any of them is opened. */
const Manifest = z.object({
  version: z.number(),
  /** The folder under the index folder that holds the files. */
  folder: z.string().regex(/^build-[\w-]+$/u),
  corpusHash: z.string(),
  modelHash: z.string(),
  dimensions: z.number().int().positive(),
  metric: z.string(),
  ef: z.number(),
  counts: z.object({ passages: z.number(), views: z.number() }),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** Raised with every change to how views, words or vectors are made. */
export const INDEX_VERSION = 9;
export const MANIFEST = "manifest.json";

/** Why an index cannot serve, as the log and the terminal say it. */
export type Amiss =
  | "missing"
  | "unreadable"
  | "of another version"
  | "of another corpus"
  | "of another model"
  | "damaged";

type Read = { manifest: Manifest } | { amiss: Amiss; detail: string };

/** What the manifest says, whether or not it is true of its files. */
export function readManifest(indexDir: string): Read {
  let text: string;
  try {
    text = readFileSync(join(indexDir, MANIFEST), "utf8");
  } catch {
    return { amiss: "missing", detail: MANIFEST };
  }
  const parsed = Manifest.safeParse(parseJson(text));
  return parsed.success ? { manifest: parsed.data } : { amiss: "unreadable", detail: MANIFEST };
}

/** The manifest when everything fits, or what is amiss. */
export async function verify(indexDir: string, expected: { corpusHash: string; modelHash: string }): Promise<Read> {
  const read = readManifest(indexDir);
  if ("amiss" in read) return read;
  const { manifest } = read;
  if (manifest.version !== INDEX_VERSION) return { amiss: "of another version", detail: String(manifest.version) };
  if (manifest.corpusHash !== expected.corpusHash) return { amiss: "of another corpus", detail: manifest.corpusHash };
  if (manifest.modelHash !== expected.modelHash) return { amiss: "of another model", detail: manifest.modelHash };
  for (const file of manifest.files) {
    const path = join(indexDir, manifest.folder, file.name);
    if (sizeOf(path) !== file.bytes || (await hashFile(path)) !== file.sha256) {
      return { amiss: "damaged", detail: file.name };
    }
  }
  return { manifest };
}

/** Bytes and hash of a written file, for the manifest. */
export async function describeFile(folder: string, name: string): Promise<Manifest["files"][number]> {
  const path = join(folder, name);
  return { name, bytes: statSync(path).size, sha256: await hashFile(path) };
}

/** `sha256:…` of what the index is, whatever its folder is called. */
export function hashManifest({ folder: _folder, ...content }: Manifest): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
