import { type LevelWithSilent, type Logger, pino } from "pino";

/** Fields that could hold what an asker wrote, or a secret: never printed, whoever logs them. */
const REDACTED = ["text", "question", "body", "payload", "token", "url", "chat", "from", "name"];

/** Lines of JSON on standard error; standard output belongs to answers. */
export function createLogger(level: LevelWithSilent, secrets: readonly string[]): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: REDACTED.flatMap((field) => [field, `*.${field}`]), censor: "[redacted]" },
      hooks: { streamWrite: (line) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), line) },
      serializers: { err: describeError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error's kind, code and stack; not its message's tail, which may quote what somebody wrote. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, code, remedy } = error as Error & { code?: unknown; remedy?: unknown };
  const stack = error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { kind: name, code, remedy, stack: stack?.slice(0, 8).join("\n") };
}
