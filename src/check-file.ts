import { readFileSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import type { Verdict } from "./answer/verdict.ts";
import type { Surroundings } from "./app.ts";
import { type BatchRow, describeTrouble, openBatch } from "./check/batch.ts";
import type { FileTrouble } from "./check/file-trouble.ts";
import { LARGEST_FILE } from "./check/read-file.ts";
import { writeCsvReport } from "./check/report-csv.ts";
import type { Checking } from "./checking.ts";
import type { Config } from "./config.ts";
import type { Language } from "./corpus/passage.ts";
import type { Say } from "./messages/messages.ts";
import { renderReport } from "./web/report-page.tsx";

/** `npm run check -- --file X`: the verdicts on the terminal, or a report in a file. */

export interface CheckFileParts {
  config: Pick<Config, "web">;
  surroundings: Pick<Surroundings, "tell">;
  progressOf: (label: string) => (done: number, total: number) => void;
  print: (line: string) => void;
  checking: Checking;
  language: Language;
  say: Say;
  show: (verdict: Verdict) => void;
  file: string;
  report: string | undefined;
}

/** Gives the exit code. */
export async function checkFile(parts: CheckFileParts): Promise<number> {
  const { file, report, say, checking, surroundings, show, print } = parts;
  const read = await readBytes(file);
  const opened = "trouble" in read ? read : await openBatch({ name: file, bytes: read.bytes }, checking.bareCheck);
  if ("trouble" in opened) {
    surroundings.tell(describeTrouble(opened.trouble, file, say));
    return 1;
  }
  const progress = parts.progressOf("Checking");
  const found: BatchRow[] = [];
  let told = 0;
  for await (const { row, verdict, done, total } of opened.rows) {
    found.push({ row, verdict });
    // The sentences of one paragraph are done together.
    if (done > told) progress(done, total);
    told = done;
  }
  const verdicts = checking.issueChecks(found.map(({ verdict }) => verdict));
  const rows = found.map(({ row, verdict }, k) => ({ row, verdict: verdicts[k] ?? verdict }));
  if (report === undefined) {
    for (const { verdict } of rows) show(verdict);
    return 0;
  }
  try {
    await writeFile(report, writeReport(rows, parts));
  } catch (error) {
    surroundings.tell(`The report can't be written to ${report}: ${(error as Error).message}`);
    return 1;
  }
  const count = (verdict: Verdict["verdict"]) => rows.filter((row) => row.verdict.verdict === verdict).length;
  const counts = { verbatim: count("verbatim"), altered: count("altered"), absent: count("absent") };
  print(`${say("check-summary", { total: rows.length, ...counts })} → ${report}`);
  return 0;
}

/** What is wrong with --report, in a sentence, or null. */
export function findReportTrouble(report: string | undefined, file: string | undefined): string | null {
  if (report === undefined) return null;
  if (file === undefined)
    return "--report needs --file: npm run --silent check -- --file article.docx --report out.html";
  if (![".csv", ".html"].includes(extname(report).toLowerCase())) return "--report must end in .csv or .html.";
  return resolve(report) === resolve(file)
    ? "--report would overwrite the file that is checked. Name another one."
    : null;
}

function writeReport(rows: readonly BatchRow[], { report = "", file, say, language, config }: CheckFileParts): string {
  const about = { say, base: config.web.publicUrl };
  if (extname(report).toLowerCase() === ".csv") return writeCsvReport(rows, about);
  const style = readFileSync(new URL("web/style.css", import.meta.url), "utf8");
  return renderReport(rows, { ...about, language, style, name: basename(file), time: Date.now() });
}

const TROUBLES: Record<string, FileTrouble> = { ENOENT: "missing", EISDIR: "folder", EACCES: "forbidden" };

async function readBytes(
  path: string,
): Promise<{ bytes: Buffer } | { trouble: { trouble: FileTrouble; limit?: number } }> {
  try {
    const about = await stat(path);
    if (about.size > LARGEST_FILE) return { trouble: { trouble: "too-large", limit: LARGEST_FILE / 1_000_000 } };
    return { bytes: await readFile(path) };
  } catch (error) {
    const trouble = TROUBLES[(error as NodeJS.ErrnoException).code ?? ""];
    if (trouble === undefined) throw error;
    return { trouble: { trouble } };
  }
}
