import { readFile, stat } from "node:fs/promises";
import { defineCommand } from "citty";
import type { Verdict } from "./answer/verdict.ts";
import type { Surroundings } from "./app.ts";
import { createCheckText } from "./check/article.ts";
import { createCheck } from "./check/check.ts";
import { suggestConflicts } from "./check/suggest-conflicts.ts";
import { printConflict, printVerdict } from "./check-terminal.ts";
import type { Config } from "./config.ts";
import { findConflicts } from "./corpus/conflicts.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";
import { indexFigures } from "./corpus/figures.ts";
import { LANGUAGES } from "./corpus/passage.ts";
import { readMessages } from "./messages/messages.ts";

export interface CheckCommandParts {
  config: Pick<Config, "corpusDir">;
  surroundings: Pick<Surroundings, "tell">;
  print: (line: string) => void;
  lines: () => AsyncIterable<string>;
  progressOf: (label: string) => (done: number, total: number) => void;
}

/** `npm run check`: one quotation, a quotation a line, or a text from a file. */
export function checkCommand({ config, surroundings, print, lines, progressOf }: CheckCommandParts) {
  return defineCommand({
    meta: { name: "check", description: "Checks a quotation against the corpus" },
    args: {
      json: { type: "boolean", description: "One JSON object a quotation" },
      stdin: { type: "boolean", description: "A quotation a line from standard input" },
      file: { type: "string", description: "A text to check sentence by sentence" },
      lang: { type: "string", default: "en", description: "The language of the report: en, ru or kk" },
      quotation: { type: "positional", required: false, description: "The quotation" },
    },
    run: async ({ args }) => {
      const language = LANGUAGES.find((each) => each === args.lang);
      if (!language) {
        surroundings.tell("--lang must be en, ru or kk.");
        return 1;
      }
      const text = args._.join(" ");
      if (!args.stdin && args.file === undefined && text.trim() === "" && args._.length === 0) {
        surroundings.tell(
          'Write the quotation behind it: npm run --silent check -- "Loans are granted regardless of gender."',
        );
        return 1;
      }
      const say = readMessages()[language];
      const check = createCheck(readCorpus(config.corpusDir));
      const show = (verdict: Verdict) => print(args.json ? JSON.stringify(verdict) : printVerdict(verdict, say));
      if (args.stdin) for await (const line of lines()) show(check(line));
      else if (args.file === undefined) show(check(text));
      else {
        const content = await readText(args.file);
        if ("trouble" in content) {
          surroundings.tell(content.trouble);
          return 1;
        }
        const progress = progressOf("Checking");
        for await (const { verdict, done, total } of createCheckText(check)(content.text)) {
          show(verdict);
          progress(done, total);
        }
      }
      return 0;
    },
  });
}

/** `npm run conflicts`: figures of the corpus that disagree, each explained by someone who read them. */
export function conflictsCommand({ config, print }: CheckCommandParts) {
  return defineCommand({
    meta: { name: "conflicts", description: "Lists figures that disagree" },
    args: {
      json: { type: "boolean", description: "One JSON array" },
      unchecked: { type: "boolean", description: "Pairs that a rule suspects and that nobody has read yet" },
    },
    run: ({ args }) => {
      const corpus = readCorpus(config.corpusDir);
      const conflicts = findConflicts(corpus);
      const suspicions = args.unchecked ? suggestConflicts(indexFigures(corpus), listReviewed(corpus)) : null;
      if (args.json) print(JSON.stringify(suspicions ?? conflicts));
      else if (suspicions) {
        for (const { a, b } of suspicions) print(`${a.passage}: ${a.sentence}\n${b.passage}: ${b.sentence}\n`);
      } else for (const conflict of conflicts) print(printConflict(conflict, corpus));
      return 0;
    },
  });
}

/** Pairs of passages that someone has compared: in conflict, or only alike. */
function listReviewed(corpus: Corpus): [string, string][] {
  return corpus.documents.flatMap(({ figures }) => [
    ...figures.different,
    ...figures.conflicts.flatMap(({ sides }) =>
      sides.flatMap((a) => sides.map((b): [string, string] => [a.passage, b.passage])),
    ),
  ]);
}

type Content = { text: string } | { trouble: string };

/** Bytes: far more than an article, so that a film is not read into memory. */
const LARGEST_FILE = 10_000_000;

/** The text of a file, or a sentence that says why it is none. */
async function readText(path: string): Promise<Content> {
  try {
    const size = (await stat(path)).size;
    if (size > LARGEST_FILE) return { trouble: `${path} is too large: at most 10 MB. Check it in parts.` };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    if (!text.includes("\0")) return { text };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT") return { trouble: `There is no file ${path}.` };
    if (code === "EISDIR") return { trouble: `${path} is a folder. Name a text file.` };
    if (code === "EACCES") return { trouble: `${path} may not be read by this user.` };
    if (!(error instanceof TypeError)) throw error;
  }
  return { trouble: `${path} is no plain text. Save it as a text file in UTF-8 and check that.` };
}
