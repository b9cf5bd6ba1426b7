import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The first lines of the real report with what is written for them: its index is built in a second or two. */
const LINES = 60;

/** Gives the folder. */
export function makeSmallCorpus(folder: string): string {
  const report = join(folder, "cedaw-c-kaz-6");
  mkdirSync(report, { recursive: true });
  for (const name of ["kinds", "contacts.json", "moved-days.json", "vectors.bin"]) {
    cpSync(join("corpus", name), join(folder, name), { recursive: true });
  }
  for (const name of ["document.json", "ids.json", "renderings", "questions", "gaps", "keywords"]) {
    cpSync(join("corpus/cedaw-c-kaz-6", name), join(report, name), { recursive: true });
  }
  const lines = readFileSync("corpus/cedaw-c-kaz-6/report.en.txt", "utf8").split("\n").slice(0, LINES);
  writeFileSync(join(report, "report.en.txt"), lines.join("\n"));
  return folder;
}
