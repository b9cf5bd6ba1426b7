import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Ask } from "../answer/answer.ts";
import { createTools, type ToolParts } from "./tools.ts";

export interface ServeParts extends ToolParts {
  /** The protocol's two streams: nothing else may write to `output`. */
  input: Readable;
  output: Writable;
}

/** Serves one client. Resolves when it has gone and its last question is answered. */
export async function serveMcp({ input, output, ask, ...parts }: ServeParts): Promise<void> {
  const pending = new Set<Promise<unknown>>();
  const tracked: Ask = (question) => {
    const answer = ask(question);
    const settled: Promise<unknown> = answer.catch(() => {});
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
    return answer;
  };
  const server = createTools({ ...parts, ask: tracked });
  const gone = Promise.race([once(input, "end"), once(input, "close"), once(output, "close")]).catch(() => {});
  // A client that dies while it is written to has gone, and nothing is amiss here.
  output.on("error", () => output.destroy());
  await server.connect(new StdioServerTransport(input, output));
  await gone;
  while (pending.size > 0) await Promise.all(pending);
  await new Promise((resolve) => setImmediate(resolve));
  await server.close();
}
