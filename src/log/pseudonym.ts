import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
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
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(KEY_BYTES), { flush: true, flag: "wx" });
    chmodSync(file, 0o600);
  }
  return readFileSync(file);
}
