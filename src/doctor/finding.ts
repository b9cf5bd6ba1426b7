/** What the doctor says of one thing: how it is, and what to do about it. */
export interface Finding {
  /** What was looked at, for example `disk`: the same on every machine. */
  check: string;
  status: "ok" | "warn" | "fail";
  /** One sentence in plain words; never a secret, never a word of an asker. */
  found: string;
  /** What mends it; null where nothing needs mending. */
  mend: string | null;
}

/** Finds out about one part. */
export type Examine = () => Promise<Finding[]> | Finding[];

export const ok = (check: string, found: string): Finding => ({ check, status: "ok", found, mend: null });
export const warn = (check: string, found: string, mend: string): Finding => ({ check, status: "warn", found, mend });
export const fail = (check: string, found: string, mend: string): Finding => ({ check, status: "fail", found, mend });

/** One examination after the other; one that breaks off is a finding too, named by its part. */
export async function examineAll(parts: readonly (readonly [check: string, examine: Examine])[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [check, examine] of parts) {
    try {
      findings.push(...(await examine()));
    } catch (error) {
      findings.push(failOf(check, error));
    }
  }
  return findings;
}

/** A technical failure as a finding, with its own remedy where it has one. */
export function failOf(check: string, error: unknown): Finding {
  const { message, remedy, code } = error as Error & { remedy?: string; code?: string };
  if (remedy !== undefined) return fail(check, message, remedy);
  return fail(
    check,
    `It can't be looked at (${code ?? (error as Error).name})`,
    "Start with LOG_LEVEL=debug and see the log.",
  );
}

/** Bytes for a person. */
export function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e5) / 10} MB` : `${Math.round(bytes / 1e8) / 10} GB`;
}
