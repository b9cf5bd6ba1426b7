import { createInterface } from "node:readline";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { App } from "./app.ts";
import { askSecret } from "./ask-secret.ts";
import { type Config, ConfigError, readConfig, readDespite } from "./config.ts";
import { createLogger } from "./log/logger.ts";
import { createProgress } from "./progress.ts";

/** The only file that touches `process`: environment and arguments in, exit code out. */

/**
 * Old memory is looked through when it has grown by so many percent. By its own measure V8 lets 47 MB
 * that live grow to 190 under load; like this 2,000 questions add 6 MB, at no measurable cost.
 */
const HEAP_GROWTH = 30;
const holdHeap = () => setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
/** Reading the corpus and the index leaves 60 MB behind that nothing holds: cleared away once, when all is up. */
setFlagsFromString("--expose-gc");
const clearAway = runInNewContext("gc") as () => void;

// Whoever reads the log may end before us: no reason to stop answering.
process.stderr.on("error", () => {});
const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);

try {
  const [command] = process.argv.slice(2);
  // The doctor names what is wrong with the settings beside all else; everything else refuses them.
  const { config, problems } =
    command === "doctor" ? readDespite(process.env) : { config: readConfig(process.env), problems: [] };
  if (command === undefined) await serve(config);
  else {
    holdHeap();
    const { runCli } = await import("./cli.ts");
    process.exitCode = await runCli(process.argv.slice(2), {
      config,
      problems,
      surroundings: surroundingsOf(config),
      progressOf: (label) => createProgress(process.stderr, label),
      print: (line) => process.stdout.write(`${line}\n`),
      askSecret: (question) => askSecret({ input: process.stdin, output: process.stderr }, question),
      streams: { input: process.stdin, output: process.stdout },
      lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    });
  }
} catch (error) {
  process.exitCode = 1;
  tell(describe(error));
}

async function serve(config: Config): Promise<void> {
  let app: App | null = null;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) process.exit(code || 1);
    stopping = true;
    const limit = setTimeout(() => process.exit(code || 1), 10_000);
    await app?.stop();
    clearTimeout(limit);
    process.exit(code);
  };
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGINT", () => void stop(0));
  // Loaded only now: it takes half a second, in which a stop is to be clean too.
  const { startApp } = await import("./app.ts");
  app = await startApp(config, {
    ...surroundingsOf(config),
    onFatal: (error) => {
      tell(describe(error));
      void stop(1);
    },
  });
  clearAway();
  // Only now: while all is read in nearly everything lives, and looking through it so often takes .1 s.
  holdHeap();
}

function surroundingsOf(config: Config) {
  return {
    logger: createLogger(config.logLevel, secretsOf(config)),
    tell,
    progress: createProgress(process.stderr),
    readMemory: () => process.memoryUsage.rss(),
    node: process.version,
    onFatal: (error: unknown) => tell(describe(error)),
  };
}

function secretsOf({ telegram, whatsapp, cluster }: Config): string[] {
  return [
    ...(telegram.mode === "off" ? [] : [telegram.token]),
    ...(telegram.mode === "webhook" ? [telegram.secret] : []),
    ...(whatsapp.mode === "off" ? [] : [whatsapp.token, whatsapp.appSecret, whatsapp.verifyToken]),
    ...(cluster?.apiKey ? [cluster.apiKey] : []),
  ];
}

/** One sentence a problem, and what to do about it; a stack only for what nobody foresaw. */
function describe(error: unknown): string {
  if (error instanceof ConfigError) return error.problems.join("\n");
  if (!(error instanceof Error)) return String(error);
  const { remedy, code, port } = error as Error & { remedy?: string; code?: string; port?: number };
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop what uses it, or set PORT to another one (0: any).`;
  if (code === "EACCES" && port !== undefined) return `Port ${port} may not be used by this user. Set PORT above 1023.`;
  return remedy === undefined ? error.message : `${error.message}. ${remedy}`;
}
