import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/corpus/catalogue.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { corpusAsOf, findVersion } from "../../src/corpus/editions.ts";
import { compareWords } from "../../src/library/changes.ts";
import { createLibrary, type Library } from "../../src/library/library.ts";
import type { Given } from "../../src/library/naming.ts";
import type { Plan } from "../../src/library/preview.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

const corpus = readCorpus("corpus");
let folder: TemporaryFolder;
let documentsDir: string;
let library: Library;
beforeEach(() => {
  folder = temporaryFolder();
  documentsDir = folder.path("documents");
  library = createLibrary({ documentsDir, corpus, now: () => Date.parse("2026-05-01T10:00:00Z") });
});
afterEach(() => folder.remove());

const PARAGRAPHS = [
  "Every household pays for water by the meter, on the tenth day of each month.",
  "A meter is checked once in four years by the water company, free of charge.",
  "Whoever opens a hydrant without leave pays a fine of twenty monthly calculation indices.",
  "Complaints about the water company go to the city department of housing.",
  "The department answers a complaint within fifteen working days.",
  "In a drought the city may limit the watering of gardens to the night.",
];
const toFile = (paragraphs: readonly string[]) => Buffer.from(`${paragraphs.join("\n\n")}\n`);

async function plan(paragraphs: readonly string[], given: Given = { id: "water", date: "2024" }): Promise<Plan> {
  const preview = await library.preview({ name: "water rules.txt", bytes: toFile(paragraphs), given });
  if (preview.outcome !== "ready") throw new Error(JSON.stringify(preview));
  return preview.plan;
}
const read = () => readCorpus("corpus", { documentsDir });
const document = () => read().documents.find(({ id }) => id === "water");
const textsOf = () => Object.fromEntries(document()?.passages.map(({ id, text }) => [id.split("/")[1], text]) ?? []);

describe("a document that is added", () => {
  test("is previewed without a trace, goes in whole, and is read with the corpus", async () => {
    const planned = await plan(PARAGRAPHS, {
      title: "Rules on water",
      symbol: "W/12",
      date: "2024-03-01",
      language: "en",
    });
    expect(planned).toMatchObject({ id: "w-12", replaces: null });
    expect(planned.description).toMatchObject({ symbol: "W/12", language: "en", date: "2024-03-01" });
    expect(existsSync(documentsDir)).toBe(false);
    expect(library.putIn(planned)).toBe("done");
    const added = read().documents.find(({ id }) => id === "w-12");
    expect(added?.passages.map(({ id, text }) => [id, text])).toEqual(
      PARAGRAPHS.map((text, k) => [`w-12/000${k + 1}`, text]),
    );
    expect(added?.edition).toBe(planned.edition);
    expect(read().documents.map(({ id }) => id)).toEqual(["cedaw-c-kaz-6", "w-12"]);
    const [shelved] = library.list();
    expect(
      readFileSync(join(documentsDir, "w-12", readdirSync(join(documentsDir, "w-12"))[0] ?? "", "original.txt")),
    ).toEqual(toFile(PARAGRAPHS));
    expect(shelved?.editions).toHaveLength(1);
  });

  test("twice is nothing, under whichever name; a new title for the same file is no new edition", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const before = readFileSync(join(documentsDir, CATALOGUE), "utf8");
    for (const given of [{ id: "water" }, { id: "other" }, {}]) {
      const again = await library.preview({ name: "copy.txt", bytes: toFile(PARAGRAPHS), given });
      expect(again).toEqual({ outcome: "same", id: "water", removed: false });
    }
    const reflowed = Buffer.from(PARAGRAPHS.join("\r\n\r\n"));
    expect(await library.preview({ name: "water.txt", bytes: reflowed, given: { id: "water" } })).toMatchObject({
      outcome: "same",
    });
    expect(readFileSync(join(documentsDir, CATALOGUE), "utf8")).toBe(before);
    library.putIn(await plan(PARAGRAPHS, { id: "water", title: "Water, and who pays for it" }));
    expect(library.find("water")?.editions).toHaveLength(1);
    expect(document()?.titles.kk).toBe("Water, and who pays for it");
  });

  test.each([
    [{ id: "Water Rules" }, "id-wrong"],
    [{ id: "cedaw-c-kaz-6" }, "id-own"],
    [{ id: "../../etc" }, "id-wrong"],
    [{ date: "31.12.2024" }, "date-wrong"],
    [{ date: "2024-02-31" }, "date-wrong"],
    [{ language: "de" }, "language-wrong"],
    [{ title: " " }, "title-wrong"],
  ])("with %j is refused: %s", async (given, code) => {
    const preview = await library.preview({ name: "water.txt", bytes: toFile(PARAGRAPHS), given });
    expect(preview).toMatchObject({ outcome: "refused", refused: { about: "library", code } });
    expect(existsSync(documentsDir)).toBe(false);
  });

  test("bears a symbol and an id of its own, whatever its title", async () => {
    library.putIn(await plan(PARAGRAPHS, { title: "Annual report", date: "2023" }));
    const other = ["Bees may be kept in towns.", "A hive stands ten metres from a road.", "Honey is sold at markets."];
    const planned = await plan(other, { title: "Annual report", date: "2024" });
    expect(planned.id).toBe("annual-report-2");
    expect(planned.notes.map(({ code }) => code)).toContain("other-of-that-name");
    const twin = await plan(other, { id: "cedaw-2", symbol: "CEDAW/C/KAZ/6" });
    expect(twin.description.symbol).not.toBe("CEDAW/C/KAZ/6");
    expect(twin.notes.map(({ code }) => code)).toContain("symbol-taken");
  });
});

describe("a new edition", () => {
  const AMENDED = [
    PARAGRAPHS[0],
    "Whoever rents a flat pays for water too.",
    PARAGRAPHS[1]?.replace("four years", "six years"),
    PARAGRAPHS[3],
    PARAGRAPHS[4],
    "Car washes use water that was used before.",
  ] as string[];

  test("keeps ids by text; what is changed takes the id that stood there; a diff says all", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const planned = await plan(AMENDED, { id: "water", date: "2025" });
    expect(planned.replaces?.changes).toMatchObject({ kept: 3, added: [{ id: "0007" }], withdrawn: [{ id: "0003" }] });
    library.putIn(planned);
    expect(textsOf()).toEqual({
      "0001": AMENDED[0],
      "0007": AMENDED[1],
      "0002": AMENDED[2],
      "0004": AMENDED[3],
      "0005": AMENDED[4],
      "0006": AMENDED[5],
    });
    const diff = library.diff("water");
    if ("refused" in diff) throw new Error("refused");
    const meter = diff.changes.changed.find(({ id }) => id === "0002");
    expect(meter && compareWords(meter).filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "gone", text: "four " },
      { kind: "new", text: "six " },
    ]);
  });

  test("is found by its text when file and title were renamed", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const planned = await plan([...PARAGRAPHS, "One more."], { title: "Something else" });
    expect(planned.id).toBe("water");
    expect(planned.notes).toEqual([{ code: "found-by-text", values: { id: "water", share: 86 } }]);
  });

  test("lets every withdrawn passage be read as it was, with what stands there now, and comes back under its id", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const first = document()?.edition ?? "";
    library.putIn(await plan(AMENDED, { id: "water", date: "2025" }));
    const second = document()?.edition;
    const now = read();
    expect(findVersion(now, "water/0003")).toMatchObject({
      passage: { text: PARAGRAPHS[2] },
      past: { replacedBy: { edition: second, date: "2025" } },
    });
    expect(findVersion(now, "water/0002", first)).toMatchObject({
      passage: { text: PARAGRAPHS[1] },
      past: { now: { text: AMENDED[2] } },
    });
    expect(findVersion(now, "water/0001", first)).toMatchObject({ past: null });
    expect(corpusAsOf(now, { asOf: first.slice(7, 23) })?.documents[0]?.passages).toHaveLength(6);
    expect(corpusAsOf(now, { asOf: "2024-06-01", document: "water" })?.documents[0]?.edition).toBe(first);
    expect(corpusAsOf(now, { asOf: "2025-06-01", document: "water" })?.documents[0]?.edition).toBe(second);
    expect(corpusAsOf(now, { asOf: "1990" })).toBeNull();
    library.putIn(await plan([...AMENDED, PARAGRAPHS[2] ?? ""], { id: "water", date: "2026" }));
    expect(textsOf()["0003"]).toBe(PARAGRAPHS[2]);
    expect(library.find("water")?.editions.map(({ date }) => date)).toEqual(["2024", "2025", "2026"]);
  });

  test("that was previewed before somebody else's went in is refused", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const late = await plan(AMENDED);
    library.putIn(await plan(PARAGRAPHS.slice(0, 3)));
    expect(library.putIn(late)).toMatchObject({ refused: { code: "changed-meanwhile" } });
  });

  test("of ten thousand passages is compared in seconds, not in gigabytes", async () => {
    const long = Array.from(
      { length: 10_000 },
      (_, k) => `Paragraph ${k} says that rule ${k * 7919} holds for case ${k % 97}.`,
    );
    library.putIn(await plan(long));
    const changed = long.flatMap((text, k) =>
      k % 1000 === 500 ? [] : k % 1000 === 7 ? [text, `New rule ${k}.`] : [text],
    );
    changed.unshift("A first paragraph that was not there.");
    changed.push("And a last one.");
    const planned = await plan(changed, { id: "water", date: "2025" });
    expect(planned.replaces?.changes).toMatchObject({ kept: 9990, changed: [] });
    expect(planned.replaces?.changes.added).toHaveLength(12);
    expect(planned.replaces?.changes.withdrawn).toHaveLength(10);
  });
});

describe("a document that is taken out", () => {
  test("is found no more, keeps its words for those who hold a link, and comes back as it was", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const before = document();
    expect(library.remove("water")).toBe("done");
    expect(document()).toBeUndefined();
    expect(findVersion(read(), "water/0002")).toMatchObject({ passage: { text: PARAGRAPHS[1] }, past: { now: null } });
    expect(library.remove("water")).toMatchObject({ refused: { code: "removed-already" } });
    expect(library.restore("water")).toBe("done");
    expect(document()?.passages).toEqual(before?.passages);
    expect(library.restore("water")).toMatchObject({ refused: { code: "in-already" } });
    expect(library.remove("bees")).toMatchObject({ refused: { code: "unknown-id" } });
  });
});

describe("whatever happens while it writes", () => {
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, ["test/library/writer.mjs", documentsDir, ...args]);

  test("killed at any moment, the documents are as they were or as they were to be", async () => {
    const file = folder.path("rules.txt");
    writeFileSync(file, `${PARAGRAPHS.join("\n\n")}\n\nThis is round ROUND.`);
    for (let kill = 0; kill < 5; kill += 1) {
      const child = start(file);
      const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
      // Some rounds in, so that it dies at whichever step it is at.
      for (let round = 0; round < 2 + kill; round += 1) await once(lines, "line");
      child.kill("SIGKILL");
      await once(child, "close");
      const { documents, refused } = read();
      expect(refused).toEqual([]);
      expect(documents.find(({ id }) => id === "rules")?.passages.length).toBe(7);
    }
    const ended = start(file, "once");
    await once(ended, "close");
    expect(ended.exitCode).toBe(0);
    const named = library.find("rules")?.editions.length ?? 0;
    const folders = readdirSync(join(documentsDir, "rules"));
    library.remove("rules");
    expect(readdirSync(join(documentsDir, "rules"))).toHaveLength(named);
    expect(folders.length).toBeGreaterThanOrEqual(named);
    expect(readdirSync(documentsDir).filter((entry) => entry.startsWith(".draft"))).toEqual([]);
  });

  test("a full disk changes nothing and is named", async () => {
    library.putIn(await plan(PARAGRAPHS));
    const file = folder.path("rules.txt");
    writeFileSync(file, `${PARAGRAPHS.join("\n\n")}\n\n${"A long paragraph of the rules. ".repeat(20_000)}`);
    const before = readFileSync(join(documentsDir, CATALOGUE), "utf8");
    const limited = `ulimit -f 200; ${process.execPath} test/library/writer.mjs ${documentsDir} ${file} once 2>&1 || true`;
    const said = execFileSync("bash", ["-c", `trap '' XFSZ; ${limited}`], { encoding: "utf8" });
    expect(said).toContain("disk-full");
    expect(readFileSync(join(documentsDir, CATALOGUE), "utf8")).toBe(before);
    expect(read().refused).toEqual([]);
  });

  test("a second writer is told to wait; one that died keeps nobody out", async () => {
    mkdirSync(documentsDir);
    const other = new Database(join(documentsDir, "lock.sqlite"));
    other.exec("BEGIN EXCLUSIVE");
    const planned = await plan(PARAGRAPHS);
    expect(library.putIn(planned)).toMatchObject({ refused: { code: "busy" } });
    expect(existsSync(join(documentsDir, CATALOGUE))).toBe(false);
    other.close();
    expect(library.putIn(planned)).toBe("done");
  });

  test("a damaged edition is named and keeps no other document out", async () => {
    library.putIn(await plan(PARAGRAPHS));
    library.putIn(await plan(["Bees may be kept in towns."], { id: "bees" }));
    const edition = join(documentsDir, "water", readdirSync(join(documentsDir, "water"))[0] ?? "");
    writeFileSync(join(edition, "passages.json"), '[{"id":');
    const { documents, refused } = read();
    expect(documents.map(({ id }) => id)).toEqual(["cedaw-c-kaz-6", "bees"]);
    expect(refused[0]?.message).toContain("water: passages.json");
    chmodSync(edition, 0o700);
  });
});
