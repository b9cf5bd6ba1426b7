import { z } from "zod";

/** All that can be set from outside, read once. */
export interface Config {
  telegram: { mode: "off" } | { mode: "polling"; token: string; apiRoot: string };
  /** `publicUrl` is where people reach the page, without a slash at the end; null when it is the host asked for. */
  web: { host: string; port: number; publicUrl: string | null };
  dataDir: string;
  corpusDir: string;
  indexDir: string;
  model: string;
  /** Days for which a question's text and its asker's pseudonym are kept. */
  retentionDays: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
}

/** Every problem of the environment, one sentence each; none of them repeats a secret. */
export class ConfigError extends Error {
  readonly code = "config-invalid";
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const folder = (absent: string) => z.string().min(1, "must name a folder, or be left out").default(absent);
/** Every page and the bot promise ninety days at most. */
const RETENTION_RULE = "must be a whole number of days from 1 to 90";
const Environment = z.object({
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/u, "is not a bot's token; copy it from @BotFather, or leave it out for the web page alone")
    .optional(),
  TELEGRAM_API_ROOT: z.url("must be an address such as https://api.telegram.org").default("https://api.telegram.org"),
  HOST: z.string().min(1, "must be an address such as 127.0.0.1").default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d+$/u, "must be a whole number from 0 to 65535")
    .transform(Number)
    .pipe(z.number().max(65535, "must be a whole number from 0 to 65535"))
    .default(8080),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/u, error: "must be an address such as https://kenes.example.kz, or be left out" })
    .transform((address) => address.replace(/\/+$/u, ""))
    .optional(),
  DATA_DIR: folder("data"),
  CORPUS_DIR: folder("corpus"),
  INDEX_DIR: folder("index"),
  RETENTION_DAYS: z
    .string()
    .regex(/^\d+$/u, RETENTION_RULE)
    .transform(Number)
    .pipe(z.number().min(1, RETENTION_RULE).max(90, RETENTION_RULE))
    .default(90),
  EMBEDDING_MODEL: z.string().min(1, "must name a model's folder or hub name, or be left out").optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info"),
});

/** The bundled model, from the folder that Kenes is started in. */
const BUNDLED_MODEL = "models/multilingual-e5-small";

/** Throws ConfigError naming every wrong setting at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const settings = parsed.data;
  return {
    telegram: settings.BOT_TOKEN
      ? { mode: "polling", token: settings.BOT_TOKEN, apiRoot: settings.TELEGRAM_API_ROOT }
      : { mode: "off" },
    web: { host: settings.HOST, port: settings.PORT, publicUrl: settings.PUBLIC_URL ?? null },
    dataDir: settings.DATA_DIR,
    corpusDir: settings.CORPUS_DIR,
    indexDir: settings.INDEX_DIR,
    model: settings.EMBEDDING_MODEL ?? BUNDLED_MODEL,
    retentionDays: settings.RETENTION_DAYS,
    logLevel: settings.LOG_LEVEL,
  };
}
