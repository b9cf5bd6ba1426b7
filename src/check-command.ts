import { defineCommand } from "citty";
import type { Verdict } from "./answer/verdict.ts";
import type { Surroundings } from "./app.ts";
import { suggestConflicts } from "./check/suggest-conflicts.ts";
import { checkFile, findReportTrouble } from "./check-file.ts";
import { printConflict, printVerdict } from "./check-terminal.ts";
import { openChecking } from "./checking.ts";
import type { Config } from "./config.ts";
import { findConflicts } from "./corpus/conflicts.ts";
import { type Corpus, readCorpus } from "./corpus/corpus.ts";
import { indexFigures } from "./corpus/figures.ts";
import { LANGUAGES } from "./corpus/passage.ts";
import { readMessages } from "./messages/messages.ts";

export interface CheckCommandParts {
  config: Pick<Config, "corpusDir" | "dataDir" | "web">;
  surroundings: Pick<Surroundings, "tell">;
  print: (line: string) => void;
  lines: () => AsyncIterable<string>;
  progressOf: (label: string) => (done: number, total: number) => void;
}

/** `npm run check`: one quotation, a quotation a line, or a file with a report back. */
export function checkCommand(parts: CheckCommandParts) {
  const { config, surroundings, print, lines } = parts;
  return defineCommand({
    meta: { name: "check", description: "Checks a quotation against the corpus" },
    args: {
      json: { type: "boolean", description: "One JSON object a quotation" },
      stdin: { type: "boolean", description: "A quotation a line from standard input" },
      file: { type: "string", description: "A text, CSV or DOCX file to check sentence by sentence" },
      report: { type: "string", description: "With --file: where the report goes, .csv or .html" },
      lang: { type: "string", default: "en", description: "The language of the report: en, ru or kk" },
      quotation: { type: "positional", required: false, description: "The quotation" },
    },
    run: async ({ args }) => {
      const language = LANGUAGES.find((each) => each === args.lang);
      const text = args._.join(" ");
      const nothing = !args.stdin && args.file === undefined && args._.length === 0;
      const trouble =
        language === undefined
          ? "--lang must be en, ru or kk."
          : nothing
            ? HOW
            : findReportTrouble(args.report, args.file);
      if (trouble !== null || language === undefined) {
        surroundings.tell(trouble ?? "");
        return 1;
      }
      const say = readMessages()[language];
      const checking = openChecking(config, surroundings);
      const show = (verdict: Verdict) => print(args.json ? JSON.stringify(verdict) : printVerdict(verdict, say));
      try {
        if (args.file !== undefined) {
          return await checkFile({ ...parts, checking, language, say, show, file: args.file, report: args.report });
        }
        if (args.stdin) for await (const line of lines()) show(checking.check(line));
        else show(checking.check(text));
        return 0;
      } finally {
        checking.close();
      }
    },
  });
}

const HOW = 'Write the quotation behind it: npm run --silent check -- "Loans are granted regardless of gender."';

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
