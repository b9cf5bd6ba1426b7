import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../src/answer/verdict.ts";
import { createCheck } from "../../src/check/check.ts";
import { CheckReceipt, printReceipt } from "../../src/check/receipt.ts";
import type { Verification } from "../../src/check/receipt-verify.ts";
import { createReceipts, type Receipts } from "../../src/check/receipts.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { openDatabase } from "../../src/log/database.ts";
import { run } from "../program.ts";
import { type RunningApp, runApp } from "../running-app.ts";

/** Lets the test runner hear that this process lives. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

let app: RunningApp;
let database: ReturnType<typeof openDatabase>;
let issued: CheckReceipt;
let text: string;
const corpus = readCorpus("corpus");
const ALTERED = "There have been cases of discrimination against women migrants.";

const check = async (quotation: string) =>
  (await (await app.get(`/api/check?q=${encodeURIComponent(quotation)}`)).json()) as Verdict;
const verify = async (code: string | null) => (await (await app.get(`/api/receipt/${code}`)).json()) as Verification;
/** The register with a check of its own: a later Kenes, where `judge` differs. */
const open = (judge = createCheck(corpus)): Receipts =>
  createReceipts({
    database,
    dataDir: join(app.folder, "data"),
    checking: { program: "later", corpus, check: judge },
    engine: () => null,
  });

beforeAll(async () => {
  app = await runApp();
  database = openDatabase(join(app.folder, "data"));
  const { code } = await check(`${ALTERED} Call +7 701 123 45 67`);
  text = await (await app.get(`/r/${code}.json`)).text();
  issued = CheckReceipt.parse(JSON.parse(text));
});
afterAll(async () => {
  database.close();
  await app.close();
});

describe("the receipt of a check", () => {
  test("holds quotation, verdict, changes and the document's words; no number of a person", () => {
    expect(issued).toMatchObject({ version: 2, quotation: { masked: true }, check: { verdict: "altered" } });
    expect(issued.check.differences[0]).toMatchObject({ kind: "negation", document: "no" });
    expect(issued.passages[0]?.original).toContain("There have been no cases of discrimination");
    expect(text).not.toContain("701 123");
  });

  test.each([
    ALTERED,
    "Loans are granted regardless of gender.",
    "The moon is made of green cheese and of women",
    `Loans are granted regardless of gender. ${ALTERED} Something else altogether was said.`,
    "В 2022 году ЭКО прошли 9 000 женщин.",
    "Loans \u0000 are <b>granted</b> to men",
    `${ALTERED} `.repeat(400),
  ])("comes with every check and verifies: %#", async (quotation) => {
    const { code } = await check(quotation.slice(0, 5000));
    expect(await verify(code)).toMatchObject({ genuine: true, again: "same", changes: [], since: [] });
  });

  test("is not issued for what could not be checked", async () => {
    expect((await check("women")).code).toBeNull();
  });

  test("is found altered by one character anywhere", async () => {
    const receipts = open();
    for (let at = 0; at < text.length; at += 7) {
      await breathe();
      const changed = `${text.slice(0, at)}${text[at] === "x" ? "y" : "x"}${text.slice(at + 1)}`;
      const { genuine, problem } = await receipts.verifyFile(Buffer.from(changed));
      expect({ at, genuine, problem }).toMatchObject({ genuine: false, problem: expect.anything() });
    }
    const receipt = structuredClone(issued);
    receipt.check.verdict = "verbatim";
    expect((await receipts.verifyFile(Buffer.from(printReceipt(receipt)))).problem).toMatchObject({
      problem: "altered",
      field: "check.verdict",
    });
  });

  test("says what changed when a later Kenes judges otherwise", async () => {
    const judge = createCheck(corpus);
    const later = open((quotation) => ({
      ...judge(quotation),
      verdict: "absent",
      passage: null,
      compared: null,
      differences: [],
    }));
    expect(await later.verifyCode(issued.code)).toMatchObject({
      genuine: true,
      again: "changed",
      changes: [{ change: "verdict", was: "altered", now: "absent" }, { change: "compared" }],
      since: ["program"],
    });
  });

  test("verifies without Kenes by the recipe of docs/receipts.md", () => {
    const recipe = /```js\n([\s\S]*?)```/u.exec(readFileSync("docs/receipts.md", "utf8"))?.[1] ?? "";
    const [script, file] = [join(app.folder, "verify.mjs"), join(app.folder, "check.json")];
    writeFileSync(script, recipe);
    writeFileSync(file, text);
    expect(execFileSync(process.execPath, [script, file, issued.key], { encoding: "utf8" })).toBe("good\n");
  });

  test("has a page, a picture, and the terminal verifies it without an index", async () => {
    const page = await (await app.get(`/r/${issued.code}?lang=ru`)).text();
    expect(page).toContain("Подлинная");
    expect(page).toContain("Отрицание");
    expect((await app.get(`/r/${issued.code}.png`)).headers.get("content-type")).toBe("image/png");
    const settings = { DATA_DIR: join(app.folder, "data"), INDEX_DIR: join(app.folder, "none") };
    const { code, out, err } = await run(["verify", issued.code], settings);
    expect(out).toContain("The same quotation gets the same verdict today.");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

test("a check comes without a code when the register can't be written", async () => {
  database.exec("ALTER TABLE receipts RENAME TO elsewhere");
  const verdict = await check(ALTERED);
  database.exec("ALTER TABLE elsewhere RENAME TO receipts");
  expect(verdict).toMatchObject({ verdict: "altered", code: null });
});
