import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import type { Account } from "../../src/desk/accounts.ts";
import { createChangeStore } from "../../src/desk/change-store.ts";
import { createDesk, type Desk, type DeskParts } from "../../src/desk/desk.ts";
import { exportMends } from "../../src/desk/export.ts";
import { readAmendments } from "../../src/desk/learning.ts";
import { listMended } from "../../src/desk/mending.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createSeal } from "../../src/log/seal.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

/** What is mended over the real corpus, against the corpus as its files would have it. */

const DOCUMENT = "cedaw-c-kaz-6";
let folder: TemporaryFolder;
let database: ReturnType<typeof openDatabase>;
let desk: Desk;
let editor: Account;
let corpusDir: string;
const clock = { time: Date.parse("2026-11-25T05:00:00Z") };

beforeEach(async () => {
  folder = temporaryFolder();
  corpusDir = folder.path("corpus");
  cpSync("corpus", corpusDir, { recursive: true });
  database = openDatabase(folder.path("data"));
  clock.time = Date.parse("2026-11-25T05:00:00Z");
  desk = openDesk({ now: () => clock.time });
  const made = await desk.accounts.add({ name: "Saule", role: "editor", password: "correct horse battery" });
  if ("refused" in made) throw new Error(made.refused);
  editor = made;
});
afterEach(async () => {
  await desk.stop();
  database.close();
  folder.remove();
});

function openDesk(own: Pick<DeskParts, "now" | "onAmended">): Desk {
  return createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false } },
    addresses: createSeal(folder.path("data")),
    findAsked: () => undefined,
    onReminder: () => {},
    onFailure: (error) => {
      throw error;
    },
    ...own,
  });
}

const read = () => readCorpus(corpusDir, { amend: desk.learning.amend });
const passageOf = (number: string, corpus = read()) => corpus.find(`${DOCUMENT}/${number}`)?.passage;
const versionOf = (kind: "rendering" | "questions", number: string, language: "en" | "ru" | "kk") =>
  desk.learning.changes.latest({ kind, subject: `${DOCUMENT}/${number}`, language })?.id ?? 0;
function mend(
  kind: "rendering" | "questions",
  number: string,
  language: "en" | "ru" | "kk",
  value: string | null | string[],
) {
  const version = versionOf(kind, number, language);
  return desk.learning.mending.mend({ kind, passage: `${DOCUMENT}/${number}`, language, value, version }, editor);
}

test("mends, exported to the files, give the very corpus that was shown before", () => {
  const before = read();
  const passages = before.documents[0]?.passages ?? [];
  // A line over a list too, whose rendering introduces those of its items.
  const over = passages.find(({ text }) => passages.some(({ introduction }) => introduction === text));
  const chosen = [...passages.filter((_, position) => position % 37 === 5), ...(over ? [over] : [])];
  expect(over).toBeDefined();
  for (const [position, { id }] of chosen.entries()) {
    const number = id.split("/")[1] ?? "";
    const language = LANGUAGES[position % 3] ?? "ru";
    if (language !== "en") mend("rendering", number, language, position % 4 === 3 ? null : `Жаңа аударма ${number}.`);
    mend("questions", number, language, position % 5 === 4 ? [] : [`Сұрақ ${number}?`, `Тағы ${number}?`]);
  }
  const shown = read();
  expect(shown.hash).not.toBe(before.hash);
  expect(shown.hash).toBe(readCorpus(corpusDir, { amend: readAmendments(database, () => clock.time) }).hash);
  const { documents } = readCorpus(corpusDir);
  const mends = listMended(createChangeStore(database, Date.now));
  const exported = exportMends(mends, { documents, folderOf: ({ id }) => join(corpusDir, id) });
  expect(exported.superseded).toEqual([]);
  expect(exported.mends).toBe(mends.length);
  const written = readCorpus(corpusDir);
  expect(written.documents).toEqual(shown.documents);
  expect(written.hash).toBe(shown.hash);
  expect(read().hash).toBe(shown.hash);
  expect(exportMends(mends, { documents: written.documents, folderOf: () => corpusDir }).mends).toBe(0);
});

describe("a mend", () => {
  test("is recorded, refused when somebody was quicker, and taken back", () => {
    const was = passageOf("0123")?.renderings.ru?.text;
    const done = mend("rendering", "0123", "ru", "  Новый\n перевод. ");
    if (done.outcome !== "done") throw new Error(done.outcome);
    expect(passageOf("0123")?.renderings.ru).toMatchObject({ text: "Новый перевод.", status: "working" });
    const stale = {
      kind: "rendering",
      passage: `${DOCUMENT}/0123`,
      language: "ru",
      value: "Иначе.",
      version: 0,
    } as const;
    expect(desk.learning.mending.mend(stale, editor).outcome).toBe("stale");
    expect(mend("rendering", "0123", "ru", "Новый перевод.").outcome).toBe("same");
    expect(mend("rendering", "0123", "ru", " ").outcome).toBe("wrong");
    expect(mend("questions", "9999", "ru", ["Что?"]).outcome).toBe("unknown");
    expect(desk.learning.mending.mend(stale, { ...editor, role: "consultant" }).outcome).toBe("forbidden");
    const change = desk.learning.changes.byId(done.change);
    if (!change) throw new Error("the change is gone");
    expect(change).toMatchObject({ account: "Saule", before: was, after: "Новый перевод." });
    expect(desk.learning.mending.undo(change, editor).outcome).toBe("done");
    expect(passageOf("0123")?.renderings.ru?.text).toBe(was);
    expect(desk.learning.mending.undo(change, editor).outcome).toBe("stale");
    expect(desk.audit.about(`${DOCUMENT}/0123`).map(({ action }) => action)).toEqual(["mended", "undone"]);
    expect(() => database.exec("UPDATE changes SET account = 'x'")).toThrow("append-only");
    expect(() => database.exec("DELETE FROM changes")).toThrow("append-only");
  });

  test("gives way to files that say a third thing, and the desk tells of it", () => {
    read();
    mend("rendering", "0123", "ru", "Новый перевод.");
    const other = openDatabase(folder.path("elsewhere"));
    const own = createChangeStore(other, Date.now);
    const { documents } = readCorpus(corpusDir);
    const original = passageOf("0123")?.hash ?? "";
    const third = {
      ...({ kind: "rendering", passage: `${DOCUMENT}/0123`, language: "ru", value: "Третий перевод." } as const),
      ...{
        base: { value: passageOf("0123", readCorpus(corpusDir))?.renderings.ru?.text ?? null, original },
        known: [],
      },
    };
    exportMends([third], { documents, folderOf: ({ id }) => join(corpusDir, id) });
    expect(own.list(9, 9)).toEqual([]);
    other.close();
    expect(passageOf("0123")?.renderings.ru?.text).toBe("Третий перевод.");
    expect(desk.learning.mending.superseded().map(({ after }) => after)).toEqual(["Новый перевод."]);
    const [noted] = desk.learning.changes.about(`${DOCUMENT}/0123`);
    expect(noted).toMatchObject({ account: "kenes", before: "Новый перевод.", after: "Третий перевод." });
    // Taken back, the desk's own words hold again, over the third ones.
    if (noted) expect(desk.learning.mending.undo(noted, editor).outcome).toBe("done");
    expect(passageOf("0123")?.renderings.ru?.text).toBe("Новый перевод.");
  });
});

test("words of the document that change or go are noted once, white space is no change", () => {
  read();
  const { documents } = readCorpus(corpusDir);
  const change = (edit: (text: string) => string) =>
    documents.map((document) => ({
      ...document,
      passages: document.passages.map((each) =>
        each.id.endsWith("/0200") ? { ...each, text: edit(each.text) } : each,
      ),
    }));
  desk.learning.amend(change((text) => `${text} `));
  expect(desk.learning.changes.listAll()).toEqual([]);
  desk.learning.amend(change((text) => `${text} Not so.`));
  desk.learning.amend(change((text) => `${text} Not so.`));
  expect(desk.learning.changes.listAll().map(({ kind, subject }) => [kind, subject])).toEqual([
    ["passage", `${DOCUMENT}/0200`],
  ]);
  desk.learning.amend([]);
  expect(desk.learning.changes.listAll().slice(1)).toMatchObject([{ kind: "passage", subject: DOCUMENT, after: null }]);
});

describe("a centre's answer", () => {
  const wanted = {
    texts: { en: "", ru: "На egov.kz, бесплатно.", kk: "egov.kz порталында, тегін." },
    wordings: {
      en: ["Where do I get a certificate of no criminal record?"],
      ru: ["Где взять справку о несудимости?"],
      kk: [],
    },
    ...{ passages: [`${DOCUMENT}/0123`, "gone/0001"], from: "2026-11-25", until: "2026-11-30" },
  };
  const publish = () => desk.learning.centre.publish({ id: 1, language: "ru" }, wanted, editor);
  const shown = () => read().documents.filter(({ kind }) => kind === "centre");

  test("stands apart, in its days alone, with its date", () => {
    expect(publish().outcome).toBe("done");
    const [document] = shown();
    expect(document).toMatchObject({ id: "centre-ru", language: "ru", kind: "centre" });
    expect(document?.passages[0]).toMatchObject({
      ...{ id: "centre-ru/0001", text: wanted.texts.ru, questions: wanted.wordings },
      renderings: { kk: { text: wanted.texts.kk, status: "official" } },
      centre: { date: "2026-11-25", until: "2026-11-30", passages: [`${DOCUMENT}/0123`] },
    });
    clock.time = Date.parse("2026-11-30T18:59:00Z");
    expect(shown()).toHaveLength(1);
    clock.time = Date.parse("2026-11-30T19:01:00Z");
    expect(shown()).toEqual([]);
  });

  test("begins at midnight in Kazakhstan, not at the next look after it", async () => {
    publish();
    // A blink before midnight there, which is 19:00 in UTC.
    const ahead = Date.parse("2026-11-24T18:59:59.700Z") - Date.now();
    const amended = { tell: () => {} };
    const begun = new Promise<void>((resolve) => {
      amended.tell = resolve;
    });
    const early = openDesk({
      now: () => Date.now() + ahead,
      onAmended: async () => {
        if (early.learning.amend([]).length > 0) amended.tell();
      },
    });
    expect(early.learning.amend([])).toEqual([]);
    early.start();
    await begun;
    expect(early.learning.amend([])[0]?.kind).toBe("centre");
    await early.stop();
  });

  test("is revised with a new date, withdrawn and put back; what is amiss is refused", () => {
    publish();
    const { centre } = desk.learning;
    const latest = () => centre.find("centre-ru/0001")?.change ?? expect.fail("there is none");
    clock.time += 86_400_000;
    const revised = { ...wanted, texts: { ...wanted.texts, ru: "Только в ЦОНе." } };
    expect(centre.revise("centre-ru/0001", { wanted: revised, version: 0 }, editor).outcome).toBe("stale");
    expect(centre.revise("centre-ru/0001", { wanted: revised, version: latest().id }, editor).outcome).toBe("done");
    expect(shown()[0]?.passages[0]?.centre?.date).toBe("2026-11-26");
    expect(centre.withdraw("centre-ru/0001", latest().id, editor).outcome).toBe("done");
    expect(shown()).toEqual([]);
    expect(centre.undo(latest(), editor).outcome).toBe("done");
    expect(shown()[0]?.passages[0]?.text).toBe("Только в ЦОНе.");
    const refused = (over: object) => centre.publish({ id: 2, language: "ru" }, { ...wanted, ...over }, editor).outcome;
    expect(refused({ from: "2026-02-31" })).toBe("days");
    expect(refused({ until: "2026-11-24" })).toBe("days");
    expect(refused({ texts: { en: "", ru: " ", kk: "" } })).toBe("empty");
    expect(refused({ wordings: { en: [], ru: [], kk: [" "] } })).toBe("empty");
    const consultant = { ...editor, role: "consultant" as const };
    expect(centre.publish({ id: 2, language: "ru" }, wanted, consultant).outcome).toBe("forbidden");
  });
});
