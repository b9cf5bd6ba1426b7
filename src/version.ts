import { readFileSync } from "node:fs";

/** The version of Kenes, as package.json has it. */
export function readVersion(): string {
  const about = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return about.version;
}
