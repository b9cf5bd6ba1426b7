import { existsSync, readdirSync } from "node:fs";
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
  /** The folder of documents that were added here; it need not be there. */
  documentsDir?: string;
  /** What people changed since: gives the documents as they are to be shown. Pure. */
  amend?: (documents: Document[]) => Document[];
}

/** Reads every folder of the corpus, then those that were added. One document that can't be read keeps no other out. */
export function readCorpus(corpusDir: string, { documentsDir, amend }: Additions = {}): Corpus {
  const shipped = listFolders(corpusDir).map((id) => ({ parent: corpusDir, id }));
  const added = documentsDir !== undefined && existsSync(documentsDir) ? listFolders(documentsDir) : [];
  const folders = [...shipped, ...added.map((id) => ({ parent: documentsDir ?? "", id }))];
  const { documents: read, refused } = readFolders(folders);
  const documents = amend ? amend(read) : read;
  const byId = new Map(
    documents.flatMap((document) => document.passages.map((passage) => [passage.id, { passage, document }] as const)),
  );
  return {
    documents,
    refused,
    hash: hashText(JSON.stringify(documents.map(({ id, edition, passages }) => ({ id, edition, passages })))),
    phrases: readPhrases(corpusDir),
    contacts: readContacts(corpusDir),
    find: (id) => byId.get(id),
  };
}

function readFolders(folders: readonly { parent: string; id: string }[]): Pick<Corpus, "documents" | "refused"> {
  const documents: Document[] = [];
  const refused: DocumentError[] = [];
  for (const { parent, id } of folders) {
    try {
      documents.push(readDocument(parent, id));
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refused.push(error);
    }
  }
  return { documents, refused };
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
