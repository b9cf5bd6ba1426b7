import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Turns an asker's id on a channel into a name that only this installation can make again. */
export type Pseudonym = (channel: string, id: string) => string;

/** Bytes of the installation's key, and of a pseudonym: enough that neither is guessed. */
const KEY_BYTES = 32;
const NAME_BYTES = 16;

/** Makes the installation's key on the first start. */
export function createPseudonym(dataDir: string): Pseudonym {
  const key = readInstallationKey(dataDir);
  return (channel, id) =>
    createHmac("sha256", key).update(`${channel}:${id}`).digest().subarray(0, NAME_BYTES).toString("hex");
}

/** The key in the data folder, made now when there is none. */
export function readInstallationKey(dataDir: string): Buffer {
  const file = join(dataDir, "pseudonym.key");
  if (!existsSync(file)) createKeyFile(file);
  return readFileSync(file);
}

/** Written whole beside its place and then linked there, so that processes starting together share one. */
function createKeyFile(file: string): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(KEY_BYTES), { flag: "wx", mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
