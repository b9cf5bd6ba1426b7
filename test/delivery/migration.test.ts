import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { createDeliveryStore } from "../../src/delivery/store.ts";
import { DATABASE, openDatabase } from "../../src/log/database.ts";
import { MIGRATIONS } from "../../src/log/migrations.ts";
import type { Call, Update } from "../../src/telegram/call.ts";

/** A database from before there were several channels keeps what waits in it. */

const folder = mkdtempSync(join(tmpdir(), "kenes-migration-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes("inbox_of_channels"));

test("an update and a message that wait go on waiting, in their order, and what is done stays known", () => {
  const old = new Database(join(folder, DATABASE));
  for (const sql of MIGRATIONS.slice(0, BEFORE)) old.exec(sql);
  old.pragma(`user_version = ${BEFORE}`);
  const update = (id: number) => ({ update_id: id, message: { chat: { id: 7 }, from: { id: 7 }, text: `№ ${id}` } });
  const receive = old.prepare("INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?)");
  receive.run(900, "", 5, null, 1, "done");
  for (const id of [902, 901]) receive.run(id, "7", 10, JSON.stringify(update(id)), 2, "waiting");
  const queue = old.prepare(
    "INSERT INTO outbox (id, chat, method, payload, file, deadline_at, not_before, attempts, begun) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const file = { field: "document", name: "қазақ.json", base64: "e30=", type: "application/json" };
  queue.run(40, "7", "sendMessage", '{"chat_id":7,"text":"Сұрақ \\"x\\""}', null, 9e12, 5, 1, 1);
  queue.run(41, "7", "sendDocument", '{"chat_id":7}', JSON.stringify(file), 9e12, 0, 0, 0);
  old.close();

  const database = openDatabase(folder);
  const store = createDeliveryStore<Update, Call>(database, { channel: "telegram", repeats: 1 });
  const waiting = store.inbox();
  expect(waiting.map(({ chat, attempts }) => [chat, attempts])).toEqual([
    ["7", 2],
    ["7", 2],
  ]);
  expect(waiting.map(({ id }) => store.begin(id)?.body.update_id)).toEqual([901, 902]);
  expect(["900", "901", "902", "903"].map(store.isKnown)).toEqual([true, true, true, false]);
  expect(store.outbox()).toEqual([
    { id: 40, chat: "7" },
    { id: 41, chat: "7" },
  ]);
  expect(store.message(40)).toEqual({
    ...{ id: 40, chat: "7", deadlineAt: 9e12, notBefore: 5, attempts: 1, begun: 1 },
    message: { method: "sendMessage", payload: { chat_id: 7, text: 'Сұрақ "x"' } },
  });
  expect(store.message(41)?.message).toEqual({ method: "sendDocument", payload: { chat_id: 7 }, file });
  const other = createDeliveryStore(database, { channel: "other", repeats: 1 });
  expect([other.inbox(), other.outbox(), other.isKnown("900")]).toEqual([[], [], false]);
  database.close();
});
