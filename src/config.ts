import { z } from "zod";
import { LANGUAGES, type Language } from "./corpus/passage.ts";

/** All that can be set from outside, read once. */
export interface Config {
  telegram:
    | { mode: "off" }
    | { mode: "polling"; token: string; apiRoot: string }
    | { mode: "webhook"; token: string; apiRoot: string; url: string; secret: string };
  whatsapp:
    | { mode: "off" }
    | {
        mode: "webhook";
        token: string;
        apiRoot: string;
        phoneId: string;
        appSecret: string;
        verifyToken: string;
        /** The business account, where it can't be told from the token. */
        accountId: string | null;
        templates: Partial<Record<Language, { name: string; code: string }>>;
      };
  /** `publicUrl` is where people reach the page, without a slash at the end; null when it is the host asked for. */
  web: { host: string; port: number; publicUrl: string | null; trustedProxies: string[] };
  /** Working days until a question passed on is due; whether a second person lets answers out. */
  desk: { days: number; approval: boolean };
  dataDir: string;
  corpusDir: string;
  indexDir: string;
  /** The nodes of a cluster that holds the index instead of `indexDir`, as addresses; null for one machine. */
  cluster: { hosts: string[]; apiKey: string | null } | null;
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

/** Telegram's own rule for a secret_token. */
const SECRET = /^[\w-]{1,256}$/u;

/** Meta's names of templates, and of the language of one where it isn't simply ours. */
const TEMPLATE = /^[a-z0-9_]{1,512}(\/[a-z]{2}(_[A-Z]{2})?)?$/u;
const template = z
  .string()
  .regex(TEMPLATE, "must be a template's name such as kenes_answer, or kenes_answer/en_GB with its language")
  .optional();
const digits = (what: string) =>
  z
    .string()
    .regex(/^\d{5,32}$/u, `must be ${what}: digits alone`)
    .optional();
/** `weaviates://` for nodes behind TLS; a node without a port listens where Weaviate does by itself. */
const CLUSTER = /^weaviates?:\/\/[\w.[\]:-]+(,[\w.[\]:-]+)*$/u;
const WEAVIATE_PORT = 8080;

function listHosts(url: string): string[] {
  const [scheme, nodes = ""] = url.split("://");
  const protocol = scheme === "weaviates" ? "https" : "http";
  const named = nodes.split(",").map((node) => (/:\d+$/u.test(node) ? node : `${node}:${WEAVIATE_PORT}`));
  return [...new Set(named.map((node) => `${protocol}://${node}`))];
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
  WEBHOOK_URL: z
    .url({
      protocol: /^https?$/u,
      error: "must be an address such as https://example.kz/telegram, or be left out to poll",
    })
    .optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(SECRET, "must be 1 to 256 letters, digits, - or _; make one with: openssl rand -hex 32")
    .optional(),
  WHATSAPP_TOKEN: z
    .string()
    .regex(/^[\w|.-]{20,1000}$/u, "is not an access token of Meta's; make one in the Business Manager")
    .optional(),
  WHATSAPP_PHONE_ID: digits("the id of the telephone number, not the number itself"),
  WHATSAPP_APP_SECRET: z
    .string()
    .regex(/^[\da-fA-F]{16,128}$/u, "is not an app's secret; copy it from the app's basic settings")
    .optional(),
  WHATSAPP_VERIFY_TOKEN: z
    .string()
    .regex(/^\S{8,256}$/u, "must be 8 to 256 letters without spaces; make one with: openssl rand -hex 32")
    .optional(),
  WHATSAPP_API_ROOT: z
    .url({ protocol: /^https?$/u, error: "must be an address such as https://graph.facebook.com/v24.0" })
    .default("https://graph.facebook.com/v24.0"),
  WHATSAPP_ACCOUNT_ID: digits("the id of the business account"),
  WHATSAPP_TEMPLATE_EN: template,
  WHATSAPP_TEMPLATE_RU: template,
  WHATSAPP_TEMPLATE_KK: template,
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
  TRUSTED_PROXY: z
    .string()
    .regex(/^[\da-fA-F.:/]+(,[\da-fA-F.:/]+)*$/u, "must be addresses with commas between, such as 127.0.0.1")
    .optional(),
  HANDOFF_DAYS: z
    .string()
    .regex(/^([1-9]|[12]\d|30)$/u, "must be a whole number of working days from 1 to 30")
    .transform(Number)
    .default(3),
  DESK_APPROVAL: z.enum(["on", "off"], { error: "must be on or off" }).default("off"),
  DATA_DIR: folder("data"),
  CORPUS_DIR: folder("corpus"),
  INDEX_DIR: folder("index"),
  INDEX_URL: z
    .string()
    .regex(CLUSTER, "must be the nodes of a cluster, such as weaviate://10.0.0.1:8080,10.0.0.2:8080, or be left out")
    .transform(listHosts)
    .refine((hosts) => hosts.every((host) => URL.canParse(host)), "names a node that is no address")
    .optional(),
  WEAVIATE_API_KEY: z
    .string()
    .regex(/^[\x21-\x7E]+$/u, "must be the cluster's key, without blanks, or be left out")
    .optional(),
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
  const lacking = findLacking(environment);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConfigError([...wrong, ...lacking]);
  }
  if (lacking.length > 0) throw new ConfigError(lacking);
  const settings = parsed.data;
  return {
    telegram: readTelegram(settings),
    whatsapp: readWhatsapp(settings),
    web: {
      host: settings.HOST,
      port: settings.PORT,
      publicUrl: settings.PUBLIC_URL ?? null,
      trustedProxies: settings.TRUSTED_PROXY?.split(",") ?? [],
    },
    desk: { days: settings.HANDOFF_DAYS, approval: settings.DESK_APPROVAL === "on" },
    dataDir: settings.DATA_DIR,
    corpusDir: settings.CORPUS_DIR,
    indexDir: settings.INDEX_DIR,
    cluster: settings.INDEX_URL ? { hosts: settings.INDEX_URL, apiKey: settings.WEAVIATE_API_KEY ?? null } : null,
    model: settings.EMBEDDING_MODEL ?? BUNDLED_MODEL,
    retentionDays: settings.RETENTION_DAYS,
    logLevel: settings.LOG_LEVEL,
  };
}

/**
 * What can be used of an environment that has wrong settings: those are named and left out. For
 * looking at an installation; the service itself starts with none that is wrong.
 */
export function readDespite(environment: Record<string, string | undefined>): { config: Config; problems: string[] } {
  const problems: string[] = [];
  const left = { ...environment };
  while (true) {
    try {
      return { config: readConfig(left), problems };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      const wrong = error.problems.map((problem) => problem.split(" ")[0] ?? "");
      // A webhook that lacks its secret, or its token, can't be used at all.
      const needed = wrong.includes("WEBHOOK_SECRET") || wrong.includes("BOT_TOKEN");
      // Nor can WhatsApp with a part of what it needs.
      const ofWhatsapp = wrong.some((name) => name.startsWith("WHATSAPP_")) ? NEEDED_BY_WHATSAPP : [];
      for (const name of [...wrong, ...(needed ? ["WEBHOOK_URL"] : []), ...ofWhatsapp]) delete left[name];
    }
  }
}

/** A webhook without a secret would take updates from anybody who knows its address. */
function readTelegram(settings: z.infer<typeof Environment>): Config["telegram"] {
  const { BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = settings;
  if (url === undefined) return token === undefined ? { mode: "off" } : { mode: "polling", token, apiRoot };
  if (token === undefined) throw new ConfigError(["WEBHOOK_URL needs BOT_TOKEN beside it"]);
  if (secret === undefined) {
    const make = "make one with: openssl rand -hex 32";
    throw new ConfigError([`WEBHOOK_SECRET must be set beside WEBHOOK_URL, or anybody could write to it; ${make}`]);
  }
  return { mode: "webhook", token, apiRoot, url, secret };
}

/** Without the secret anybody could write in anybody's name; without the others nothing comes or goes. */
const NEEDED_BY_WHATSAPP = ["WHATSAPP_TOKEN", "WHATSAPP_PHONE_ID", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"];

function findLacking(environment: Record<string, string | undefined>): string[] {
  const given = NEEDED_BY_WHATSAPP.filter((name) => environment[name] !== undefined);
  if (given.length === 0) return [];
  const lacking = NEEDED_BY_WHATSAPP.filter((name) => environment[name] === undefined);
  return lacking.map((name) => `${name} must be set beside ${given.join(", ")}; see docs/whatsapp.md`);
}

function readWhatsapp(settings: z.infer<typeof Environment>): Config["whatsapp"] {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_ID: phoneId, WHATSAPP_APP_SECRET: appSecret } = settings;
  const { WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_ROOT: apiRoot } = settings;
  if (!token || !phoneId || !appSecret || !verifyToken) return { mode: "off" };
  const named = {
    en: settings.WHATSAPP_TEMPLATE_EN,
    ru: settings.WHATSAPP_TEMPLATE_RU,
    kk: settings.WHATSAPP_TEMPLATE_KK,
  };
  const templates = LANGUAGES.flatMap((language) => {
    const [name, code = language] = named[language]?.split("/") ?? [];
    return name ? [[language, { name, code }] as const] : [];
  });
  const accountId = settings.WHATSAPP_ACCOUNT_ID ?? null;
  return {
    mode: "webhook",
    token,
    phoneId,
    appSecret,
    verifyToken,
    apiRoot,
    accountId,
    templates: Object.fromEntries(templates),
  };
}
