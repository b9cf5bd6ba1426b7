import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where an asker can be told of a correction, closed with this installation's key: who has the
 * database alone can neither read it nor tell that two of them are the same.
 */
export interface Seal {
  close(address: string): string;
  /** Null when it was closed with another key, or altered. */
  open(sealed: string): string | null;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Derives its key from that of the pseudonyms, which must be there (see createPseudonym). */
export function createSeal(dataDir: string): Seal {
  const secret = readFileSync(join(dataDir, "pseudonym.key"));
  const key = Buffer.from(hkdfSync("sha256", secret, createHash("sha256").digest(), "kenes address", KEY_BYTES));
  return {
    close: (address) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const body = Buffer.concat([cipher.update(address, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce).setAuthTag(tag);
        const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
