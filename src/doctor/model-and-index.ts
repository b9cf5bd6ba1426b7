import type { Corpus } from "../corpus/corpus.ts";
import { DocumentError } from "../corpus/files.ts";
import { findModel } from "../embedding/model-files.ts";
import { createWorkerPool } from "../embedding/worker-pool.ts";
import type { ClusterAddress } from "../index/cluster/hosts.ts";
import { type Amiss, verify } from "../index/manifest.ts";
import { examineCluster } from "./cluster.ts";
import { tryWriting } from "./data-folder.ts";
import { type Finding, fail, failOf, ok, warn } from "./finding.ts";

/** What answers: the corpus, the model, and the index made of both. */

/** Days after which somebody should call the numbers for people in danger once more. */
const CONTACTS_HOLD = 365;
const MS_A_DAY = 86_400_000;

export interface EngineFolders {
  corpusDir: string;
  /** The whole corpus of this installation. */
  readCorpus: () => Corpus;
  model: string;
  indexDir: string;
  /** Where the index is instead of that folder; null for one machine. */
  cluster: ClusterAddress | null;
}

/** The corpus, then the model's files, then a text through the model, then the index against both. */
export async function examineEngine(parts: EngineFolders): Promise<Finding[]> {
  const { corpusDir, readCorpus, model, indexDir, cluster } = parts;
  const corpus = attempt(readCorpus);
  const findings = corpus.value ? examineCorpus(corpus.value, corpusDir) : [describeUnreadable(corpus.error)];
  const source = await findModel(model).then(
    (value) => ({ value, error: null }),
    (error: unknown) => ({ value: null, error }),
  );
  if (!source.value) return [...findings, failOf("model", source.error)];
  const kind = source.value.local ? "its files are the ones that were built" : "it comes from the hub";
  findings.push(ok("model", `${model}: ${kind}`), await runModel(model));
  if (!corpus.value || corpus.value.documents.length === 0) return findings;
  const expected = { corpusHash: corpus.value.hash, modelHash: source.value.hash };
  return [...findings, ...(await (cluster ? examineCluster(cluster, expected) : examineIndex(indexDir, expected)))];
}

function attempt<Value>(read: () => Value): { value: Value | null; error: unknown } {
  try {
    return { value: read(), error: null };
  } catch (error) {
    return { value: null, error };
  }
}

const BRING_BACK = "Bring the folder back with `git checkout corpus`, or set CORPUS_DIR.";

function describeUnreadable(error: unknown): Finding {
  return error instanceof DocumentError ? fail("corpus", error.message, BRING_BACK) : failOf("corpus", error);
}

function examineCorpus(corpus: Corpus, corpusDir: string): Finding[] {
  if (corpus.documents.length === 0)
    return [fail("corpus", `There is no readable document in ${corpusDir}`, BRING_BACK)];
  const passages = corpus.documents.reduce((sum, { passages: { length } }) => sum + length, 0);
  return [
    ok("corpus", `${corpus.documents.length} document(s), ${passages} passages`),
    ...corpus.refused.map(({ message }) =>
      warn("corpus", `Left out: ${message}`, "Mend the document, then: npm run index"),
    ),
    ...examineContacts(corpus),
  ];
}

function examineContacts(corpus: Corpus): Finding[] {
  const contacts = corpus.contacts("en");
  const old = contacts.filter(({ checked }) => Date.now() - Date.parse(checked) > CONTACTS_HOLD * MS_A_DAY);
  if (old.length === 0)
    return [ok("contacts", `${contacts.length} numbers for people in danger, checked within a year`)];
  const found = `Numbers for people in danger not checked for a year: ${old.map(({ number }) => number).join(", ")}`;
  return [warn("contacts", found, "Call them, and write the day into corpus/contacts.json.")];
}

/** One text through the model, in a process of its own: that its native parts fit this machine. */
async function runModel(model: string): Promise<Finding> {
  try {
    const pool = await createWorkerPool({ model, workers: 1 });
    try {
      const [vector] = await pool.embed(["кеңес"], "query");
      return ok("model", `It runs: ${vector?.length ?? 0} numbers a text`);
    } finally {
      await pool.close();
    }
  } catch (error) {
    return failOf("model", error);
  }
}

/** Amiss in a way that only a fault of the disk or of somebody's hand explains. */
const HARMED: readonly Amiss[] = ["damaged", "unreadable"];

async function examineIndex(indexDir: string, expected: { corpusHash: string; modelHash: string }): Promise<Finding[]> {
  const found = await verify(indexDir, expected);
  if ("manifest" in found) {
    const { passages, views } = found.manifest.counts;
    return [ok("index", `It belongs to this corpus and this model: ${passages} passages, ${views} views`)];
  }
  const trouble = tryWriting(indexDir);
  if (trouble !== null) {
    const mend = "Let this user write there, or set INDEX_DIR to another folder.";
    const sentence = `The index in ${indexDir} is ${found.amiss}, and nothing can be written there (${trouble})`;
    return [fail("index", sentence, mend)];
  }
  if (HARMED.includes(found.amiss)) {
    const mend = "Run: npm run index. If it comes again, the disk may be failing.";
    return [fail("index", `The index in ${indexDir} is ${found.amiss} (${found.detail})`, mend)];
  }
  const mend = "It is built at the next start; to have it before: npm run index";
  return [warn("index", `The index in ${indexDir} is ${found.amiss}`, mend)];
}
