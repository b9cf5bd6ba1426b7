import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Language } from "../../src/corpus/passage.ts";
import type { Account, Role } from "../../src/desk/accounts.ts";
import type { Parcel } from "../../src/desk/channel.ts";
import { createDesk, type Desk } from "../../src/desk/desk.ts";
import { openDatabase } from "../../src/log/database.ts";
import { createSeal } from "../../src/log/seal.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

let folder: TemporaryFolder;
let database: ReturnType<typeof openDatabase>;
const failures: unknown[] = [];
const languages: Language[] = ["ru", "kk", "en"];

function openDesk(approval: boolean): Desk {
  return createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval } },
    findAsked: (id) => ({
      asker: `asker-${id}`,
      text: `Question ${id.split("-")[0]}`,
      language: languages[Number(id.split("-")[1] ?? 0) % 3] ?? "en",
      reason: "not-in-document",
      passages: [],
    }),
    addresses: createSeal(folder.path("data")),
    onReminder: () => {},
    onFailure: (error) => failures.push(error),
  });
}

async function hire(desk: Desk, name: string, role: Role): Promise<Account> {
  const account = await desk.accounts.add({ name, role, password: "correct horse battery" });
  if ("refused" in account) throw new Error(account.refused);
  return account;
}

/** Opens cases that ask the same, so that one reply can go to all; gives their numbers. */
function openCases(desk: Desk, count: number, channel: (position: number) => string): string[] {
  const numbers = Array.from({ length: count }, (_, position) => {
    const opened = desk.handOffs.open({
      ...{ answerId: `same-${position}`, channel: channel(position), asker: `asker-same-${position}` },
      ...{ address: `chat-${position}`, token: `token-${position}`, message: "" },
    });
    if ("refused" in opened) throw new Error(opened.refused);
    return opened.number;
  });
  database.exec("UPDATE cases SET theme = (SELECT min(id) FROM cases)");
  return numbers;
}

/** Writes a reply to the first case and submits it to all. */
function submit(desk: Desk, account: Account, numbers: string[]) {
  const lead = () => desk.cases.byNumber(numbers[0] ?? "") ?? expect.fail("the first case is gone");
  desk.queue.claim(lead(), account);
  const draft = { texts: { en: "", ru: "Ответ центра.", kk: "Орталық жауабы." }, passages: [], version: 0 };
  const saved = desk.replies.save(lead(), account, draft);
  if (saved.outcome !== "saved") throw new Error(saved.outcome);
  return { outcome: desk.replies.submit(lead(), account, { version: 1, numbers }), reply: saved.reply.id };
}

beforeEach(() => {
  folder = temporaryFolder();
  database = openDatabase(folder.path("data"));
  failures.length = 0;
});
afterEach(() => {
  database.close();
  folder.remove();
});

describe("an answer to a group", () => {
  test("comes to each in their language, else in the first asker's, with what the channel needs", async () => {
    const desk = openDesk(false);
    const parcels: Parcel[] = [];
    desk.addChannel("telegram", { deliver: (parcel) => void parcels.push(parcel), correct: () => {} });
    const numbers = openCases(desk, 3, () => "telegram");
    expect(submit(desk, await hire(desk, "Aigul", "consultant"), numbers).outcome).toBe("sent");
    await desk.dispatch.settled();
    expect(parcels.map(({ language, textLanguage, text }) => [language, textLanguage, text])).toEqual([
      ["ru", "ru", "Ответ центра."],
      ["kk", "kk", "Орталық жауабы."],
      ["en", "ru", "Ответ центра."],
    ]);
    expect(parcels[1]).toMatchObject({ number: numbers[1], asker: "asker-same-1", address: "chat-1" });
    expect(desk.handOffs.status({ number: numbers[1] ?? "", asker: "asker-same-1" })?.state).toBe("answered");
    expect(desk.handOffs.status({ number: numbers[1] ?? "", asker: "somebody" })).toBeUndefined();
    await desk.stop();
  });

  test("spares whom somebody else works for, and who took the question back meanwhile", async () => {
    const desk = openDesk(true);
    const [aigul, bolat, saule] = [
      ...[await hire(desk, "Aigul", "consultant"), await hire(desk, "Bolat", "consultant")],
      await hire(desk, "Saule", "editor"),
    ];
    const parcels: Parcel[] = [];
    desk.addChannel("telegram", { deliver: (parcel) => void parcels.push(parcel), correct: () => {} });
    const numbers = openCases(desk, 4, () => "telegram");
    const second = desk.cases.byNumber(numbers[1] ?? "");
    if (second) desk.queue.claim(second, bolat);
    const { outcome, reply } = submit(desk, aigul, numbers);
    expect(outcome).toBe("waiting");
    expect(desk.replies.approve(reply, aigul)).toBe("forbidden");
    expect(desk.handOffs.cancel({ token: "token-2" })).toBe("done");
    expect(desk.replies.approve(reply, saule)).toBe("done");
    expect(desk.replies.approve(reply, saule)).toBe("gone");
    await desk.dispatch.settled();
    expect(failures).toEqual([]);
    expect(parcels.map(({ number }) => number)).toEqual([numbers[0], numbers[3]]);
    await desk.stop();
  });

  test("of one's own can't be approved; given back, it is a draft again and the others are free", async () => {
    const desk = openDesk(true);
    const saule = await hire(desk, "Saule", "supervisor");
    const numbers = openCases(desk, 2, () => "web");
    const { reply } = submit(desk, saule, numbers);
    expect(desk.replies.approve(reply, saule)).toBe("own");
    expect(desk.replies.giveBack(reply, saule, "Name the law.")).toBe("done");
    expect(desk.replyStore.byId(reply)).toMatchObject({ state: "draft", returned: "Name the law." });
    expect(numbers.map((number) => desk.cases.byNumber(number)?.holder)).toEqual([saule.id, null]);
    await desk.stop();
  });

  test("that a channel could not take comes again, and the case stays open until then", async () => {
    const desk = openDesk(false);
    const taken: string[] = [];
    let broken = true;
    desk.addChannel("telegram", {
      deliver: ({ key }) => {
        if (broken) throw new Error("the outbox is full");
        taken.push(key);
      },
      correct: () => {},
    });
    const numbers = openCases(desk, 1, () => "telegram");
    submit(desk, await hire(desk, "Aigul", "consultant"), numbers);
    await desk.dispatch.settled();
    expect([failures.length, desk.cases.byNumber(numbers[0] ?? "")?.state]).toEqual([1, "open"]);
    broken = false;
    database.exec("UPDATE deliveries SET not_before = 0");
    await desk.dispatch.settled();
    expect([taken.length, desk.cases.byNumber(numbers[0] ?? "")?.state]).toEqual([1, "answered"]);
    await desk.stop();
  });
});

test("killed on the way to 100 askers: each gets it once; from a channel outside at most the one in flight twice", async () => {
  const desk = openDesk(false);
  const numbers = openCases(desk, 100, (position) => (position % 2 ? "file" : "outbox"));
  expect(submit(desk, await hire(desk, "Aigul", "consultant"), numbers).outcome).toBe("sent");
  await desk.stop();
  writeFileSync(folder.path("parcels"), "");
  let kills = 0;
  for (let done = false; !done; ) {
    const courier = startCourier();
    done = await killAfter(courier, 15 + 7 * kills);
    if (!done) kills += 1;
  }
  expect(kills).toBeGreaterThan(2);
  const outside = readFileSync(folder.path("parcels"), "utf8").trimEnd().split("\n");
  const inside = (database.prepare("SELECT key FROM test_outbox").all() as { key: string }[]).map(({ key }) => key);
  expect([inside.length, new Set(inside).size, new Set(outside).size]).toEqual([50, 50, 50]);
  expect(outside.length).toBeLessThanOrEqual(50 + kills);
  const states = database.prepare("SELECT state, count(*) AS count FROM cases GROUP BY state").all();
  expect(states).toEqual([{ state: "answered", count: 100 }]);
});

function startCourier(): ChildProcess {
  return spawn(process.execPath, ["test/desk/courier.mjs", folder.path("data"), folder.path("parcels")]);
}

/** Kills it with -9 after so many parcels; true when it was done before. */
async function killAfter(courier: ChildProcess, parcels: number): Promise<boolean> {
  let said = "";
  let errors = "";
  courier.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  courier.stdout?.on("data", (chunk) => {
    said += chunk;
    if (said.split("sent").length > parcels) courier.kill("SIGKILL");
  });
  const [code, signal] = (await once(courier, "close")) as [number | null, NodeJS.Signals | null];
  if (signal === null && code !== 0) throw new Error(errors);
  return said.includes("done");
}
