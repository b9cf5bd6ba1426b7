import { type Corpus, createCorpus } from "./corpus.ts";
import type { Document } from "./document.ts";
import type { Passage } from "./passage.ts";

/** What earlier editions of the documents said. */

/** A passage as one edition has it. */
export interface Version {
  passage: Passage;
  /** That edition. */
  document: Document;
  /** Why it is no longer what the document says; null for the present words. */
  past: Past | null;
}

export interface Past {
  /** The edition that has other words in its place, or none; null where the whole document was taken out. */
  replacedBy: { edition: string; date: string } | null;
  /** What stands there now. */
  now: Passage | null;
}

/** Digits of a hash from which on an edition is known by them. */
const SHORTEST_HASH = 8;
const HASH = /^(?:sha256:)?([0-9a-f]{8,64})$/u;
const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u;

/** True for what can name an edition: a day, or the beginning of its hash. */
export function isEditionName(text: string): boolean {
  return DAY.test(text) || HASH.test(text);
}

/** The passage in that edition, or, without one, in the latest edition that has it. */
export function findVersion(corpus: Corpus, id: string, edition?: string): Version | undefined {
  const document = [...corpus.documents, ...corpus.removed].find((each) => id.startsWith(`${each.id}/`));
  if (!document) return undefined;
  const isRemoved = corpus.removed.includes(document);
  const chain = [...document.earlier.map(({ read }) => read), () => document];
  const hashes = [...document.earlier.map((each) => each.edition), document.edition];
  for (let position = chain.length - 1; position >= 0; position -= 1) {
    if (edition !== undefined && !matches(hashes[position] ?? "", edition)) continue;
    const found = chain[position]?.();
    const passage = found?.passages.find((each) => each.id === id);
    if (!found || !passage) continue;
    const present = document.passages.find((each) => each.id === id);
    if (!isRemoved && present?.hash === passage.hash) return { passage, document: found, past: null };
    if (isRemoved) return { passage, document: found, past: { replacedBy: null, now: null } };
    const next = firstWithout({ passage, after: position, chain });
    const past = { replacedBy: next, now: present ?? findSuccessor(passage, found, document) };
    return { passage, document: found, past };
  }
  return undefined;
}

/** Editions in which a passage read otherwise, the latest first. */
export function listEarlier(corpus: Corpus, { id, hash }: Passage): { edition: string; date: string }[] {
  const document = corpus.find(id)?.document;
  const others = (document?.earlier ?? []).filter(({ read }) => {
    const before = read().passages.find((passage) => passage.id === id);
    return before !== undefined && before.hash !== hash;
  });
  return others.map(({ edition, date }) => ({ edition, date })).reverse();
}

/** The first later edition that has other words for the passage, or none. */
function firstWithout({ passage, after, chain }: { passage: Passage; after: number; chain: (() => Document)[] }) {
  const later = chain.slice(after + 1).map((read) => read());
  const next = later.find(
    ({ passages }) => !passages.some(({ id, hash }) => id === passage.id && hash === passage.hash),
  );
  return next ? { edition: next.edition, date: next.date } : null;
}

/** What is new behind the nearest passage before it that still stands: it came in its place. */
function findSuccessor(gone: Passage, before: Document, now: Document): Passage | null {
  const known = new Set(before.passages.map(({ id }) => id));
  const standing = new Map(now.passages.map((passage, position) => [passage.id, position]));
  const until = before.passages.findIndex(({ id }) => id === gone.id);
  const anchor = before.passages.slice(0, until).findLast(({ id }) => standing.has(id));
  const next = now.passages[anchor ? (standing.get(anchor.id) ?? -1) + 1 : 0];
  return next && !known.has(next.id) ? next : null;
}

/** One document, or all of them, as they stood: `asOf` is a day, or the beginning of an edition's hash. */
export interface AsOf {
  document?: string;
  asOf: string;
}

/**
 * The corpus as it stood. A day takes of each document the last edition that was out by then; a hash
 * takes that edition alone. Null when nothing had come out, or there is no such edition.
 */
export function corpusAsOf(corpus: Corpus, { document, asOf }: AsOf): Corpus | null {
  const documents = corpus.documents
    .filter(({ id }) => document === undefined || id === document)
    .flatMap((each) => (DAY.test(asOf) ? onDay(each, asOf) : ofHash(each, asOf)));
  if (documents.length === 0) return null;
  return createCorpus({ ...corpus, documents, refused: [], removed: [] });
}

function ofHash(document: Document, hash: string): Document[] {
  if (matches(document.edition, hash)) return [document];
  return document.earlier.filter(({ edition }) => matches(edition, hash)).map(({ read }) => read());
}

/** Of editions of one day the later one counts; "2023" is out from the year's first day on. */
function onDay(document: Document, day: string): Document[] {
  const last = { "4": "-12-31", "7": "-31" }[String(day.length)] ?? "";
  const isOut = ({ date }: { date: string }) => date <= day + last;
  if (isOut(document)) return [document];
  const edition = document.earlier.findLast(isOut);
  return edition ? [edition.read()] : [];
}

function matches(edition: string, asked: string): boolean {
  const digits = HASH.exec(asked)?.[1];
  return digits !== undefined && digits.length >= SHORTEST_HASH && edition.startsWith(`sha256:${digits}`);
}
