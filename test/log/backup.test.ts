import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../src/log/database.ts";
import { MIGRATIONS } from "../../src/log/migrations.ts";
import { finish, run, start, temporaryFolder, waitFor } from "../program.ts";

const folder = temporaryFolder();
const settings = {
  PORT: "0",
  DATA_DIR: folder.path("data"),
  INDEX_DIR: folder.path("index"),
  LOG_LEVEL: "error",
};
const backups = folder.path("backups");

beforeAll(() => cpSync(inject("indexDir"), folder.path("index"), { recursive: true }));
afterAll(() => folder.remove());

async function backUp(...more: string[]): Promise<string> {
  const { code, out, err } = await run(["backup", "--to", backups, ...more], settings);
  expect([code, err]).toEqual([0, expect.stringContaining("Backed up")]);
  return out.trim();
}

function read<Row>(dataDir: string, sql: string): Row[] {
  const database = new Database(join(dataDir, "kenes.sqlite"), { readonly: true });
  try {
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}
const count = (dataDir: string, table: string) =>
  Number(read<{ n: number }>(dataDir, `SELECT count(*) AS n FROM ${table}`)[0]?.n);

/** Starts the service and asks it without a pause until told to stop. */
async function askOn(environment: Record<string, string>) {
  const child = start([], environment);
  const address = /http:\S+/u.exec(await waitFor(child, /BOT_TOKEN/u))?.[0] ?? "";
  const codes: string[] = [];
  const failures: number[] = [];
  let stopping = false;
  const ask = async () => {
    while (!stopping) {
      const reply = await fetch(`${address}/api/ask?q=${encodeURIComponent("Who pays for legal aid?")}&lang=en`);
      if (reply.status === 200) codes.push(((await reply.json()) as { code: string }).code);
      // More than a person asks in a minute is refused, and no failure.
      else if (reply.status !== 429) failures.push(reply.status);
    }
  };
  const asking = [ask(), ask()];
  return {
    address,
    codes,
    failures,
    stop: async () => {
      stopping = true;
      await Promise.all(asking);
      child.kill("SIGTERM");
      expect(await finish(child)).toMatchObject({ code: 0 });
    },
  };
}

test("backed up and restored while questions are asked: every copy is whole, no answer fails, nothing is lost", async () => {
  const service = await askOn(settings);
  while (service.codes.length < 5) await new Promise(setImmediate);
  const before = service.codes.length;
  const first = await backUp();
  const after = count(folder.path("data"), "questions");
  const copied = count(first, "questions");
  expect(copied).toBeGreaterThanOrEqual(before);
  expect(copied).toBeLessThanOrEqual(after);
  expect(readdirSync(first).sort()).toEqual(["backup.json", "kenes.sqlite", "pseudonym.key", "receipt.key"]);
  expect(statSync(join(first, "pseudonym.key")).mode & 0o077).toBe(0);

  const live = new Database(folder.path("data", "kenes.sqlite"), { timeout: 10_000 });
  live.exec("DELETE FROM questions WHERE rowid IN (SELECT rowid FROM questions LIMIT 3)");
  live.close();
  const lacking = count(folder.path("data"), "questions");
  const restored = await run(["restore", first], settings);
  expect([restored.code, restored.err]).toEqual([0, expect.stringContaining("3 missing questions are there again")]);
  expect(count(folder.path("data"), "questions")).toBeGreaterThanOrEqual(lacking + 3);

  const [code = ""] = service.codes;
  await service.stop();
  expect(service.failures).toEqual([]);
  expect(count(folder.path("data"), "questions")).toBe(service.codes.length);

  const fresh = { ...settings, DATA_DIR: folder.path("fresh") };
  expect((await run(["restore", first], fresh)).err).toContain("are in place");
  const again = await askOn(fresh);
  expect(await (await fetch(`${again.address}/r/${code}?lang=en`)).text()).toMatch(/genuine/iu);
  await again.stop();
  expect(count(fresh.DATA_DIR, "questions")).toBe(copied + again.codes.length);
});

describe("persons", () => {
  const data = folder.path("persons");
  const personal = { ...settings, DATA_DIR: data };
  const ask = (id: string, about: { asker: string | null; age?: number }) => {
    const database = openDatabase(data);
    database
      .prepare(
        `INSERT INTO questions VALUES (?, ?, 'telegram', ?, 'secret words', 'en', 'answered', NULL, 1, 1, '[]', '[]', 1,
           '{}', 'm', 'i', NULL, NULL)`,
      )
      .run(id, Date.now() - (about.age ?? 0) * 86_400_000, about.asker);
    database.close();
  };
  const change = (sql: string) => {
    const database = openDatabase(data);
    database.exec(sql);
    database.close();
  };

  test("who had themselves erased isn't brought back, nor a text past its retention", async () => {
    ask("erased", { asker: "somebody" });
    ask("nobody", { asker: null });
    ask("old", { asker: "other", age: 60 });
    const { out } = await run(["backup", "--to", backups], personal);
    change("DELETE FROM questions WHERE id IN ('erased', 'nobody'); INSERT INTO erasures VALUES ('X', 1, 1, 0)");
    const { code, err } = await run(["restore", out.trim()], { ...personal, RETENTION_DAYS: "30" });
    expect([code, err]).toEqual([0, expect.stringContaining("Somebody had themselves erased since")]);
    expect(read(data, "SELECT id, text FROM questions ORDER BY id")).toEqual([
      { id: "nobody", text: "secret words" },
      { id: "old", text: null },
    ]);
    for (const file of readdirSync(data)) {
      expect(readFileSync(join(data, file)).includes("somebody")).toBe(false);
    }
  });

  test("an anonymous backup holds none, and isn't removed; another one is when it is old", async () => {
    ask("again", { asker: "somebody" });
    change(`INSERT INTO accounts (name, role, password, created_at) VALUES ('somebody', 'editor', 'secret words', 1);
      INSERT INTO audit (at, account, action, subject, detail) VALUES (1, 'somebody', 'x', 'y', 'secret words');
      INSERT INTO cases (number, link, answer, channel, asker, question, language, passages, opened_at, due_day, due_at)
        VALUES ('1', 'secret words', 'a', 'web', 'somebody', 'secret words', 'en', '[]', 1, '2026-01-01', 1)`);
    const full = (await run(["backup", "--to", backups], personal)).out.trim();
    const { out } = await run(["backup", "--to", backups, "--anonymous"], personal);
    const bytes = readFileSync(join(out.trim(), "kenes.sqlite"));
    for (const word of ["somebody", "secret words"]) expect(bytes.includes(word)).toBe(false);
    expect(existsSync(join(out.trim(), "pseudonym.key"))).toBe(false);
    for (const one of [full, out.trim()]) {
      const about = JSON.parse(readFileSync(join(one, "backup.json"), "utf8")) as object;
      const takenAt = new Date(Date.now() - 8 * 86_400_000).toISOString();
      writeFileSync(join(one, "backup.json"), JSON.stringify({ ...about, takenAt }));
    }
    expect((await run(["backup", "--to", backups], personal)).err).toContain("older than 7 days removed: 1");
    expect([existsSync(full), existsSync(out.trim())]).toEqual([false, true]);
  });
});

describe("what can't be done is refused with a sentence, and changes nothing", () => {
  test("a damaged backup, one of another installation, none at all", async () => {
    const whole = await backUp();
    const damaged = folder.path("damaged");
    cpSync(whole, damaged, { recursive: true });
    truncateSync(join(damaged, "kenes.sqlite"), 4096);
    const before = count(settings.DATA_DIR, "questions");
    const refused = await run(["restore", damaged], settings);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("no whole backup (kenes.sqlite)")]);
    const other = { ...settings, DATA_DIR: folder.path("other") };
    openDatabase(other.DATA_DIR).close();
    writeFileSync(join(other.DATA_DIR, "receipt.key"), "another");
    expect((await run(["restore", whole], other)).err).toContain("another installation");
    expect((await run(["restore"], settings)).code).toBe(1);
    expect((await run(["backup"], { ...settings, DATA_DIR: folder.path("none") })).err).toContain("no database");
    expect(count(settings.DATA_DIR, "questions")).toBe(before);
  });

  test("a database of an older Kenes is copied as it is, and its backup comes back with today's schema", async () => {
    const old = folder.path("old");
    mkdirSync(old);
    const database = new Database(join(old, "kenes.sqlite"));
    for (const sql of MIGRATIONS.slice(0, 2)) database.exec(sql);
    database.pragma("user_version = 2");
    database.close();
    const ofOld = { ...settings, DATA_DIR: old };
    const whole = (await run(["backup", "--to", backups], ofOld)).out.trim();
    const anonymous = (await run(["backup", "--to", backups, "--anonymous"], ofOld)).out.trim();
    for (const dataDir of [old, whole]) {
      expect(read(dataDir, "SELECT user_version FROM pragma_user_version")).toEqual([{ user_version: 2 }]);
    }
    for (const [at, backup] of [whole, anonymous].entries()) {
      const data = folder.path(`from-old-${at}`);
      expect((await run(["restore", backup], { ...settings, DATA_DIR: data })).code).toBe(0);
      expect(count(data, "feedback")).toBe(0);
    }
  });

  test("a damaged database gives way to the backup, and is kept", async () => {
    const whole = await backUp();
    const data = folder.path("broken");
    cpSync(settings.DATA_DIR, data, { recursive: true });
    writeFileSync(join(data, "kenes.sqlite"), Buffer.alloc(8192, 7));
    const { code, err } = await run(["restore", whole], { ...settings, DATA_DIR: data });
    expect([code, err]).toEqual([0, expect.stringContaining("damaged database lies in")]);
    expect(count(data, "questions")).toBe(count(whole, "questions"));
  });
});
