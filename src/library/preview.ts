import { createHash } from "node:crypto";
import { type KeptPassage, readAddedDescription, readKeptPassages } from "../corpus/added.ts";
import type { Catalogue, CatalogueEntry } from "../corpus/catalogue.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Description } from "../corpus/document.ts";
import { readFile } from "../reading/read-file.ts";
import type { ReadDocument, ReadParagraph, Remark } from "../reading/reading.ts";
import { areSame, type Changes, findChanges } from "./changes.ts";
import { matchPassages } from "./match-passages.ts";
import { type Given, type Guess, nameDocument, saysOtherwise } from "./naming.ts";
import { type Refused, refuse } from "./trouble.ts";

/** A file that somebody wants to add, and what they say of it. */
export interface Upload {
  /** What the file is called. */
  name: string;
  bytes: Uint8Array;
  given: Given;
}

/** What would go in. */
export interface Plan {
  id: string;
  description: Description;
  /** `sha256:…` of the file. */
  edition: string;
  passages: KeptPassage[];
  original: Uint8Array;
  /** The edition that it would replace; null for a document that isn't there yet. */
  replaces: { edition: string; changes: Changes } | null;
  /** What the reader says of the file, what nobody said, and what the library noticed. */
  read: Pick<ReadDocument, "format" | "pages"> & { remarks: Remark[] };
  guessed: Guess[];
  notes: Note[];
}

/** What the library noticed: `library-note-CODE` in messages/ says it with these values. */
export interface Note {
  code: "found-by-text" | "other-of-that-name" | "like-another" | "symbol-taken" | "was-removed";
  values: Record<string, string | number>;
}

export type Preview =
  | { outcome: "ready"; plan: Plan }
  /** The very file, or all that it says, is there already: nothing to do. */
  | { outcome: "same"; id: string; removed: boolean }
  | { outcome: "refused"; refused: Refused };

export interface PreviewParts {
  documentsDir: string;
  corpus: Corpus;
  catalogue: () => Catalogue;
  now: () => number;
}

/** From here on a file with other words about itself is a new edition all the same: so many passages are the same. */
const SAME_DOCUMENT = 0.5;
/** Up to here a file that bears a document's name is another document. */
const OTHER_DOCUMENT = 0.1;

/** Reads a file and says what would become of it. Changes nothing. */
export async function previewFile({ name, bytes, given }: Upload, parts: PreviewParts): Promise<Preview> {
  const reading = await readFile(bytes, name);
  if (!reading.ok) return { outcome: "refused", refused: { about: "file", ...reading.refusal } };
  const today = new Date(parts.now()).toISOString().slice(0, 10);
  const named = nameDocument(reading.document, given, { file: name, today });
  if ("refused" in named) return { outcome: "refused", ...named };
  const edition = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const { documents } = parts.catalogue();
  const holder = documents.find(({ editions }) => editions.at(-1)?.edition === edition);
  const isRenamed = (entry: CatalogueEntry) => {
    const present = entry.editions.at(-1);
    return present !== undefined && saysOtherwise(given, readAddedDescription(parts.documentsDir, entry.id, present));
  };
  if (holder && !(isRenamed(holder) && (given.id ?? holder.id) === holder.id)) {
    return { outcome: "same", id: holder.id, removed: holder.removed !== null };
  }
  const { paragraphs } = reading.document;
  const chosen = chooseDocument({ named: named.id, given: given.id, paragraphs, parts, holder });
  if ("refused" in chosen) return { outcome: "refused", refused: chosen.refused };
  const { entry } = chosen;
  const before = entry ? keptOf(entry, parts.documentsDir) : [];
  const matched = numberPassages(paragraphs, before);
  const passages = matched.map(({ was: _was, ...passage }) => passage);
  const last = entry?.editions.at(-1);
  const isSame = entry && !isRenamed(entry) && areSame(before.at(-1) ?? [], passages);
  if (isSame) return { outcome: "same", id: entry.id, removed: entry.removed !== null };
  const symbol = findFreeSymbol(named.description, chosen.id, parts.corpus);
  const notes: Note[] = [
    ...chosen.notes,
    ...(symbol === named.description.symbol
      ? []
      : [{ code: "symbol-taken" as const, values: { symbol: named.description.symbol, shown: symbol } }]),
    ...(entry?.removed ? [{ code: "was-removed" as const, values: { id: entry.id } }] : []),
  ];
  const plan: Plan = {
    ...{ id: chosen.id, edition, passages, original: bytes, notes, guessed: named.guessed },
    description: { ...named.description, symbol },
    replaces: last ? { edition: last.edition, changes: findChanges(before.at(-1) ?? [], matched) } : null,
    read: reading.document,
  };
  return { outcome: "ready", plan };
}

/** The passages of every edition, oldest first. Throws DocumentError. */
function keptOf(entry: CatalogueEntry, documentsDir: string): KeptPassage[][] {
  return entry.editions.map((edition) => readKeptPassages(documentsDir, entry.id, edition));
}

function numberPassages(paragraphs: readonly ReadParagraph[], before: readonly KeptPassage[][]) {
  const texts = paragraphs.map(({ text }) => text);
  const matches = matchPassages(texts, before.at(-1) ?? [], before.flat());
  // Spelled out, for editions are compared as they are written.
  return paragraphs.map(({ text, place, introduction, notes, heading, number, page }, position) => ({
    ...{ id: matches[position]?.id ?? "", text, place, introduction, notes, heading, number, page },
    was: matches[position]?.was ?? null,
  }));
}

interface Chosen {
  id: string;
  /** The document that is there under that id, in or out. */
  entry: CatalogueEntry | null;
  notes: Note[];
}

/**
 * Which document a file is an edition of. Who gives an id decides; else its name does, unless the
 * texts say otherwise: files are renamed, and two reports may bear one title.
 */
function chooseDocument(about: {
  named: string;
  given: string | undefined;
  holder: CatalogueEntry | undefined;
  paragraphs: readonly ReadParagraph[];
  parts: PreviewParts;
}): Chosen | { refused: Refused } {
  const { named, given, holder, paragraphs, parts } = about;
  const { documents } = parts.catalogue();
  const isOwn = (id: string) =>
    parts.corpus.documents.some((document) => document.id === id && !documents.some((entry) => entry.id === id));
  const entryOf = (id: string) => documents.find((entry) => entry.id === id) ?? null;
  if (given !== undefined && isOwn(given)) return refuse("id-own", { id: given });
  if (given !== undefined) return { id: given, entry: entryOf(given), notes: [] };
  if (holder) return { id: holder.id, entry: holder, notes: [] };
  const texts = new Set(paragraphs.map(({ text }) => text));
  const share = (passages: readonly { text: string }[]) =>
    passages.filter(({ text }) => texts.has(text)).length / Math.max(1, passages.length, texts.size);
  const likest = documents
    .map((entry) => ({ entry, share: share(keptOf(entry, parts.documentsDir).at(-1) ?? []) }))
    .sort((a, b) => b.share - a.share)[0];
  if (likest && likest.share >= SAME_DOCUMENT) {
    const { id } = likest.entry;
    const values = { id, share: Math.round(likest.share * 100) };
    return { id, entry: likest.entry, notes: id === named ? [] : [{ code: "found-by-text", values }] };
  }
  const like = parts.corpus.documents.find(({ id, passages }) => isOwn(id) && share(passages) >= SAME_DOCUMENT);
  const notes: Note[] = like ? [{ code: "like-another", values: { id: like.id, symbol: like.symbol } }] : [];
  const entry = entryOf(named);
  if (!entry && !isOwn(named)) return { id: named, entry: null, notes };
  if (entry && share(keptOf(entry, parts.documentsDir).at(-1) ?? []) > OTHER_DOCUMENT)
    return { id: named, entry, notes };
  const free = findFreeId(named, (id) => entryOf(id) !== null || isOwn(id));
  return {
    id: free,
    entry: null,
    notes: [...notes, { code: "other-of-that-name", values: { id: named, other: free } }],
  };
}

function findFreeId(wanted: string, isTaken: (id: string) => boolean): string {
  for (let number = 2; ; number += 1) {
    const id = `${wanted.slice(0, 54)}-${number}`;
    if (!isTaken(id)) return id;
  }
}

/** Answers, receipts and citations tell documents apart by their symbol: no two may bear the same. */
function findFreeSymbol({ symbol, language }: Description, id: string, corpus: Corpus): string {
  const isTaken = (wanted: string) =>
    [...corpus.documents, ...corpus.removed].some((document) => document.id !== id && document.symbol === wanted);
  const candidates = [symbol, `${symbol} (${language})`, `${symbol} (${id})`];
  return candidates.find((each) => !isTaken(each)) ?? `${symbol} (${id})`;
}
