import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Where a secret is typed, and where it is asked for. */
export interface SecretStreams {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
}

/** A line from a terminal without showing it, or the first line of what is piped in. Empty when there is none. */
export function askSecret({ input, output }: SecretStreams, question: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (input.isTTY) output.write(question);
  const lines = createInterface({ input, output: unseen, terminal: input.isTTY === true });
  return new Promise((settle) => {
    const end = (line: string) => {
      lines.close();
      if (input.isTTY) output.write("\n");
      settle(line);
    };
    lines.once("line", end);
    lines.once("close", () => settle(""));
  });
}
