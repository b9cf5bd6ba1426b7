import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { defineCommand } from "citty";
import type { Config } from "./config.ts";
import { printPlan, printRefusal } from "./document-lines.ts";
import { createLibrary } from "./library/library.ts";
import type { Given } from "./library/naming.ts";
import { readMessages } from "./messages/messages.ts";
import { documentsDirOf, readSources } from "./sources.ts";

export interface DocumentCommandParts {
  config: Config;
  surroundings: { tell: (sentence: string) => void };
  print: (line: string) => void;
  streams: { input: Readable };
  /** The first line that is typed or piped in. */
  askSecret: (question: string) => Promise<string>;
}

/** Bytes of a file; no reader takes a larger one. */
const LARGEST = 200_000_000;
const USAGE =
  "Name the file: npm run add -- FILE [--id ID --title TITLE --language en|ru|kk --date DATE --symbol SYMBOL]";

/** `npm run add -- FILE`: shows what was understood of a file and asks before it goes in. */
export function addCommand({ config, surroundings: { tell }, print, streams, askSecret }: DocumentCommandParts) {
  return defineCommand({
    meta: { name: "add", description: "Adds a document, or a new edition of one" },
    args: {
      file: { type: "positional", required: false, description: "Word, PDF with text, HTML, ODT, Markdown or text" },
      id: { type: "string", description: "Of the document; for a new edition the one that it has" },
      title: { type: "string", description: "Else what the file calls it" },
      language: { type: "string", description: "en, ru or kk" },
      date: { type: "string", description: "YYYY, YYYY-MM or YYYY-MM-DD" },
      symbol: { type: "string", description: "Such as CEDAW/C/KAZ/6" },
      publisher: { type: "string", description: "Who published it" },
      yes: { type: "boolean", description: "Put it in without asking" },
    },
    run: async ({ args }) => {
      const say = readMessages().en;
      const file = args.file ?? "";
      if (file === "" || args._.length > 1) {
        tell(file === "" ? USAGE : `One file at a time, please. ${USAGE}`);
        return 1;
      }
      const read = readUpload(file);
      if ("trouble" in read) {
        tell(read.trouble);
        return 1;
      }
      const library = createLibrary({ documentsDir: documentsDirOf(config.dataDir), corpus: readSources(config) });
      const preview = await library.preview({ name: basename(file), bytes: read.bytes, given: givenOf(args) });
      if (preview.outcome === "refused") {
        tell(`${basename(file)}: ${printRefusal(preview.refused, say)}`);
        return 1;
      }
      if (preview.outcome === "same") {
        tell(say(preview.removed ? "documents-same-removed" : "documents-same", { id: preview.id }));
        if (preview.removed) tell(`npm run documents -- restore ${preview.id}`);
        return 0;
      }
      for (const line of printPlan(preview.plan, say)) print(line);
      if (args.yes !== true && !(await agree())) {
        tell("Nothing was put in. Put it in with: --yes");
        return 1;
      }
      const done = library.putIn(preview.plan);
      if (done !== "done") {
        tell(printRefusal(done.refused, say));
        return 1;
      }
      tell(`${preview.plan.id} is in.`);
      tell(await sayWhoIndexes(config));
      return 0;
    },
  });

  /** Asked at a terminal alone: a script that did not say --yes must neither hang nor be taken for agreeing. */
  async function agree(): Promise<boolean> {
    if (!("isTTY" in streams.input && streams.input.isTTY)) return false;
    const typed = await askSecret("Put it in? (y/N) ");
    return /^(?:y|yes|да|иә)$/iu.test(typed.trim());
  }
}

function readUpload(file: string): { bytes: Uint8Array } | { trouble: string } {
  try {
    const { size } = statSync(file);
    if (size > LARGEST) return { trouble: `${file} has more than ${LARGEST / 1_000_000} MB. Split it.` };
    return { bytes: readFileSync(file) };
  } catch (error) {
    return { trouble: `${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file that can.` };
  }
}

const GIVEN = ["id", "title", "language", "date", "symbol", "publisher"] as const;

function givenOf(args: Record<string, unknown>): Given {
  const pairs = GIVEN.flatMap((name) => (typeof args[name] === "string" ? [[name, String(args[name])]] : []));
  return Object.fromEntries(pairs) as Given;
}

/** Milliseconds for a service on this machine to say that it is there. */
const PATIENCE = 2000;

/** Which process takes the change in: a service that runs does so by itself. */
export async function sayWhoIndexes({ web: { host, port } }: Pick<Config, "web">): Promise<string> {
  try {
    const address = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    const reply = await fetch(`${address}/health`, { signal: AbortSignal.timeout(PATIENCE) });
    const health = (await reply.json()) as { ready?: unknown };
    if (typeof health.ready !== "boolean") throw new Error("another program answers there");
    return `The service at ${address} takes it in now; until then it answers from what it has.`;
  } catch {
    return "No service answers here now: the next npm start (or npm run index) takes it in.";
  }
}
