import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The installation's key pair can't be used: a technical failure with what to do about it. */
export class ReceiptKeyError extends Error {
  readonly code = "receipt-key-unusable";
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ReceiptKeyError";
    this.remedy = remedy;
  }
}

/** Signs for this installation. The private half never leaves this file. */
export interface ReceiptKey {
  /** The public key: 32 bytes in hexadecimal, as it stands in every receipt. */
  publicKey: string;
  /** The public key as PEM, for the tools of third parties. */
  pem: string;
  /** An Ed25519 signature: 64 bytes in hexadecimal. */
  sign(bytes: Buffer): string;
}

const FILE = "receipt.key";
/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_HEAD = "302a300506032b6570032100";

/** Reads the key pair from the data folder; makes it at the first start. Throws ReceiptKeyError. */
export function openReceiptKey(dataDir: string): ReceiptKey {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) createKeyFile(file);
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const privateKey = readPrivateKey(file);
  const publicKey = createPublicKey(privateKey);
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("hex").slice(DER_HEAD.length),
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (bytes) => sign(null, bytes, privateKey).toString("hex"),
  };
}

/** Written whole beside its place and then linked there, so that two processes starting together share one. */
function createKeyFile(file: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { flag: "wx", mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}

function readPrivateKey(file: string): KeyObject {
  const remedy = `Bring ${file} back from a backup. Or move it away to have a new one made: receipts issued until now are then known by the register alone.`;
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (error) {
    throw new ReceiptKeyError(`The key that signs receipts, ${file}, can't be read`, remedy, error);
  }
  throw new ReceiptKeyError(`The key that signs receipts, ${file}, is no Ed25519 key`, remedy);
}

/** True when the signature is over these bytes by that key; all in the hexadecimal of a receipt. */
export function isSignedBy(bytes: Buffer, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(DER_HEAD + publicKey, "hex"), format: "der", type: "spki" });
    return verify(null, bytes, key, Buffer.from(signature, "hex"));
  } catch {
    return false;
  }
}
