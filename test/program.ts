import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Drives the built program as its users do: a process, its environment, its output, its end. */

export interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

type Environment = Record<string, string | undefined>;

/** Nothing of the machine's own settings reaches the program, but where node is. */
export function environmentOf(settings: Environment): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...settings } as NodeJS.ProcessEnv;
}

export function start(args: readonly string[], settings: Environment): ChildProcess {
  return spawn(process.execPath, ["dist/main.js", ...args], { env: environmentOf(settings) });
}

/** Runs to the end. */
export async function run(args: readonly string[], settings: Environment, input = ""): Promise<Ran> {
  const child = start(args, settings);
  child.stdin?.end(input);
  return finish(child);
}

export async function finish(child: ChildProcess): Promise<Ran> {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, out, err };
}

/** Waits until standard error has said it; gives all that it said. Fails when the program ends first. */
export async function waitFor(child: ChildProcess, pattern: RegExp): Promise<string> {
  let said = "";
  for await (const text of child.stderr?.setEncoding("utf8") ?? []) {
    said += text;
    if (pattern.test(said)) break;
  }
  if (!pattern.test(said)) throw new Error(`The program ended without saying ${pattern}: ${said}`);
  return said;
}

export interface TemporaryFolder {
  path: (...parts: string[]) => string;
  remove: () => void;
}

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(tmpdir(), "kenes-test-"));
  return {
    path: (...parts) => join(folder, ...parts),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A corpus of the report's first lines: what is true of an index whatever its size is tested on it. */
export function writeSmallCorpus(folder: string, lines = 40): void {
  const document = join(folder, "cedaw-c-kaz-6");
  mkdirSync(document, { recursive: true });
  const report = readFileSync("corpus/cedaw-c-kaz-6/report.en.txt", "utf8");
  writeFileSync(join(document, "report.en.txt"), report.split("\n").slice(0, lines).join("\n"));
  cpSync("corpus/cedaw-c-kaz-6/document.json", join(document, "document.json"));
  cpSync("corpus/cedaw-c-kaz-6/ids.json", join(document, "ids.json"));
  for (const shared of ["kinds", "contacts.json"])
    cpSync(join("corpus", shared), join(folder, shared), { recursive: true });
}
