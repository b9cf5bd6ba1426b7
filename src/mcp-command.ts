import type { Readable, Writable } from "node:stream";
import { defineCommand } from "citty";
import type { Surroundings } from "./app.ts";
import { createCheck } from "./check/check.ts";
import { createReceipts } from "./check/receipts.ts";
import { openChecking } from "./checking.ts";
import type { Config } from "./config.ts";
import { createEngine, type Engine } from "./engine.ts";
import { openDatabase } from "./log/database.ts";
import { createQueryLog, withLog } from "./log/query-log.ts";
import { readMessages } from "./messages/messages.ts";
import { readVersion } from "./version.ts";

export interface McpCommandParts {
  config: Config;
  surroundings: Surroundings;
  streams: { input: Readable; output: Writable };
}

/** `npm run --silent mcp`: the document for assistants, by the Model Context Protocol on standard input and output. */
export function mcpCommand({ config, surroundings, streams }: McpCommandParts) {
  return defineCommand({
    meta: { name: "mcp", description: "Serves the document to an assistant (Model Context Protocol, stdio)" },
    run: async () => {
      const { serveMcp } = await import("./mcp/serve.ts");
      const checking = openChecking(config, surroundings);
      const database = openDatabase(config.dataDir);
      // Quotations are checked and passages read at once; a question waits for the index.
      const starting = createEngine(config, surroundings);
      const answering = starting.then((engine) => answerWith(engine, { config, database, surroundings }));
      answering.catch((error: Error) => surroundings.tell(error.message));
      try {
        await serveMcp({
          ...streams,
          version: readVersion(),
          corpus: checking.corpus,
          messages: readMessages(),
          check: checking.check,
          ask: async (question) => (await answering)(question),
          publicUrl: config.web.publicUrl,
        });
        return 0;
      } finally {
        const engine = await starting.catch(() => null);
        await engine?.close();
        database.close();
        checking.close();
      }
    },
  });
}

function answerWith(
  engine: Engine,
  {
    config,
    database,
    surroundings,
  }: Pick<McpCommandParts, "config" | "surroundings"> & { database: ReturnType<typeof openDatabase> },
) {
  const log = createQueryLog(database, engine);
  const checking = { program: engine.program, corpus: engine.corpus, check: createCheck(engine.corpus) };
  const receipts = createReceipts({ database, dataDir: config.dataDir, checking, engine: () => engine });
  return receipts.wrap(withLog(engine.ask, log, { channel: "console", asker: null }), (error) =>
    surroundings.tell(`No receipt could be kept: ${(error as Error).message}`),
  );
}
