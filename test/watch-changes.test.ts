import { afterEach, beforeEach, expect, test } from "vitest";
import { createChangeStore } from "../src/desk/change-store.ts";
import { openDatabase } from "../src/log/database.ts";
import { type ChangeWatch, watchChanges } from "../src/watch-changes.ts";
import { type TemporaryFolder, temporaryFolder } from "./program.ts";

/** Two processes of one data folder, as two connections: what one changes the other takes in. */

let folder: TemporaryFolder;
let [own, other]: ReturnType<typeof openDatabase>[] = [];
let watch: ChangeWatch | undefined;

beforeEach(() => {
  folder = temporaryFolder();
  [own, other] = [openDatabase(folder.path()), openDatabase(folder.path())];
});
afterEach(() => {
  watch?.stop();
  for (const database of [own, other]) database?.close();
  folder.remove();
});

function change(database: ReturnType<typeof openDatabase>): void {
  createChangeStore(database, Date.now).insert({
    ...{ account: "aigul", kind: "rendering", subject: "report/0001", language: "kk" },
    ...{ base: null, before: null, after: "text", undoes: null },
  });
}

test("what another process changed is taken in once, and what was taken in here is not again", async () => {
  let [taken, notice] = [0, () => {}];
  const takeIn = async () => {
    taken += 1;
    notice();
  };
  const next = () => new Promise<void>((resolve) => (notice = resolve));
  watch = watchChanges({ database: own, takeIn, onFailure: () => {}, every: 5 });
  change(own);
  watch.saw();
  let expected = next();
  change(other);
  await expected;
  expected = next();
  change(other);
  await expected;
  expect(taken).toBe(2);
});

test("a failure is told of", async () => {
  const failed = new Promise((resolve) => {
    const takeIn = () => Promise.reject(new Error("no room"));
    watch = watchChanges({ database: own, takeIn, onFailure: resolve, every: 5 });
  });
  change(other);
  expect(await failed).toMatchObject({ message: "no room" });
});
