import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { finish, run, start, temporaryFolder, waitFor } from "./program.ts";

const folder = temporaryFolder();
const settings = { PORT: "0", DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index") };

beforeAll(() => cpSync(inject("indexDir"), folder.path("index"), { recursive: true }));
afterAll(() => folder.remove());

describe("npm start", () => {
  test("serves with no setting but its folders, answers, holds less than 450 MB, and ends with 0", async () => {
    const child = start([], settings);
    const said = await waitFor(child, /BOT_TOKEN/u);
    const address = /http:\S+/u.exec(said)?.[0] ?? "";
    const reply = await fetch(
      `${address}/api/ask?q=${encodeURIComponent("Куда жаловаться на судебного исполнителя?")}`,
    );
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ language: "ru", kind: "answered" });
    const held = memoryOf(child.pid ?? 0);
    child.kill("SIGTERM");
    expect(await finish(child)).toMatchObject({ code: 0, signal: null });
    expect(held).toBeLessThan(450);
  });

  test("names every wrong setting at once, with what to do, and ends with 1", async () => {
    const { code, err, out } = await run([], {
      ...settings,
      PORT: "99999",
      LOG_LEVEL: "loud",
      BOT_TOKEN: "secret-of-mine",
    });
    expect([code, out]).toEqual([1, ""]);
    for (const name of ["PORT", "LOG_LEVEL", "BOT_TOKEN"]) expect(err).toContain(name);
    expect(err).not.toContain("secret-of-mine");
  });

  test("names a port in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, err } = await run([], { ...settings, PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} is in use`);
  });

  test("names a data folder that can't be written", async () => {
    writeFileSync(folder.path("file"), "");
    const { code, err } = await run([], { ...settings, DATA_DIR: folder.path("file", "data") });
    expect(code).toBe(1);
    expect(err).toMatch(/The data folder .* can't be written .*DATA_DIR/su);
  });

  test("refuses a model that is not there or was changed, and says how to bring it back", async () => {
    cpSync("models/multilingual-e5-small", folder.path("model"), { recursive: true });
    const file = folder.path("model", "tokenizer.json");
    writeFileSync(file, `${readFileSync(file, "utf8")} `);
    const changed = await run(["ask", "x"], { ...settings, EMBEDDING_MODEL: folder.path("model") });
    expect(changed.code).toBe(1);
    expect(changed.err).toMatch(/tokenizer\.json is not the one that was built.*build:model/su);
    const missing = await run(["ask", "x"], { ...settings, EMBEDDING_MODEL: folder.path("nothing") });
    expect(missing.err).toContain("There is no model in");
  });
});

/** Megabytes that a process and those it started hold; pages that they share (the program itself) count once. */
function memoryOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return [String(pid), ...children].reduce((sum, each) => {
    const kilobytes = /^Pss:\s+(\d+)/mu.exec(readFileSync(`/proc/${each}/smaps_rollup`, "utf8"))?.[1];
    return sum + Number(kilobytes) / 1024;
  }, 0);
}
