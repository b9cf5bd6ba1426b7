/**
 * Fits how sure Kenes is of a passage for which few questions were authored, such as an answer of the
 * centre's, and writes src/answer/few.json: a logistic regression over the passage's score. Every second
 * ten passages of the report are left with one question a language, then the others; the shared and
 * our own questions say which of those that come first are right. Run after `npm run build`, and
 * again after `npm run evaluate -- --fit`, whose weights make the score:
 *
 *   node scripts/fit-few.mjs
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCalibration } from "../dist/answer/calibration.js";
import { rank } from "../dist/answer/rank.js";
import { readCorpus } from "../dist/corpus/corpus.js";
import { createWorkerPool } from "../dist/embedding/worker-pool.js";
import { descend } from "../dist/evaluation/descent.js";
import { gather } from "../dist/evaluation/gather.js";
import { readQuestionSets } from "../dist/evaluation/questions.js";
import { KEPT_VECTORS, readKeptVectors } from "../dist/index/kept-vectors.js";
import { openIndex } from "../dist/index/open-index.js";

const SETS = ["test/eval/questions.json", "test/eval/own-questions.json"];
/** The question that is left: neither the plainest nor the oddest of the nine. */
const LEFT = 3;
const REPORT = "cedaw-c-kaz-6";
/** Of the descent: followed to its end. */
const [STEPS, RATE] = [2000, 0.5];
const isTaken = (id, half) => Math.floor(Number(id.slice(-4)) / 10) % 2 === half;

const { cases, hash } = readQuestionSets(SETS);
const plain = cases.filter(
  ({ spelling, kind }) => ["en", "ru", "kk"].includes(spelling) && kind.endsWith("answerable"),
);
const { weights } = readCalibration();
const embedder = await createWorkerPool({ model: "models/multilingual-e5-small" });
const examples = [];
for (const half of [0, 1]) examples.push(...(await judgeHalf(half)));
await embedder.close();
const { slope, constant } = regress(examples);
const round = (value) => Number(value.toPrecision(6));
const result = {
  ...{ fitted: new Date().toISOString().slice(0, 10), questionsHash: hash },
  few: [round(slope), round(constant)],
};
for (const folder of ["src", "dist"]) writeFileSync(`${folder}/answer/few.json`, `${JSON.stringify(result)}\n`);
const right = examples.filter((each) => each.right).length;
process.stdout.write(`fitted on ${examples.length} passages that came first, ${right} of them right\n`);

/** Score and rightness of every passage with one question that comes first. */
async function judgeHalf(half) {
  const folder = mkdtempSync(join(tmpdir(), "kenes-few-"));
  try {
    const corpusDir = join(folder, "corpus");
    cpSync("corpus", corpusDir, { recursive: true });
    strip(join(corpusDir, REPORT), half);
    const corpus = readCorpus(corpusDir);
    const kept = readKeptVectors(join(corpusDir, KEPT_VECTORS), embedder.modelHash);
    const settings = {
      corpus,
      embedder,
      kept,
      indexDir: join(folder, "index"),
      progress: () => {},
      onRebuild: () => {},
    };
    const index = await openIndex(settings);
    const gathered = await gather(plain, { corpus, embedder, index });
    index.close();
    return gathered.flatMap((each) => {
      const [first] = rank(each.candidates, each.understood, weights[each.language]);
      if (!first || !isTaken(first.passage, half)) return [];
      return [{ score: first.score, right: each.right.has(first.passage) }];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Leaves the passages of one half one question a language, and none of what else was authored for them. */
function strip(report, half) {
  for (const language of ["en", "ru", "kk"]) {
    const change = (kind, keep) => {
      const file = join(report, kind, `${language}.json`);
      const entries = Object.entries(JSON.parse(readFileSync(file, "utf8")));
      const left = entries.flatMap(([id, texts]) => (isTaken(id, half) ? keep(id, texts) : [[id, texts]]));
      writeFileSync(file, JSON.stringify(Object.fromEntries(left)));
    };
    change("questions", (id, texts) => [[id, texts.slice(LEFT, LEFT + 1)]]);
    for (const kind of ["gaps", "keywords"]) change(kind, () => []);
  }
}

/** Logistic regression over the score; the constant is moved as if right and wrong were as frequent. */
function regress(all) {
  const mean = all.reduce((sum, { score }) => sum + score, 0) / all.length;
  const spread = Math.sqrt(all.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / all.length);
  const table = Float64Array.from(all.flatMap(({ score }) => [(score - mean) / spread, 1]));
  const truths = all.map((each) => Number(each.right));
  const [weight, start] = descend(table, truths, { steps: STEPS, pull: 0, rate: RATE });
  const rights = truths.reduce((sum, truth) => sum + truth, 0);
  const slope = weight / spread;
  return { slope, constant: start - slope * mean - Math.log(rights / (all.length - rights)) };
}
