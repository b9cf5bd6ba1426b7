import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DATABASE } from "./database.ts";

/** A backup's folder: what it says of itself, whether it is whole, when it is removed. */

/** Files of the data folder beside the database: without them old pseudonyms and receipts mean nothing. */
export const KEYS = { pseudonym: "pseudonym.key", receipt: "receipt.key" };
/** The file that says what a backup is. */
export const ABOUT = "backup.json";
export const PREFIX = "kenes-";
const MS_A_DAY = 86_400_000;
/** Bytes read at once. */
const CHUNK = 1 << 20;

const AboutBackup = z.object({
  /** ISO 8601. */
  takenAt: z.iso.datetime(),
  program: z.string(),
  schema: z.number().int(),
  questions: z.number().int(),
  /** True when it holds nothing of a person. */
  anonymous: z.boolean(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).min(1),
});
export type AboutBackup = z.infer<typeof AboutBackup>;

/** A backup that can't be made or used: a technical failure with what to do about it. */
export class BackupError extends Error {
  readonly code:
    | "nothing-to-back-up"
    | "backup-unwritable"
    | "backup-damaged"
    | "backup-newer"
    | "other-installation"
    | "in-use";
  readonly remedy: string;

  constructor(code: BackupError["code"], message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "BackupError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** On the disk, readable by its owner alone; gives what the file is. */
export function seal(folder: string, name: string): AboutBackup["files"][number] {
  const path = join(folder, name);
  chmodSync(path, 0o600);
  const descriptor = openSync(path, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
  return { name, ...describe(path) };
}

function describe(path: string): { bytes: number; sha256: string } {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK);
  const descriptor = openSync(path, "r");
  try {
    for (let read = 1; read > 0; ) {
      read = readSync(descriptor, buffer, 0, CHUNK, null);
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return { bytes: statSync(path).size, sha256: hash.digest("hex") };
}

/** Reads what a backup is and that its files are those that were written. Throws BackupError. */
export function readBackup(folder: string): AboutBackup {
  const damaged = (what: string, cause?: unknown) =>
    new BackupError("backup-damaged", `${folder} is no whole backup (${what})`, "Name another backup's folder.", cause);
  let about: AboutBackup;
  try {
    about = AboutBackup.parse(JSON.parse(readFileSync(join(folder, ABOUT), "utf8")));
  } catch (error) {
    throw damaged(ABOUT, error);
  }
  for (const { name, bytes, sha256 } of about.files) {
    const path = join(folder, name);
    if (![DATABASE, ...Object.values(KEYS)].includes(name) || !existsSync(path)) throw damaged(name);
    const found = describe(path);
    if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged(name);
  }
  return about;
}

/**
 * Removes backups that hold persons' data and are older than so many days: what somebody had erased is
 * then gone from here too. Gives how many.
 */
export function removeOldBackups(to: string, { days, now }: { days: number; now: number }): number {
  let removed = 0;
  for (const name of readdirSync(to).filter((entry) => entry.startsWith(PREFIX))) {
    const about = AboutBackup.safeParse(readJson(join(to, name, ABOUT)));
    if (!about.success || about.data.anonymous) continue;
    if (now - Date.parse(about.data.takenAt) <= days * MS_A_DAY) continue;
    rmSync(join(to, name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
