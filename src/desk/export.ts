import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Document } from "../corpus/document.ts";
import { holds, isSame, type Mended, readWritten } from "./amend.ts";

/**
 * Writes what was mended at the desk into the corpus files, for an editor to look through and commit.
 * Once the files say it, the mend lies over the same words and changes nothing.
 */

export interface Exported {
  /** Files that were written. */
  files: string[];
  /** Mends that are in them now. */
  mends: number;
  /** Mends that the files have overtaken: left out, as `language passage`. */
  superseded: string[];
}

interface RenderingEntry {
  id: string;
  original: string;
  text: string;
  status?: string;
}

/** `folderOf` gives a document's folder; one without is left out. Throws when a file can't be read or written. */
export function exportMends(
  mends: readonly Mended[],
  about: { documents: readonly Document[]; folderOf: (document: Document) => string | null },
): Exported {
  const exported: Exported = { files: [], mends: 0, superseded: [] };
  for (const document of about.documents) {
    const folder = about.folderOf(document);
    const passages = new Map(document.passages.map((passage) => [passage.id, passage]));
    const files = new Map<string, Mended[]>();
    for (const mend of folder === null ? [] : mends) {
      const passage = passages.get(mend.passage);
      if (!passage) continue;
      if (!holds(passage, mend)) exported.superseded.push(`${mend.language} ${mend.passage}`);
      else if (!isSame(readWritten(passage, mend), mend.value)) {
        const name = `${mend.kind === "rendering" ? "renderings" : "questions"}/${mend.language}.json`;
        files.set(name, [...(files.get(name) ?? []), mend]);
      }
    }
    for (const [name, own] of files) {
      const file = join(folder ?? "", name);
      if (name.startsWith("renderings/")) writeJson(file, putRenderings(readJson(file, []), own));
      else writeJson(file, putQuestions(readJson(file, {}), own));
      exported.files.push(file);
      exported.mends += own.length;
    }
  }
  return exported;
}

function putRenderings(entries: readonly RenderingEntry[], mends: readonly Mended[]): RenderingEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { passage, value, base } of mends) {
    const id = numberOf(passage);
    if (value === null) byId.delete(id);
    else byId.set(id, { id, original: base.original, text: String(value) });
  }
  return [...byId.values()].sort((a, b) => a.id.localeCompare(b.id));
}

function putQuestions(lists: Record<string, string[]>, mends: readonly Mended[]): Record<string, string[]> {
  const changed = { ...lists };
  for (const { passage, value } of mends) {
    const questions = [...(value as readonly string[])];
    if (questions.length > 0) changed[numberOf(passage)] = questions;
    else delete changed[numberOf(passage)];
  }
  return Object.fromEntries(Object.entries(changed).sort(([a], [b]) => a.localeCompare(b)));
}

function numberOf(passage: string): string {
  return passage.split("/").at(-1) ?? passage;
}

function readJson<T>(file: string, absent: T): T {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : absent;
}

/** Beside its place first: a file is never half written. */
function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.draft`, `${JSON.stringify(value, null, 2)}\n`, { flush: true });
  renameSync(`${file}.draft`, file);
}
