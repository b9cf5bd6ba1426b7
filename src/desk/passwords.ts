import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/**
 * OWASP's setting for scrypt: 2^16 × 8 × 128 bytes are 64 MiB a try, which is what makes guessing dear.
 * The numbers are stored with each password, so that they can be raised.
 */
const COST = { N: 65_536, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Shorter ones are guessed; longer than this is no password but an attack on memory. */
export const PASSWORD_LENGTH = { least: 12, most: 200 };

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Takes the same time whether the account exists or not: without one, a password is tried on nothing. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, key] = (stored ?? "").split("$");
  if (salt === undefined || key === undefined) {
    await derive(password.slice(0, PASSWORD_LENGTH.most), Buffer.alloc(SALT_BYTES), COST);
    return false;
  }
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const made = await derive(password.slice(0, PASSWORD_LENGTH.most), Buffer.from(salt, "base64url"), cost);
  return timingSafeEqual(made, Buffer.from(key, "base64url"));
}

/** A password that nobody chose: 18 characters of base64url, 108 bits. */
export function drawPassword(): string {
  return randomBytes(14).toString("base64url").slice(0, 18);
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((settle, refuse) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) => (error ? refuse(error) : settle(key)));
  });
}
