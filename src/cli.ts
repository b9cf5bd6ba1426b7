import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { defineCommand, runCommand } from "citty";
import { addCommand } from "./add-command.ts";
import type { Answer } from "./answer/answer.ts";
import { toContract } from "./answer/contract.ts";
import type { Surroundings } from "./app.ts";
import { backupCommand, restoreCommand } from "./backup-command.ts";
import { createCheck } from "./check/check.ts";
import { createReceipts } from "./check/receipts.ts";
import { checkCommand, conflictsCommand } from "./check-command.ts";
import type { Config } from "./config.ts";
import { readCorpus } from "./corpus/corpus.ts";
import { isEditionName } from "./corpus/editions.ts";
import { deskCommand } from "./desk-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { documentsCommand } from "./documents-command.ts";
import { createWorkerPool } from "./embedding/worker-pool.ts";
import { createEngine } from "./engine.ts";
import { evaluateCommand } from "./evaluate-command.ts";
import { embedViews, textKindOf } from "./index/build-index.ts";
import { KEPT_VECTORS, readKeptVectors, writeKeptVectors } from "./index/kept-vectors.ts";
import { embeddedText, listViews } from "./index/views.ts";
import { openDatabase } from "./log/database.ts";
import { createQueryLog, withLog } from "./log/query-log.ts";
import { mcpCommand } from "./mcp-command.ts";
import { readMessages } from "./messages/messages.ts";
import { printAnswer } from "./terminal.ts";
import { verifyCommand } from "./verify-command.ts";

export interface CliParts {
  config: Config;
  /** What is wrong with the settings; for the command that looks at them. */
  problems?: readonly string[];
  surroundings: Surroundings;
  print: (line: string) => void;
  /** A bar of progress of its own, with what is being done. */
  progressOf: (label: string) => (done: number, total: number) => void;
  /** Lines of standard input. */
  lines: () => AsyncIterable<string>;
  /** A password, unseen on a terminal. */
  askSecret: (question: string) => Promise<string>;
  /** Standard input and output themselves. */
  streams: { input: Readable; output: Writable };
}

/** The commands of `npm run …`: gives the exit code. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  const commands = {
    add: addCommand(parts),
    ask: askCommand(parts),
    check: checkCommand(parts),
    conflicts: conflictsCommand(parts),
    desk: deskCommand(parts),
    documents: documentsCommand(parts),
    index: indexCommand(parts),
    evaluate: evaluateCommand(parts),
    verify: verifyCommand(parts),
    backup: backupCommand(parts),
    restore: restoreCommand(parts),
    doctor: doctorCommand({ ...parts, problems: parts.problems ?? [], node: parts.surroundings.node ?? "unknown" }),
    mcp: mcpCommand(parts),
  };
  const [name, ...rest] = args;
  const command = Object.entries(commands).find(([known]) => known === name)?.[1];
  if (!command) {
    parts.surroundings.tell(`There is no command "${name}". There are: ${Object.keys(commands).join(", ")}.`);
    return 1;
  }
  const { result } = await runCommand(command as ReturnType<typeof askCommand>, { rawArgs: rest });
  return Number(result ?? 0);
}

function askCommand({ config, surroundings, print, lines }: CliParts) {
  return defineCommand({
    meta: { name: "ask", description: "Answers a question from the corpus" },
    args: {
      json: { type: "boolean", description: "One JSON object an answer" },
      stdin: { type: "boolean", description: "A question a line from standard input" },
      document: { type: "string", description: "The id of the one document that is asked" },
      "as-of": { type: "string", description: "A day, or an edition's hash: the documents as they stood" },
      question: { type: "positional", required: false, description: "The question" },
    },
    run: async ({ args }) => {
      const text = args._.join(" ");
      if (!args.stdin && text.trim() === "") {
        surroundings.tell('Write the question behind it: npm run --silent ask -- "how long is parental leave?"');
        return 1;
      }
      const messages = readMessages();
      const { document, "as-of": asOf } = args;
      if (asOf !== undefined && !isEditionName(asOf)) {
        surroundings.tell("--as-of takes a day such as 2024-05-31, or at least eight digits of an edition's hash.");
        return 1;
      }
      const limited = { ...(document === undefined ? {} : { document }), ...(asOf === undefined ? {} : { asOf }) };
      const engine = await createEngine(config, surroundings);
      const database = openDatabase(config.dataDir);
      try {
        const log = createQueryLog(database, engine);
        const receipts = createReceipts({
          database,
          dataDir: config.dataDir,
          checking: { program: engine.program, corpus: engine.corpus, check: createCheck(engine.corpus) },
          engine: () => engine,
        });
        const ask = receipts.wrap(withLog(engine.ask, log, { channel: "console", asker: null }), (error) =>
          surroundings.tell(`No receipt could be kept: ${(error as Error).message}`),
        );
        const show = (answer: Answer) =>
          print(args.json ? JSON.stringify(toContract(answer)) : printAnswer(answer, messages[answer.language]));
        if (!args.stdin) show(await ask({ text, ...limited }));
        else for await (const line of lines()) show(await ask({ text: line, ...limited }));
        return 0;
      } finally {
        database.close();
        await engine.close();
      }
    },
  });
}

function indexCommand({ config, surroundings }: CliParts) {
  return defineCommand({
    meta: { name: "index", description: "Builds the index when it is missing or amiss" },
    args: {
      keep: { type: "boolean", description: "Embed what is new or changed and keep the vectors beside the corpus" },
    },
    run: async ({ args }) => {
      if (args.keep) await keepVectors(config, surroundings);
      const engine = await createEngine(config, surroundings);
      surroundings.tell("The index is there and belongs to this corpus and this model.");
      await engine.close();
      return 0;
    },
  });
}

async function keepVectors(config: Config, { tell, progress }: Surroundings): Promise<void> {
  const views = listViews(readCorpus(config.corpusDir));
  const embedder = await createWorkerPool({ model: config.model });
  try {
    const file = join(config.corpusDir, KEPT_VECTORS);
    const before = readKeptVectors(file, embedder.modelHash);
    const vectors = await embedViews(views, { embedder, progress, kept: before });
    const kept = views.map((view, label) => ({
      text: embeddedText(view),
      kind: textKindOf(view),
      vector: vectors[label] as Float32Array,
    }));
    writeKeptVectors(file, embedder.modelHash, kept);
    tell(`${kept.length} vectors are kept in ${file}.`);
  } finally {
    await embedder.close();
  }
}
