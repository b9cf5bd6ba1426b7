import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { readInstallationKey } from "./pseudonym.ts";

/**
 * Where an asker can be reached, closed with this installation's key: who has the database alone
 * can't read it. The nonce is made of the address itself (as in RFC 8452's idea of a synthetic one),
 * so that the same chat gives the same seal: it is told once, and found again when a group moves.
 */
export interface Seal {
  close(channel: string, address: string): string;
  /** Null when it was closed with another key, for another channel, or altered. */
  open(channel: string, sealed: string): string | null;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Its keys are derived from the installation's. */
export function createSeal(dataDir: string): Seal {
  const secret = readInstallationKey(dataDir);
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret, "", use, KEY_BYTES));
  const [key, nonceKey] = [derive("kenes address"), derive("kenes address nonce")];
  return {
    close: (channel, address) => {
      const nonce = createHmac("sha256", nonceKey).update(`${channel}:${address}`).digest().subarray(0, NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(channel));
      const body = Buffer.concat([cipher.update(address, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (channel, sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce).setAuthTag(tag).setAAD(Buffer.from(channel));
        const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
