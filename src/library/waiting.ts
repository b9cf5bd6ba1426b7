import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Upload } from "./preview.ts";
import { WAITING } from "./store.ts";
import { nameFailure } from "./trouble.ts";

/** Files that were uploaded and wait until somebody has looked at what was understood of them. */
export interface Waiting {
  /** Keeps an upload for a day; gives the name to ask for it by. Throws LibraryError. */
  keep(upload: Upload): string;
  /** Undefined once it was discarded, or too many came after it. */
  open(token: string): Upload | undefined;
  discard(token: string): void;
}

const TOKEN = /^[0-9a-f]{32}$/u;
const KEPT_MS = 86_400_000;
/** Uploads that wait at once: a gigabyte at the very most. */
const MOST = 20;

const text = z.string().optional();
const About = z.object({
  name: z.string(),
  given: z.object({ id: text, title: text, language: text, date: text, symbol: text, publisher: text }),
});

export function createWaiting(documentsDir: string, now: () => number = Date.now): Waiting {
  const folder = join(documentsDir, WAITING);
  const discard = (token: string) => {
    if (TOKEN.test(token)) rmSync(join(folder, token), { recursive: true, force: true });
  };
  return {
    keep: ({ name, bytes, given }) => {
      const token = randomBytes(16).toString("hex");
      const draft = join(folder, `.draft-${token}`);
      try {
        clearAway(folder, now());
        mkdirSync(draft, { recursive: true, mode: 0o700 });
        writeFileSync(join(draft, "about.json"), JSON.stringify({ name, given }));
        writeFileSync(join(draft, "file"), bytes);
        renameSync(draft, join(folder, token));
        return token;
      } catch (error) {
        rmSync(draft, { recursive: true, force: true });
        throw nameFailure(error, documentsDir);
      }
    },
    open: (token) => {
      if (!TOKEN.test(token)) return undefined;
      try {
        const { name, given } = About.parse(JSON.parse(readFileSync(join(folder, token, "about.json"), "utf8")));
        const said = Object.entries(given).filter(([, value]) => value !== undefined);
        return { name, given: Object.fromEntries(said), bytes: readFileSync(join(folder, token, "file")) };
      } catch {
        return undefined;
      }
    },
    discard,
  };
}

/** The oldest go when too many wait, and whatever is older than a day. */
function clearAway(folder: string, now: number): void {
  mkdirSync(folder, { recursive: true });
  const waiting = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const [position, { path, at }] of waiting.entries()) {
    if (position >= MOST - 1 || now - at > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
