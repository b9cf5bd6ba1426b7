import type { Finding } from "./finding.ts";

/** Findings for a person, a line each, and the sentence that sums them up. Pure. */

const SIGNS = { ok: "ok  ", warn: "warn", fail: "FAIL" };

export function printFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, status, found, mend }) => [
    `${SIGNS[status]}  ${check.padEnd(width)}  ${found}`,
    ...(mend === null ? [] : [`${" ".repeat(width + 8)}→ ${mend}`]),
  ]);
  return [...lines, "", sumUp(findings)].join("\n");
}

function sumUp(findings: readonly Finding[]): string {
  const count = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  if (count("fail") > 0) return `${count("fail")} to mend, ${count("warn")} to look at.`;
  return count("warn") > 0 ? `Kenes can run; ${count("warn")} to look at.` : "All is well.";
}
