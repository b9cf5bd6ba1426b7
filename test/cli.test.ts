import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { run, temporaryFolder } from "./program.ts";

const folder = temporaryFolder();
const settings = { DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index"), LOG_LEVEL: "silent" };

beforeAll(() => cpSync(inject("indexDir"), folder.path("index"), { recursive: true }));
afterAll(() => folder.remove());

describe("npm run ask", () => {
  test("prints an answer for a person: words of the report, their place, that it is a working translation", async () => {
    const { code, out } = await run(
      ["ask", "Может", "ли", "отец", "взять", "отпуск", "по", "уходу", "за", "ребёнком?"],
      settings,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/«.+»/u);
    expect(out).toContain("CEDAW/C/KAZ/6");
    expect(out).toContain("Рабочий перевод");
  });

  test("with --json prints one object of the contract", async () => {
    const { code, out } = await run(["ask", "--json", "Who pays for legal aid in Kazakhstan?"], settings);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Record<string, unknown> & { nearest: Record<string, unknown>[] };
    for (const field of ["question", "language", "kind", "reason", "confidence", "answers", "nearest", "ms"]) {
      expect(answer).toHaveProperty(field);
    }
    for (const field of [
      "rank",
      "passage",
      "document",
      "edition",
      "place",
      "original",
      "text",
      "status",
      "excerpt",
      "score",
    ]) {
      expect(answer.nearest[0]).toHaveProperty(field);
    }
    expect(answer.nearest).toHaveLength(10);
  });

  test("with --stdin answers a line with a line, in order, whatever the line holds", async () => {
    const lines = [
      "Сәлем",
      "",
      "x".repeat(10_000),
      "👍",
      '<b>"NEAR(" OR *',
      "'; DROP TABLE questions; --",
      "你好吗",
      "\u0000\u0001\u0007",
      "Как взыскать алименты с бывшего мужа?",
    ];
    const { code, out } = await run(["ask", "--stdin", "--json"], settings, `${lines.join("\n")}\n`);
    expect(code).toBe(0);
    const answers = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { question: string; kind: string; reason: string | null });
    expect(answers.map(({ question }) => question)).toEqual(lines);
    expect(answers.map(({ reason }) => reason).slice(1, 4)).toEqual(["empty", "too-long", "no-words"]);
    expect(answers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["greeting", "abstained", "answered"]));
  });

  test("without a question says how to ask, and ends with 1", async () => {
    const { code, out, err } = await run(["ask"], settings);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("Write the question behind it");
  });
});

test("an unknown command names those there are", async () => {
  const { code, err } = await run(["asc"], settings);
  expect(code).toBe(1);
  expect(err).toMatch(/There is no command "asc"\. There are: .*\bask, /u);
});

test("an index that fits is left as it is", async () => {
  const { code, err } = await run(["index"], settings);
  expect(code).toBe(0);
  expect(err).toBe("The index is there and belongs to this corpus and this model.\n");
});

describe("npm run desk", () => {
  const desk = (args: string[], input = "") => run(["desk", ...args], settings, input);

  test("makes an account with a password from standard input or made up, lists, resets and disables it", async () => {
    expect(await desk(["add", "Aigul", "--role", "consultant"], "correct horse battery\n")).toMatchObject({
      code: 0,
      out: "",
    });
    const made = await desk(["add", "Saule", "--role", "supervisor", "--generate"]);
    expect(made.out).toMatch(/^Password of Saule: [\w-]{18}\n$/u);
    expect((await desk(["list"])).out).toBe("Aigul\tconsultant\nSaule\tsupervisor\n");
    expect((await desk(["reset", "saule"], "\n")).out).toMatch(/^Password of saule: /u);
    expect((await desk(["disable", "Aigul"])).code).toBe(0);
    expect((await desk(["list"])).out).toContain("Aigul\tconsultant\tdisabled");
  });

  test.each([
    [["add", "Bolat"], "--role must be one of consultant, editor, supervisor"],
    [["add", "Bolat", "--role", "king"], "--role must be one of"],
    [["add", "B<script>", "--role", "editor"], "A name has 2 to 40"],
    [["add", "Bolat", "--role", "editor"], "at least 12 characters", "short\n"],
    [["add", "AIGUL", "--role", "editor"], "There is an account of that name", "correct horse battery\n"],
    [["disable", "Nobody"], "There is no account of that name"],
    [[], "npm run desk -- add NAME"],
  ])("%j is told what is wrong", async (args, said, input = "correct horse battery\n") => {
    const { code, out, err } = await desk(args, input);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(said);
  });
});
