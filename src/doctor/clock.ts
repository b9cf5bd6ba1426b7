import { type Finding, fail, ok, warn } from "./finding.ts";

/**
 * This machine's clock. Retention, limits and receipts go by it, and a certificate that isn't valid
 * yet cuts the bot off.
 */

/** Seconds: beyond the first it is worth a look; beyond the second dates are wrong to a person. */
const OFF = { some: 30, much: 300 };
const PATIENCE = 10_000;

/** Against the Date of Telegram's answer; without one, against the day that this program was built. */
export async function examineClock(about: { apiRoot: string | null; builtAt: number }): Promise<Finding[]> {
  const check = "clock";
  const mend = "Set it by the network: timedatectl set-ntp true";
  if (Date.now() < about.builtAt - OFF.much * 1000) {
    return [fail(check, "It is behind the day on which this program was built", mend)];
  }
  const theirs = about.apiRoot === null ? null : await readTheirs(about.apiRoot);
  if (theirs === null) return [ok(check, `${new Date().toISOString()}; there is nothing to compare it with`)];
  const seconds = Math.round((Date.now() - theirs) / 1000);
  const found = `It differs from Telegram's by ${Math.abs(seconds)} s`;
  if (Math.abs(seconds) > OFF.much) return [fail(check, found, mend)];
  return [Math.abs(seconds) > OFF.some ? warn(check, found, mend) : ok(check, found)];
}

/** Without the token: only what the server says of the time. */
async function readTheirs(apiRoot: string): Promise<number | null> {
  try {
    const reply = await fetch(apiRoot, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    const time = Date.parse(reply.headers.get("date") ?? "");
    return Number.isNaN(time) ? null : time;
  } catch {
    return null;
  }
}
