import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { EmbeddingError } from "./embedder.ts";
import { hashFile } from "./hash-file.ts";

/** Where the model's files are, and what they are. */
export interface ModelSource {
  /** What `@xenova/transformers` is asked for: a folder's path or a hub name. */
  name: string;
  /** True when the files lie in a folder of this machine: the hub is never asked then. */
  local: boolean;
  hash: string;
}

const BuiltModel = z.object({
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

const REMEDY = "Bring the folder back with `git checkout models`, or make it with `npm run build:model`.";

/**
 * Finds the model and makes sure that its files are the ones that were built.
 * Throws EmbeddingError `model-missing` or `model-changed`, naming the file.
 */
export async function findModel(setting: string): Promise<ModelSource> {
  const folder = resolve(setting);
  if (!existsSync(folder)) return fromHub(setting);
  const list = join(folder, "model.json");
  if (!existsSync(list)) return { name: folder, local: true, hash: await hashFolder(folder) };
  const parsed = BuiltModel.safeParse(readJson(list));
  if (!parsed.success) throw new EmbeddingError("model-changed", `${list} is not right`, REMEDY);
  for (const file of parsed.data.files) await checkFile(join(folder, file.path), file);
  const hash = createHash("sha256").update(JSON.stringify(parsed.data.files)).digest("hex");
  return { name: folder, local: true, hash: `sha256:${hash}` };
}

function fromHub(name: string): ModelSource {
  if (!/^[\w.-]+\/[\w.-]+$/u.test(name) || name.startsWith("models/")) {
    throw new EmbeddingError("model-missing", `There is no model in ${name}`, REMEDY);
  }
  return { name, local: false, hash: `hub:${name}` };
}

async function checkFile(path: string, expected: { bytes: number; sha256: string }): Promise<void> {
  if (!existsSync(path)) throw new EmbeddingError("model-missing", `The model's file ${path} is missing`, REMEDY);
  const same = statSync(path).size === expected.bytes && (await hashFile(path)) === expected.sha256;
  if (!same)
    throw new EmbeddingError("model-changed", `The model's file ${path} is not the one that was built`, REMEDY);
}

/** A folder that we did not build: its network's and tokenizer's bytes stand for it. */
async function hashFolder(folder: string): Promise<string> {
  const files = ["onnx/model_quantized.onnx", "tokenizer.json", "config.json"].map((file) => join(folder, file));
  const missing = files.find((file) => !existsSync(file));
  if (missing) throw new EmbeddingError("model-missing", `The model's file ${missing} is missing`, REMEDY);
  const hashes = await Promise.all(files.map(hashFile));
  return `sha256:${createHash("sha256").update(hashes.join()).digest("hex")}`;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
