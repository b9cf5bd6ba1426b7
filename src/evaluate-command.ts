import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineCommand } from "citty";
import type { Surroundings } from "./app.ts";
import { createCheck } from "./check/check.ts";
import type { Config } from "./config.ts";
import { readCorpus } from "./corpus/corpus.ts";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { ablate, printAblation } from "./evaluation/ablation.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import { writePlots } from "./evaluation/plots.ts";
import { evaluateQuotes, printQuotes } from "./evaluation/quotes.ts";
import { printTable } from "./evaluation/table.ts";
import { KEPT_VECTORS, readKeptVectors } from "./index/kept-vectors.ts";
import { openConfiguredIndex } from "./open-configured-index.ts";

/** The questions agreed on, and our own: other people's, other topics. */
const QUESTION_SETS = "test/eval/questions.json,test/eval/own-questions.json";

export interface EvaluateParts {
  config: Config;
  surroundings: Surroundings;
  print: (line: string) => void;
}

/** `npm run evaluate`: measures the answers, or the quotation check, on the question sets. */
export function evaluateCommand({ config, surroundings, print }: EvaluateParts) {
  return defineCommand({
    meta: { name: "evaluate", description: "Measures the answers on a question set" },
    args: {
      questions: { type: "string", default: QUESTION_SETS, description: "Question sets, a comma between" },
      json: { type: "boolean", description: "JSON instead of a table" },
      fit: { type: "boolean", description: "Write the calibration fitted on all of it" },
      plots: { type: "boolean", description: "Draw reliability and risk against coverage into docs/retrieval" },
      ablation: { type: "boolean", description: "Measure what each kind of evidence is worth; takes minutes" },
      quotes: { type: "boolean", description: "Measure the quotation check instead, on test/eval/quotes.json" },
    },
    run: async ({ args }) => {
      const corpus = readCorpus(config.corpusDir);
      if (args.quotes) {
        const measured = evaluateQuotes("test/eval/quotes.json", createCheck(corpus));
        print(args.json ? JSON.stringify(measured) : printQuotes(measured));
        return 0;
      }
      const embedder = await createWorkerPool({ model: config.model });
      try {
        const { tell, progress } = surroundings;
        const kept = readKeptVectors(join(config.corpusDir, KEPT_VECTORS), embedder.modelHash);
        const index = await openConfiguredIndex(config, { corpus, embedder, kept, progress, tell });
        const parts = { corpus, embedder, index };
        const files = args.questions.split(",");
        if (args.ablation) {
          print(printAblation(await ablate(files, parts)));
          index.close();
          return 0;
        }
        const report = await evaluate(files, parts);
        if (args.fit) {
          for (const folder of ["src", "dist"]) {
            writeFileSync(`${folder}/answer/calibration.json`, `${JSON.stringify(report.calibration, null, 2)}\n`);
          }
        }
        if (args.plots) tell(`Drawn: ${(await writePlots(report.judged, "docs/retrieval")).join(", ")}`);
        print(args.json ? JSON.stringify(report) : printTable(report));
        index.close();
        return 0;
      } finally {
        await embedder.close();
      }
    },
  });
}
