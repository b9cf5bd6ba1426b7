/**
 * How much one asker may ask. Two buckets each: a quick one that lets a person write several
 * messages in a row, and a slow one for the day. The table is bounded: the asker who has been silent
 * longest is forgotten first, so whoever floods is always remembered.
 */

export interface Allowance {
  /** What may come at once. */
  burst: number;
  /** Milliseconds until one more is allowed. */
  refill: number;
}

/** Twenty at once: ten questions pasted in a row are still a person. Then one in three seconds. */
const QUICK: Allowance = { burst: 20, refill: 3000 };
/** Some hundreds a day: more than anybody reads. */
const DAILY: Allowance = { burst: 400, refill: 86_400_000 / 400 };
/** Askers remembered: about 2 MB. */
const MOST_ASKERS = 10_000;
/** Milliseconds between two notices to one asker. */
const NOTICE_EVERY = 60_000;

/** `notice` only with the first that is dropped in a window. */
export type Verdict = { pass: true } | { pass: false; notice: "too-many" | "too-many-today" | null };

export interface Limits {
  /** Counts one and says whether it may pass. */
  take(asker: string, now: number): Verdict;
  /** Takes back what was counted for something that could not be stored and will come again. */
  giveBack(asker: string): void;
  /** How many askers are remembered. */
  size(): number;
}

interface Account {
  quick: number;
  daily: number;
  at: number;
  noticedAt: number;
}

export function createLimits(settings: { quick?: Allowance; daily?: Allowance; most?: number } = {}): Limits {
  const { quick = QUICK, daily = DAILY, most = MOST_ASKERS } = settings;
  const accounts = new Map<string, Account>();
  const open = (asker: string, now: number): Account => {
    const known = accounts.get(asker);
    accounts.delete(asker);
    const account = known ?? { quick: quick.burst, daily: daily.burst, at: now, noticedAt: 0 };
    const passed = Math.max(0, now - account.at);
    account.quick = Math.min(quick.burst, account.quick + passed / quick.refill);
    account.daily = Math.min(daily.burst, account.daily + passed / daily.refill);
    account.at = now;
    accounts.set(asker, account);
    if (accounts.size > most) accounts.delete(accounts.keys().next().value ?? "");
    return account;
  };
  return {
    take: (asker, now) => {
      const account = open(asker, now);
      if (account.quick >= 1 && account.daily >= 1) {
        account.quick -= 1;
        account.daily -= 1;
        return { pass: true };
      }
      if (now - account.noticedAt < NOTICE_EVERY) return { pass: false, notice: null };
      account.noticedAt = now;
      return { pass: false, notice: account.daily < 1 ? "too-many-today" : "too-many" };
    },
    giveBack: (asker) => {
      const account = accounts.get(asker);
      if (!account) return;
      account.quick += 1;
      account.daily += 1;
      account.noticedAt = 0;
    },
    size: () => accounts.size,
  };
}
