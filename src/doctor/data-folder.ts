import { randomBytes } from "node:crypto";
import { existsSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { KEYS } from "../log/backup-folder.ts";
import { DATABASE } from "../log/database.ts";
import { findExisting } from "../log/disk.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Rights of the data folder: it must be writable, its own user's, and nobody else's to read. */

/** Bytes of the key of pseudonyms. */
const PSEUDONYM_KEY = 32;
const OTHERS = 0o077;

export function examineDataFolder(dataDir: string): Finding[] {
  const check = "data folder";
  const trouble = tryWriting(dataDir);
  if (trouble !== null) {
    const mend = `Let this user write there (chown -R ${userInfo().username} ${dataDir}), or set DATA_DIR to another folder.`;
    return [fail(check, `${dataDir} can't be written (${trouble})`, mend)];
  }
  if (!existsSync(dataDir)) return [ok(check, `${dataDir} is made at the first start`)];
  const names = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, ...Object.values(KEYS)];
  const files = names.flatMap((name) => {
    const stats = statSync(join(dataDir, name), { throwIfNoEntry: false });
    return stats ? [{ name, stats }] : [];
  });
  const findings = [
    ...examineOwners(dataDir, files),
    ...examineReaders(dataDir, statSync(dataDir).mode),
    ...examineKeys(dataDir, files),
  ];
  return findings.length > 0 ? findings : [ok(check, `${dataDir} can be written, and read by its owner alone`)];
}

/** Null when a file can be written there, or into the folder that it will be made in; else the code of the failure. */
export function tryWriting(path: string): string | null {
  const file = join(findExisting(path), `.doctor-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(file, "", { flag: "wx" });
    rmSync(file);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}

type Files = readonly { name: string; stats: Stats }[];

function examineOwners(dataDir: string, files: Files): Finding[] {
  const { uid, username } = userInfo();
  const foreign = files.filter(({ stats }) => uid >= 0 && stats.uid !== uid).map(({ name }) => name);
  if (foreign.length === 0) return [];
  const mend = `Run Kenes and its commands as one user; give the files to the service's with: chown -R USER ${dataDir}`;
  return [warn("data folder", `${foreign.join(", ")} belong to another user than ${username}`, mend)];
}

function examineReaders(dataDir: string, mode: number): Finding[] {
  if ((mode & OTHERS) === 0) return [];
  return [warn("data folder", `Other users of this machine can look into ${dataDir}`, `chmod 700 ${dataDir}`)];
}

function examineKeys(dataDir: string, files: Files): Finding[] {
  return files.flatMap(({ name, stats }) => {
    if (name !== KEYS.pseudonym && name !== KEYS.receipt) return [];
    const path = join(dataDir, name);
    const wrong = name === KEYS.pseudonym && stats.size !== PSEUDONYM_KEY;
    if (wrong) return [fail("keys", `${name} is damaged`, "Bring it back from a backup: npm run restore -- FOLDER")];
    if ((stats.mode & OTHERS) !== 0) return [fail("keys", `Other users can read ${name}`, `chmod 600 ${path}`)];
    return [];
  });
}
