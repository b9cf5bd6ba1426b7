// Measures what answers of the centre's on other topics do to the evaluation questions: how often one is
// shown first where it answers nothing, and how many decisions change. Also how they are found by others' words.
//   npm run --silent build && node scripts/measure-centre.mjs [questions.json ...]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChangeStore } from "../dist/desk/change-store.js";
import { createEngine } from "../dist/engine.js";
import { openDatabase } from "../dist/log/database.js";

const files = process.argv.slice(2);
const sets = files.length > 0 ? files : ["test/eval/questions.json", "test/eval/own-questions.json"];
/** Topic, answer, wordings in three languages, and one wording more a language that is only asked. */
const ANSWERS = JSON.parse(readFileSync(new URL("centre-answers.json", import.meta.url), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "kenes-centre-"));
const open = (dataDir, index) =>
  createEngine(
    { corpusDir: "corpus", dataDir, indexDir: join(folder, index), model: "models/multilingual-e5-small" },
    { tell: () => {}, progress: () => {} },
  );
const dataDir = join(folder, "data");
const database = openDatabase(dataDir);
const changes = createChangeStore(database, Date.now);
for (const [position, { texts, wordings }] of ANSWERS.entries()) {
  const after = {
    texts,
    lead: "ru",
    wordings,
    passages: [],
    from: "2026-01-01",
    until: null,
    date: "2026-01-01",
    reply: position,
  };
  const subject = `centre-ru/${String(position + 1).padStart(4, "0")}`;
  changes.insert({
    kind: "centre",
    subject,
    language: "all",
    account: "x",
    base: null,
    before: null,
    after,
    undoes: null,
  });
}
database.close();
const questions = sets.flatMap((file) => {
  const read = JSON.parse(readFileSync(file, "utf8"));
  return read.flatMap(({ en, ru, kk }) => [en, ru, kk].filter((text) => typeof text === "string"));
});
const ask = async (engine, texts) => {
  const answers = [];
  for (const text of texts) answers.push(await engine.ask({ text }));
  return answers;
};
const plain = await open(join(folder, "none"), "plain");
const before = await ask(plain, questions);
await plain.close();
const start = performance.now();
const amended = await open(dataDir, "amended");
console.log(`index with ${ANSWERS.length} centre's answers: ${((performance.now() - start) / 1000).toFixed(1)} s`);
const after = await ask(amended, questions);
const centre = (answer) => answer.answers[0]?.status === "centre";
const anywhere = (answer) => answer.answers.some(({ status }) => status === "centre");
const count = (test) => after.filter((answer, k) => test(answer, before[k])).length;
console.log(`questions: ${questions.length}`);
console.log(`centre's answer shown first: ${count(centre)}; among the three: ${count(anywhere)}`);
console.log(
  `answered where Kenes abstained before: ${count((now, was) => was.kind === "abstained" && now.kind === "answered")}`,
);
console.log(
  `abstained where Kenes answered before: ${count((now, was) => was.kind === "answered" && now.kind === "abstained")}`,
);
console.log(
  `another report passage first: ${count((now, was) => !centre(now) && now.answers[0] && was.answers[0] && now.answers[0].passage !== was.answers[0].passage)}`,
);
for (const language of ["en", "ru", "kk"]) {
  const asked = ANSWERS.map(({ asked }) => asked[language]);
  const found = await ask(amended, asked);
  const right = found.filter(
    ({ answers: [first] }, k) => first?.passage === `centre-ru/${String(k + 1).padStart(4, "0")}`,
  );
  console.log(`${language}: found by other words, shown first: ${right.length} of ${asked.length}`);
}
await amended.close();
rmSync(folder, { recursive: true, force: true });
