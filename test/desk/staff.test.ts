import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAccounts } from "../../src/desk/accounts.ts";
import { createAttempts } from "../../src/desk/attempts.ts";
import { createAudit } from "../../src/desk/audit.ts";
import { hashPassword, verifyPassword } from "../../src/desk/passwords.ts";
import { createSessions, IDLE_MS, SESSION_MS } from "../../src/desk/sessions.ts";
import { drawCaseNumber } from "../../src/desk/tokens.ts";
import { openDatabase } from "../../src/log/database.ts";
import { type TemporaryFolder, temporaryFolder } from "../program.ts";

let folder: TemporaryFolder;
let database: ReturnType<typeof openDatabase>;
const clock = { time: Date.parse("2026-11-24T05:00:00Z") };
const now = () => clock.time;
beforeEach(() => {
  folder = temporaryFolder();
  database = openDatabase(folder.path("data"));
});
afterEach(() => {
  database.close();
  folder.remove();
});

test("a password is stored with its parameters and a salt of its own, and verified", async () => {
  const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(one).toMatch(/^scrypt\$65536\$8\$1\$/u);
  expect(one).not.toBe(two);
  expect(await verifyPassword("correct horse", one)).toBe(true);
  expect(await verifyPassword("correct horsf", one)).toBe(false);
  expect(await verifyPassword("correct horse", undefined)).toBe(false);
});

test("case numbers hold no letter that is read as another, and none follows from the one before", () => {
  const numbers = new Set(Array.from({ length: 2000 }, drawCaseNumber));
  expect(numbers.size).toBeGreaterThan(1990);
  for (const number of numbers) expect(number).toMatch(/^[2-9AC-HJKMNPRT-Y]{3}-[2-9AC-HJKMNPRT-Y]{3}$/u);
});

describe("attempts", () => {
  const fail = (attempts: ReturnType<typeof createAttempts>, address: string, times: number, account = "aigul") => {
    for (let time = 0; time < times; time++) attempts.record({ account, address, succeeded: false });
  };

  test("five wrong ones from an address wait ten minutes; that address only", () => {
    const attempts = createAttempts(database, now);
    fail(attempts, "10.0.0.1", 5);
    expect(attempts.waitFor("AIGUL ", "10.0.0.1")).toBeGreaterThan(0);
    expect(attempts.waitFor("aigul", "10.0.0.2")).toBe(0);
    clock.time += 10 * 60_000 + 1;
    expect(attempts.waitFor("aigul", "10.0.0.1")).toBe(0);
  });

  test("a thousand addresses that guess cannot lock out whoever has logged in from theirs, others five minutes at most", () => {
    const attempts = createAttempts(database, now);
    attempts.record({ account: "aigul", address: "office", succeeded: true });
    for (let host = 0; host < 1000; host++) fail(attempts, `10.1.${host >> 8}.${host & 255}`, 1);
    expect(attempts.waitFor("aigul", "office")).toBe(0);
    const wait = attempts.waitFor("aigul", "elsewhere");
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(5 * 60_000);
  });

  test("one address that walks through names waits too; names are not stored", () => {
    const attempts = createAttempts(database, now);
    for (let name = 0; name < 30; name++) fail(attempts, "10.0.0.9", 1, `name${name}`);
    expect(attempts.waitFor("somebody", "10.0.0.9")).toBeGreaterThan(0);
    expect(JSON.stringify(database.prepare("SELECT * FROM login_attempts").all())).not.toContain("name1");
  });
});

test("a session ends when idle, at the end of the day, when its account is disabled; its token is not in the database", async () => {
  const accounts = createAccounts(database, createAudit(database, now), now);
  const sessions = createSessions(database, accounts, now);
  const account = await accounts.add({ name: "Aigul", role: "editor", password: "correct horse battery" });
  if ("refused" in account) throw new Error(account.refused);
  const idle = sessions.begin(account);
  expect(JSON.stringify(database.prepare("SELECT * FROM desk_sessions").all())).not.toContain(idle);
  clock.time += IDLE_MS - 1000;
  expect(sessions.find(idle, true)?.account.name).toBe("Aigul");
  clock.time += 2000;
  expect(sessions.find(idle)).toBeUndefined();
  const long = sessions.begin(account);
  for (let passed = 0; passed <= SESSION_MS; passed += IDLE_MS / 2) {
    sessions.find(long);
    clock.time += IDLE_MS / 2;
  }
  expect(sessions.find(long)).toBeUndefined();
  const last = sessions.begin(account);
  expect(accounts.disable("aigul")).toBe("done");
  expect(sessions.find(last)).toBeUndefined();
});

test("the audit trail can be added to and nothing else", () => {
  const audit = createAudit(database, now);
  audit.record({ account: "Aigul", action: "claimed", subject: "AAA-BBB" });
  expect(() => database.exec("UPDATE audit SET account = 'nobody'")).toThrow(/append-only/u);
  expect(() => database.exec("DELETE FROM audit")).toThrow(/append-only/u);
  expect(audit.about("AAA-BBB")).toMatchObject([{ account: "Aigul", action: "claimed" }]);
});
