import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Where a secret is typed, and where it is asked for. */
export interface SecretStreams {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
}

/** A line from a terminal without showing it, or the first line of what is piped in. Empty when there is none; throws on Ctrl+C. */
export function askSecret({ input, output }: SecretStreams, question: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (input.isTTY) output.write(question);
  const lines = createInterface({ input, output: unseen, terminal: input.isTTY === true });
  return new Promise((settle, refuse) => {
    lines.once("SIGINT", () => {
      refuse(new Error("Stopped; nothing was changed."));
      lines.close();
    });
    lines.once("line", (line) => {
      settle(line);
      lines.close();
      if (input.isTTY) output.write("\n");
    });
    lines.once("close", () => settle(""));
  });
}
