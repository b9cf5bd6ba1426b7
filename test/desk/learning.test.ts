import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { toContract } from "../../src/answer/contract.ts";
import { readConfig } from "../../src/config.ts";
import { createEngine } from "../../src/engine.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";
import { type Running, startDesk } from "./running.ts";
import { makeSmallCorpus } from "./small-corpus.ts";

/** What is learned at the desk, over HTTP: answered from within seconds, with the program running. */

/** An index is built beside the service: on a machine that does much else that takes its time. */
vi.setConfig({ testTimeout: 180_000 });
const SOON = { timeout: 90_000, interval: 200 };

let kenes: Running;
let corpus: TemporaryFolder;
beforeAll(async () => {
  corpus = temporaryFolder();
  const CORPUS_DIR = makeSmallCorpus(corpus.path("corpus"));
  kenes = await startDesk({ CORPUS_DIR }, { Aigul: "consultant", Saule: "editor" });
}, 120_000);
afterAll(async () => {
  await kenes?.stop();
  corpus.remove();
});

const PASSAGE = "cedaw-c-kaz-6/0010";
interface Cited {
  passage: string;
  status: string;
  text: string;
  centre?: { date: string; until: string | null };
}
interface Asked {
  kind: string;
  answers: Cited[];
  nearest: Cited[];
}
const ask = async (question: string): Promise<Asked> =>
  (await (await fetch(`${kenes.address}/api/ask?q=${encodeURIComponent(question)}`)).json()) as Asked;
const firstOf = async (question: string) => (await ask(question)).nearest[0]?.passage;

test("a mended question leads to its passage within seconds; an engine made from scratch answers the same; taken back it does not", async () => {
  const saule = await kenes.staff("Saule");
  const question = "Who inspects the purple zeppelins of Karaganda on Sundays?";
  const before = await ask(question);
  const forms = (await saule.get(`/desk/mend?passage=${PASSAGE}`)).html.split("<form");
  const form = forms.find((each) => each.includes('value="questions"') && each.includes('value="en"')) ?? "";
  const hidden = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
  const fields = Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
  const mended = await saule.post("/desk/mend", { ...fields, text: `${question}\nWho else?` });
  expect(mended.location).toMatch(/^\/desk\/change\/\d+\?told=learned$/u);
  await expect.poll(() => firstOf(question), SOON).toBe(PASSAGE);

  const others = [
    "Сколько женщин работает судьями?",
    "Ана капиталы деген не?",
    "Where do I complain about my employer?",
  ];
  const folder = temporaryFolder();
  const config = readConfig({ CORPUS_DIR: kenes.corpusDir, DATA_DIR: kenes.dataDir, INDEX_DIR: folder.path("index") });
  const scratch = await createEngine(config, { tell: () => {}, progress: () => {} });
  for (const text of [question, ...others]) {
    const { nearest, answers } = toContract(await scratch.ask({ text })) as unknown as Asked;
    expect({ nearest, answers }).toEqual(await ask(text).then(({ nearest, answers }) => ({ nearest, answers })));
  }
  await scratch.close();
  folder.remove();

  const change = mended.location?.split("?")[0] ?? "";
  const undone = await saule.send(change, `${change}/undo`);
  expect(undone.location).toContain("told=undone");
  await expect.poll(async () => (await ask(question)).nearest, SOON).toEqual(before.nearest);
});

test("a sent answer is published, found as the centre's word, never as a quotation; corrected, told, listed", async () => {
  const question = "Where do I get a certificate of no criminal record for a school job?";
  const { number, path, asker } = await kenes.passOn(question);
  const [aigul, saule] = [await kenes.staff("Aigul"), await kenes.staff("Saule")];
  await aigul.send("/desk", `/desk/case/${number}/claim`);
  const draft = { en: "Dear Mrs Akhmetova, on egov.kz, free of charge.", next: "preview" };
  await aigul.send(`/desk/case/${number}`, `/desk/case/${number}/draft`, draft);
  await aigul.send(`/desk/case/${number}/preview`, `/desk/case/${number}/send`, { to: number });
  await expect.poll(async () => (await asker.get(path)).html).toContain("egov.kz");
  expect((await ask(question)).nearest.some(({ status }) => status === "centre")).toBe(false);

  const form = `/desk/centre/new?case=${number}`;
  expect((await saule.get(`${form}&lang=en`)).html).toContain("Look at: Dear Mrs Akhmetova");
  const from = /name="from"[^>]*value="([^"]+)"/u.exec((await saule.get(form)).html)?.[1] ?? "";
  const en = "A certificate of no criminal record is given on egov.kz, free of charge.";
  const wanted = { from, until: "", en, "asked-en": question, "asked-ru": "Где взять справку о несудимости?" };
  expect((await saule.send(form, "/desk/centre", wanted)).status).toBe(409);
  const made = await saule.send(form, "/desk/centre", { ...wanted, read: "yes" });
  expect(made.location).toContain("told=learned");
  await expect.poll(() => firstOf(question), SOON).toBe("centre-en/0001");
  const { kind, answers } = await ask(question);
  expect([kind, answers[0]]).toMatchObject(["answered", { status: "centre", text: en, centre: { date: from } }]);
  expect((await ask("Где взять справку о несудимости?")).answers[0]).toMatchObject({ status: "centre", text: en });
  const page = await asker.get(`/?q=${encodeURIComponent(question)}&lang=en`);
  expect(page.html).toMatch(/These are the centre.{1,6}s words, not the report/u);
  const checked = await fetch(`${kenes.address}/api/check?q=${encodeURIComponent(en)}`);
  expect(await checked.json()).toMatchObject({ verdict: "absent" });
  expect((await asker.get("/p/centre-en/0001?lang=ru")).html).toContain("Ответ центра правовой информации");
  expect((await asker.get("/p/centre-en/0001.png")).status).toBe(404);

  const withdrawn = await saule.send("/desk/centre-en/0001", "/desk/centre-en/0001/withdraw");
  await expect.poll(() => firstOf(question), SOON).not.toBe("centre-en/0001");
  const change = withdrawn.location?.split("?")[0] ?? "";
  expect((await saule.get(`${change}?lang=en`)).html).toContain("private pages: 1");
  const why = { en: "The service has moved.", ru: "", kk: "" };
  expect((await saule.send(change, `${change}/list`, why)).location).toContain("told=listed");
  expect((await saule.send(change, `${change}/tell`)).location).toContain("told=telling");
  expect((await asker.get(`${path}?lang=en`)).html).toContain("The service has moved.");
  for (const language of ["en", "ru", "kk"]) {
    const errata = await asker.get(`/errata?lang=${language}`);
    expect([errata.status, errata.html.includes("free of charge")]).toEqual([200, true]);
  }
  const csv = await saule.get("/desk/changes.csv");
  expect([csv.status, csv.html.split("centre-en/0001").length - 1]).toEqual([200, 2]);
});
