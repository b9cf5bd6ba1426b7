import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDesk, type Desk } from "../../src/desk/desk.ts";
import type { Asked } from "../../src/desk/hand-offs.ts";
import type { Reminder } from "../../src/desk/reminders.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createSeal } from "../../src/log/seal.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

let folder: TemporaryFolder;
let database: ReturnType<typeof openDatabase>;
let desk: Desk;
const clock = { time: 0 };
const log = new Map<string, Asked>();
const reminders: Reminder[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  database = openDatabase(folder.path("data"));
  clock.time = Date.parse("2026-11-24T05:00:00Z");
  log.clear();
  reminders.length = 0;
  desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false }, now: () => clock.time },
    findAsked: (id) => log.get(id),
    addresses: createSeal(folder.path("data")),
    onReminder: (reminder) => reminders.push(reminder),
    onFailure: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  await desk.stop();
  database.close();
  folder.remove();
});

const asked = (text: string | null, asker: string | null = "anna"): Asked => ({
  ...{ asker, text, language: "ru", reason: "not-in-document", passages: ["cedaw-c-kaz-6/0123"] },
});

function open(answerId: string, asker: string | null = "anna") {
  return desk.handOffs.open({
    answerId,
    channel: "telegram",
    asker,
    address: "42",
    token: `t-${answerId}`,
    message: "",
  });
}

test("opens from an answer's id for the one who asked, once; says why not", () => {
  log.set("one", asked("Где зарегистрировать дрон?")).set("gone", asked(null)).set("blank", asked("  "));
  expect(desk.handOffs.prepare("one", "anna")).toMatchObject({
    question: "Где зарегистрировать дрон?",
    language: "ru",
  });
  expect(open("one")).toMatchObject({ state: "open", dueDay: "2026-11-27", overdue: false, taken: false });
  expect(open("one")).toMatchObject({ state: "open" });
  expect(
    desk.handOffs.open({
      ...{ answerId: "one", channel: "web", asker: "anna" },
      address: null,
      token: "x",
      message: "",
    }),
  ).toEqual({ refused: "already" });
  expect(open("one-that-is-not")).toEqual({ refused: "unknown-answer" });
  expect(open("gone")).toEqual({ refused: "forgotten" });
  expect(open("blank")).toEqual({ refused: "empty" });
  log.set("hers", asked("Где?", "somebody"));
  expect(open("hers")).toEqual({ refused: "not-yours" });
});

test("an asker sees, adds to and ends their own cases only", () => {
  log.set("one", asked("Где зарегистрировать дрон?"));
  const { number } = open("one") as { number: string };
  expect(desk.handOffs.list("anna").map((each) => each.number)).toEqual([number]);
  expect(desk.handOffs.add({ number, asker: "bela" }, "чужое")).toBe("unknown");
  expect(desk.handOffs.add({ number: number.toLowerCase(), asker: "anna" }, " мой ИИН 880101300123 ")).toBe("done");
  expect(desk.handOffs.status({ number, asker: "anna" })?.notes.map(({ text }) => text)).toEqual([
    "мой ИИН ••••••••••••",
  ]);
  expect(desk.handOffs.add({ number, asker: "anna" }, "  ")).toBe("empty");
  for (let time = 0; time < 19; time++) desk.handOffs.add({ number, asker: "anna" }, `ещё ${time}`);
  expect(desk.handOffs.add({ number, asker: "anna" }, "ещё")).toBe("full");
  expect(desk.handOffs.rate({ number, asker: "anna" }, true)).toBe("closed");
  expect(desk.handOffs.cancel({ number, asker: "anna" })).toBe("done");
  expect(desk.handOffs.cancel({ number, asker: "anna" })).toBe("unknown");
  expect(desk.handOffs.status({ token: "t-one" })).toMatchObject({ state: "cancelled", question: null, notes: [] });
});

test("what an asker has erased leaves the file", () => {
  for (let each = 0; each < 60; each++) log.set(`n${each}`, asked(`Уникальныйдрон ${each}`));
  for (let each = 0; each < 60; each++) open(`n${each}`);
  expect(desk.handOffs.forget("anna")).toBe(60);
  database.pragma("wal_checkpoint(TRUNCATE)");
  expect(readFileSync(folder.path("data", "kenes.sqlite")).includes("Уникальныйдрон")).toBe(false);
  expect(
    database.prepare("SELECT count(*) AS count FROM cases WHERE asker IS NOT NULL OR address IS NOT NULL").get(),
  ).toEqual({ count: 0 });
});

test("staff are reminded once a stage: the working day before, on the day, when it is over", () => {
  log.set("one", asked("Где?"));
  open("one");
  const lookAt = (time: string) => {
    clock.time = Date.parse(time);
    reminders.length = 0;
    desk.start();
    return reminders.map(({ stage, count }) => `${stage} ${count}`);
  };
  expect(lookAt("2026-11-25T05:00:00Z")).toEqual([]);
  expect(lookAt("2026-11-26T05:00:00Z")).toEqual(["due-next 1"]);
  expect(lookAt("2026-11-26T09:00:00Z")).toEqual([]);
  expect(lookAt("2026-11-27T05:00:00Z")).toEqual(["due-today 1"]);
  expect(lookAt("2026-11-27T18:59:00Z")).toEqual([]);
  expect(lookAt("2026-11-27T19:00:00Z")).toEqual(["overdue 1"]);
  expect(desk.handOffs.list("anna")[0]?.overdue).toBe(true);
});
