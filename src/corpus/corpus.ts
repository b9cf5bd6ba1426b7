import { readdirSync } from "node:fs";
import { readAdded } from "./added.ts";
import { readCatalogue } from "./catalogue.ts";
import { type Contact, readContacts } from "./contacts.ts";
import { type Document, readDocument } from "./document.ts";
import { DocumentError } from "./files.ts";
import type { Language, Passage } from "./passage.ts";
import { type Phrases, readPhrases } from "./phrases.ts";
import { hashText } from "./text.ts";

/** Every document that could be read, and the reasons of those that could not. */
export interface Corpus {
  documents: Document[];
  refused: DocumentError[];
  /** Documents that were added and taken out again: nothing is found in them, their pages say so. */
  removed: Document[];
  /** `sha256:…` over all that leads into the index: the manifest holds it. */
  hash: string;
  /** Signs of danger and greetings. */
  phrases: Phrases;
  /** Whom to call, for someone in danger. */
  contacts(language: Language): Contact[];
  /** The passage of that id with its document, or undefined. */
  find(id: string): { passage: Passage; document: Document } | undefined;
}

/** The documents without the centre's own answers, which are none. */
export function reportsOf({ documents }: Pick<Corpus, "documents">): Document[] {
  return documents.filter(({ kind }) => kind !== "centre");
}

/** The one folder of the corpus that is no document: phrases by kind of message. */
const KINDS = "kinds";

/** What an installation has beside the corpus that came with Kenes. */
export interface Additions {
  /** `DATA_DIR/documents`, which holds the documents that were added here; it need not be there. */
  documentsDir?: string;
  /** What people changed since: gives the documents as they are to be shown. Pure. */
  amend?: (documents: Document[]) => Document[];
}

/** Reads every folder of the corpus, then what was added. One document that can't be read keeps no other out. */
export function readCorpus(corpusDir: string, { documentsDir, amend }: Additions = {}): Corpus {
  const refused: DocumentError[] = [];
  const attempt = <T>(read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refused.push(error);
      return [];
    }
  };
  const own = listFolders(corpusDir).flatMap((id) => attempt(() => readDocument(corpusDir, id)));
  const entries = documentsDir === undefined ? [] : attempt(() => readCatalogue(documentsDir).documents).flat();
  const read = (isIn: boolean) =>
    entries
      .filter(({ removed }) => (removed === null) === isIn)
      .flatMap((entry) => attempt(() => readAdded(documentsDir ?? "", entry)));
  const documents = [...own, ...read(true)];
  return createCorpus({
    ...{ documents: amend ? amend(documents) : documents, removed: read(false), refused },
    phrases: readPhrases(corpusDir),
    contacts: readContacts(corpusDir),
  });
}

/** A corpus of these documents. */
export function createCorpus(parts: Omit<Corpus, "hash" | "find">): Corpus {
  const { documents } = parts;
  const byId = new Map(
    documents.flatMap((document) => document.passages.map((passage) => [passage.id, { passage, document }] as const)),
  );
  return {
    ...parts,
    hash: hashText(JSON.stringify(documents.map(({ id, edition, passages }) => ({ id, edition, passages })))),
    find: (id) => byId.get(id),
  };
}

function listFolders(corpusDir: string): string[] {
  try {
    return readdirSync(corpusDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== KINDS)
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    throw new DocumentError(corpusDir, "the corpus folder cannot be read; set CORPUS_DIR to one that can", error);
  }
}
