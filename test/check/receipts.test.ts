import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createCheck } from "../../src/check/check.ts";
import { AnswerReceipt, printReceipt, toCanonical } from "../../src/check/receipt.ts";
import type { Verification } from "../../src/check/receipt-verify.ts";
import { createReceipts, type Receipts } from "../../src/check/receipts.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { openDatabase } from "../../src/log/database.ts";
import { type RunningApp, runApp } from "../running-app.ts";

/** Lets the test runner hear that this process lives. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

let app: RunningApp;
let receipts: Receipts;
let database: ReturnType<typeof openDatabase>;
let issued: AnswerReceipt;
let text: string;

const QUESTION = "How long is the leave for looking after a child? My number is +7 701 123 45 67";

const corpus = readCorpus("corpus");
/** Receipts of this installation's register, without an engine. */
const open = (dataDir: string, opened: ReturnType<typeof openDatabase>, trustedKey?: string) =>
  createReceipts({
    database: opened,
    dataDir,
    checking: { program: "test", corpus, check: createCheck(corpus) },
    engine: () => null,
    ...(trustedKey === undefined ? {} : { trustedKey }),
  });

async function ask(question: string): Promise<{ code: string; answers: unknown[] }> {
  const reply = await app.get(`/api/ask?q=${encodeURIComponent(question)}`);
  return (await reply.json()) as { code: string; answers: unknown[] };
}

beforeAll(async () => {
  app = await runApp();
  const dataDir = join(app.folder, "data");
  database = openDatabase(dataDir);
  receipts = open(dataDir, database);
  const { code } = await ask(QUESTION);
  text = await (await app.get(`/r/${code}.json`)).text();
  issued = AnswerReceipt.parse(JSON.parse(text));
});
afterAll(async () => {
  database.close();
  await app.close();
});

describe("a receipt", () => {
  test("holds what was asked and answered, and no number of a person", () => {
    expect(issued.question.text).toContain("+• ••• ••• •• ••");
    expect(issued.question.masked).toBe(true);
    expect(text).not.toContain("701 123");
    expect(issued.passages.length).toBeGreaterThan(0);
    expect(issued.made.editions["CEDAW/C/KAZ/6"]).toMatch(/^sha256:/u);
  });

  test.each([
    "",
    "Hello!",
    "Помогите, он меня избивает",
    "x".repeat(10_000),
    "\u0000 ” <b>",
    "Шахмат бойынша әлем чемпионы кім?",
  ])("comes with every answer, also to %j", async (question) => {
    const { code } = await ask(question);
    const verification = (await (await app.get(`/api/receipt/${code}`)).json()) as Verification;
    expect(verification).toMatchObject({ genuine: true, again: "same", changes: [], since: [] });
  });

  test("loses its link to the asker with the question's row, text or asker, and stays itself", async () => {
    const linked = () => database.prepare("SELECT count(*) AS n FROM question_receipts").get() as { n: number };
    const kept = () => database.prepare("SELECT count(*) AS n FROM receipts").get() as { n: number };
    const ids = database.prepare<[], { question: string }>("SELECT question FROM question_receipts LIMIT 3").all();
    const before = { linked: linked().n, kept: kept().n };
    const [row, words, asker] = ids.map(({ question }) => question);
    database.prepare("DELETE FROM questions WHERE id = ?").run(row);
    expect(linked().n).toBe(before.linked - 1);
    database.prepare("UPDATE questions SET text = NULL WHERE id = ?").run(words);
    expect(linked().n).toBe(before.linked - 2);
    database.prepare("UPDATE questions SET asker = 'a' WHERE id = ?").run(asker);
    expect(linked().n).toBe(before.linked - 2);
    database.prepare("UPDATE questions SET asker = NULL WHERE id = ?").run(asker);
    expect(linked().n).toBe(before.linked - 3);
    expect(kept().n).toBe(before.kept);
    expect(receipts.find(issued.code)).toEqual(issued);
  });
});

test("an answer comes without a code when the register can't be written", async () => {
  database.exec("ALTER TABLE receipts RENAME TO elsewhere");
  const answer = await ask("How long is the leave for looking after a child?");
  database.exec("ALTER TABLE elsewhere RENAME TO receipts");
  expect(answer).toMatchObject({ kind: expect.any(String), code: null });
});

describe("the key pair", () => {
  test("is the owner's alone and the same at the next start", async () => {
    const dataDir = join(app.folder, "data");
    expect(statSync(join(dataDir, "receipt.key")).mode & 0o777).toBe(0o600);
    expect(open(dataDir, database).publicKey).toBe(issued.key);
    expect(await (await app.get("/receipt-key")).json()).toMatchObject({ algorithm: "Ed25519", key: issued.key });
  });

  test("is one, when several processes start together for the first time", async () => {
    const dataDir = join(app.folder, "together");
    mkdirSync(dataDir);
    const script = `const { openReceiptKey } = await import(process.argv[1]); console.log(openReceiptKey(process.argv[2]).publicKey);`;
    const module = pathToFileURL("dist/check/receipt-key.js").href;
    const start = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, module, dataDir]);
    const keys = (await Promise.all([start(), start(), start(), start()])).map(({ stdout }) => stdout);
    expect(new Set(keys).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(["receipt.key"]);
  });

  test("is refused with what to do about it when its file is damaged", () => {
    const dataDir = join(app.folder, "damaged");
    const other = openDatabase(dataDir);
    onTestFinished(() => void other.close());
    writeFileSync(join(dataDir, "receipt.key"), "no key");
    expect(() => open(dataDir, other)).toThrow(expect.objectContaining({ code: "receipt-key-unusable" }));
  });
});

describe("verification by third parties", () => {
  test("works with the recipe of docs/receipts.md and nothing else", () => {
    const recipe = /```js\n([\s\S]*?)```/u.exec(readFileSync("docs/receipts.md", "utf8"))?.[1] ?? "";
    const script = join(app.folder, "verify.mjs");
    const file = join(app.folder, "third-party.json");
    writeFileSync(script, recipe);
    writeFileSync(file, text);
    expect(execFileSync(process.execPath, [script, file, issued.key], { encoding: "utf8" })).toBe("good\n");
    writeFileSync(file, text.replace('"kind": "', '"kind": "n'));
    const altered = spawnSync(process.execPath, [script, file, issued.key], { encoding: "utf8" });
    expect([altered.stdout, altered.status]).toEqual(["not good\n", 1]);
  });
});

describe("one character altered anywhere", () => {
  /** Another character of the same kind in its place, so that what is altered often stays JSON. */
  const flip = (character: string) => {
    if (/[0-9]/u.test(character)) return String((Number(character) + 1) % 10);
    if (/[a-z]/u.test(character)) return character === "f" ? "a" : "f";
    if (/\s/u.test(character)) return "\t";
    return character === "x" ? "y" : "x";
  };
  const alter = (source: string, at: number) => source.slice(0, at) + flip(source[at] ?? "") + source.slice(at + 1);

  test("is found where the receipt is registered, and its line and field are named", async () => {
    for (let at = 0; at < text.length; at += 3) {
      await breathe();
      const { genuine, problem } = await receipts.verifyFile(Buffer.from(alter(text, at)));
      const line = text.slice(0, at).split("\n").length;
      expect({ at, genuine, problem }).toMatchObject({ genuine: false, problem: { line } });
    }
  });

  test("is found in the canonical layout as well", async () => {
    const compact = toCanonical(issued);
    expect((await receipts.verifyFile(Buffer.from(compact))).genuine).toBe(true);
    for (let at = 0; at < compact.length; at += 11) {
      await breathe();
      const { genuine, problem } = await receipts.verifyFile(Buffer.from(alter(compact, at)));
      expect({ at, genuine, problem }).toMatchObject({ genuine: false, problem: expect.anything() });
    }
  });

  test("is found where nothing is known but the key", async () => {
    const dataDir = join(app.folder, "elsewhere");
    const other = openDatabase(dataDir);
    onTestFinished(() => void other.close());
    const elsewhere = open(dataDir, other, issued.key);
    expect((await elsewhere.verifyFile(Buffer.from(text))).genuine).toBe(true);
    for (let at = 1; at < text.length; at += 5) {
      await breathe();
      const { genuine, problem } = await elsewhere.verifyFile(Buffer.from(alter(text, at)));
      expect({ at, genuine, problem }).toMatchObject({ genuine: false, problem: expect.anything() });
    }
  });

  test.each<[string, (receipt: AnswerReceipt) => unknown]>([
    ["question.text", ({ question }) => Object.assign(question, { text: `${question.text} ` })],
    ["passages[0].place", ({ passages }) => Object.assign(passages[0] ?? {}, { place: "Part I" })],
    ["passages[1].rank", ({ passages }) => Object.assign(passages[1] ?? {}, { rank: 9 })],
    ["made.calibration.thresholds.kk", ({ made }) => Object.assign(made.calibration.thresholds, { kk: 0.1 })],
    ["code", (receipt) => Object.assign(receipt, { code: "0000000000" })],
    ["signature", (receipt) => Object.assign(receipt, { signature: "0".repeat(128) })],
    ["time", (receipt) => Object.assign(receipt, { time: "2020-01-01T00:00:00.000Z" })],
  ])("names %s", async (field, change) => {
    const receipt = structuredClone(issued);
    change(receipt);
    const { problem } = await receipts.verifyFile(Buffer.from(printReceipt(receipt)));
    expect(problem).toMatchObject({ problem: "altered", field });
  });
});

describe("what is no receipt of this installation", () => {
  const forged = () => {
    const dataDir = join(app.folder, "forger");
    const other = openDatabase(dataDir);
    onTestFinished(() => {
      other.close();
      rmSync(dataDir, { recursive: true });
    });
    return open(dataDir, other);
  };

  test("signed with another key", async () => {
    const { problem } = await forged().verifyFile(Buffer.from(text));
    expect(problem).toMatchObject({ problem: "foreign-key", key: issued.key });
  });

  test("a passage whose words were changed together with nothing else", async () => {
    const receipt = structuredClone(issued);
    if (receipt.passages[0]) receipt.passages[0].original += "!";
    const { problem } = await forged().verifyFile(Buffer.from(printReceipt(receipt)));
    expect(problem).toEqual({ problem: "hash", field: "passages[0]" });
  });

  test.each([
    ["too-big", Buffer.alloc(10_000_000, "a")],
    ["not-text", Buffer.from([0xff, 0xfe, 0x00])],
    ["not-json", Buffer.from("")],
    ["not-json", Buffer.from("# A receipt")],
    ["not-json", Buffer.from('{"version": 1, "code": "\\ud800"}')],
    ["not-json", Buffer.from("[".repeat(200_000))],
    ["no-receipt", Buffer.from("[]")],
    ["no-receipt", Buffer.from("null")],
    ["no-receipt", Buffer.from('{"name": "kenes"}')],
    ["unknown-version", Buffer.from('{"version": 3}')],
    ["wrong-field", Buffer.from('{"version": 1}')],
    ["wrong-field", Buffer.from('{"version": 2}')],
  ])("%s", async (problem, bytes) => {
    const verification = await receipts.verifyFile(bytes);
    expect(verification).toMatchObject({ genuine: false, again: "not-asked", problem: { problem } });
  });
});
