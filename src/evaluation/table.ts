import type { Report } from "./evaluate.ts";

/** The report as a table for people: shares in per cent, intervals of 95 %. */
export function printTable({ rows, questionsHash, indexHash }: Report): string {
  const percent = (value: number) => (value * 100).toFixed(1);
  const range = ({ low, high }: { low: number; high: number }) => `[${percent(low)}–${percent(high)}]`;
  const head = [
    "",
    "n",
    "hit@1",
    "",
    "hit@3",
    "",
    "MRR",
    "refused",
    "wrongly answered",
    "near shown",
    "off shown",
    "urgent missed",
    "false",
  ];
  const lines = rows.map(({ group, measures, intervals }) => [
    group,
    String(measures.questions),
    percent(measures.hit1),
    range(intervals.hit1),
    percent(measures.hit3),
    range(intervals.hit3),
    measures.mrr.toFixed(3),
    percent(measures.refused),
    percent(measures.wronglyAnswered),
    percent(measures.nearShown),
    percent(measures.offShown),
    percent(measures.urgentMissed),
    percent(measures.urgentFalse),
  ]);
  const widths = head.map((_, k) => Math.max(...[head, ...lines].map((line) => line[k]?.length ?? 0)));
  const print = (line: string[]) =>
    line
      .map((cell, k) => cell.padEnd(widths[k] ?? 0))
      .join("  ")
      .trimEnd();
  return [
    ...[head, ...lines].map(print),
    "",
    "Shares in per cent, cross-validated: each question is judged by weights fitted without it.",
    `questions ${questionsHash}`,
    `index ${indexHash}`,
  ].join("\n");
}
