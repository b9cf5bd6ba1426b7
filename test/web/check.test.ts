import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../src/answer/verdict.ts";
import { packDocx } from "../check/packed.ts";
import { type RunningApp, runApp } from "../running-app.ts";

const TRUE = "Loans are granted regardless of gender.";
const ALTERED = "Microloans are provided to young people, and the maximum amount of a microloan is 6 million tenge.";
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  app = await runApp();
  ({ folder } = app);
});
afterAll(() => app.close());

const post = (q: string, lang = "en") =>
  fetch(`${app.address}/check?lang=${lang}`, { method: "POST", body: new URLSearchParams({ q }) });

describe("the check on the web", () => {
  test("GET /api/check gives the contract", async () => {
    const given = (await (await fetch(`${app.address}/api/check?q=${encodeURIComponent(ALTERED)}`)).json()) as Verdict;
    expect(given).toMatchObject({ quotation: ALTERED, verdict: "altered", passage: "cedaw-c-kaz-6/0424" });
    expect(given.differences[0]).toMatchObject({ kind: "number", quoted: "6", document: "5" });
    expect(given.place).toContain("Article 13");
  });

  test("the page says the verdict in words, names the change and shows the place, without JavaScript", async () => {
    const page = await (await post(ALTERED)).text();
    expect(page).toContain("In the report, but not in these words");
    expect(page).toContain("the quotation has “6”, the report has “5”");
    expect(page).toMatch(/<ins><span class="hidden">report: <\/span>5 ?<\/ins>/u);
    expect(page).toContain("/p/cedaw-c-kaz-6/0424");
    expect(page).not.toContain("<script");
    const russian = await (await fetch(`${app.address}/check?lang=ru&q=${encodeURIComponent(TRUE)}`)).text();
    expect(russian).toContain("Есть в докладе слово в слово");
  });

  test("several sentences are checked one by one", async () => {
    const page = await (await post(`${TRUE}\n\n${ALTERED}\n\nThe moon is made of green cheese.`)).text();
    expect(page).toContain("Sentences checked: 3. Word for word: 1. Altered: 1. Not in the report: 1.");
  });

  test.each([
    ["", "There is nothing to check"],
    ["women", "One word is no quotation"],
    ["!!!", "I see no words"],
    ["x ".repeat(500_000), "This is too long"],
    ["ы".repeat(3_000_000), "This is too long"],
    ["<img src=x onerror=alert(1)> & friends of Kazakhstan", "Not in the report"],
  ])("bad input %# gets a clear sentence", async (quotation, sentence) => {
    const page = await (await post(quotation)).text();
    expect(page).toContain(sentence);
    expect(page).not.toContain("<img src=x");
  });

  const upload = (name: string, bytes: Buffer | string, query = "") => {
    const form = new FormData();
    form.set("file", new Blob([bytes]), name);
    return fetch(`${app.address}/check/file?lang=en${query}`, { method: "POST", body: form });
  };

  test("a file is checked and shown with codes, or given back as a table or a page", async () => {
    const article = packDocx([TRUE, ALTERED]);
    const page = await (await upload("a.docx", article)).text();
    expect(page).toContain("Sentences checked: 2. Word for word: 1. Altered: 1. Not in the report: 0.");
    expect(page).toMatch(/href="\/r\/[0-9A-Z]{10}"/u);
    const csv = await upload("a.csv", `quotation\n=1+1 women of Kazakhstan\n"${ALTERED}"\n`, "&report=csv");
    expect(csv.headers.get("content-disposition")).toContain("kenes-report.csv");
    const table = await csv.text();
    expect(table).toContain('"\'=1+1 women of Kazakhstan"');
    expect(table).toContain(`${app.address}/p/cedaw-c-kaz-6/0424`);
    const report = await (await upload("<b>.txt", TRUE, "&report=html")).text();
    expect(report).toContain(`${app.address}/p/cedaw-c-kaz-6/0417`);
    expect(report).toContain("&lt;b>.txt");
  });

  test.each<[string, string | Buffer, string]>([
    ["a.txt", "", "is empty"],
    ["a.pdf", "%PDF-1.7", "neither text, nor CSV"],
    ["a.txt", Buffer.alloc(10_500_000, "a"), "too large"],
    ["a.docx", packDocx(["x"], { "word/styles.xml": "<a/>".repeat(4_000_000) }), "unpacks to far more"],
  ])("a file that can't be read gets its sentence: %s", async (name, bytes, sentence) => {
    const reply = await upload(name, bytes);
    expect(await reply.text()).toContain(sentence);
    expect(reply.status).toBe(422);
  });

  test("an answer that shows one of two disagreeing figures shows the other", async () => {
    const asked = encodeURIComponent("How many people received State-guaranteed legal assistance in 2022?");
    const answer = (await (await fetch(`${app.address}/api/ask?q=${asked}`)).json()) as {
      nearest: { passage: string; conflicts?: { figure: string; other: string }[] }[];
    };
    const shown = answer.nearest.find(({ passage }) => passage === "cedaw-c-kaz-6/0474");
    expect(shown?.conflicts).toContainEqual(expect.objectContaining({ figure: "169,760", other: "169,495" }));
  });
});

describe("the check at the terminal", () => {
  const run = async (args: string[], input = "") => {
    const child = spawn(process.execPath, ["dist/main.js", ...args], {
      env: { ...process.env, DATA_DIR: join(folder, "data") },
    });
    child.stdin.end(input);
    const [out, err, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.once("close", resolve)),
    ]);
    return { out, err, code };
  };

  test("a quotation a line gives an object a line, in order", async () => {
    const { out, code } = await run(["check", "--stdin", "--json"], `${TRUE}\n${ALTERED}\n\n`);
    const verdicts = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Verdict);
    expect(verdicts.map(({ verdict, obstacle }) => [verdict, obstacle])).toEqual([
      ["verbatim", null],
      ["altered", null],
      ["absent", "empty"],
    ]);
    expect(code).toBe(0);
  });

  test("a text file is checked with progress; a file of another kind is refused in a sentence", async () => {
    const article = join(folder, "article.txt");
    writeFileSync(article, `${TRUE}\n\n${ALTERED}\n`);
    const { out, err, code } = await run(["check", "--file", article]);
    expect(out).toContain("Word for word in the report");
    expect(err).toContain("Checking: 100 %");
    expect(code).toBe(0);
    for (const ending of ["csv", "html"]) {
      const report = join(folder, `report.${ending}`);
      expect(await run(["check", "--file", article, "--report", report])).toMatchObject({ code: 0 });
      expect(readFileSync(report, "utf8")).toContain("the quotation has “6”, the report has “5”");
    }
    expect(await run(["check", "--file", article, "--report", "out.doc"])).toMatchObject({ code: 1 });
    const picture = join(folder, "picture.png");
    writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]));
    expect(await run(["check", "--file", picture])).toMatchObject({
      code: 1,
      err: expect.stringContaining("neither text, nor CSV"),
    });
    expect(await run(["check", "--file", join(folder, "none")])).toMatchObject({ code: 1 });
  });

  test("conflicts are listed with their explanation", async () => {
    const { out, code } = await run(["conflicts"]);
    expect(out).toContain("169,760");
    expect(out).toContain("two totals 265 apart");
    expect(code).toBe(0);
  });
});
