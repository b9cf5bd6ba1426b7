import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { defineCommand } from "citty";
import type { Config } from "./config.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { examineClock } from "./doctor/clock.ts";
import { examineDataFolder } from "./doctor/data-folder.ts";
import { examineDatabase } from "./doctor/database.ts";
import { type Examine, examineAll, type Finding, fail, ok, warn } from "./doctor/finding.ts";
import { examineDisk, examineMemory, examineNode } from "./doctor/machine.ts";
import { examineEngine } from "./doctor/model-and-index.ts";
import { examinePort } from "./doctor/port.ts";
import { printFindings } from "./doctor/report.ts";
import { examineTelegram } from "./doctor/telegram.ts";
import { examineWhatsapp } from "./doctor/whatsapp.ts";
import { sizeOfDatabase } from "./log/database.ts";
import { readSources } from "./sources.ts";
import { createBotApi } from "./telegram/bot-api.ts";
import { createCloudApi } from "./whatsapp/cloud-api.ts";

export interface DoctorParts {
  config: Config;
  /** What is wrong with the settings: those are left out of `config`. */
  problems: readonly string[];
  /** Version of Node. */
  node: string;
  print: (line: string) => void;
}

/** `npm run doctor`: looks at an installation and says what to mend; 1 when anything must be. Changes nothing. */
export function doctorCommand(parts: DoctorParts) {
  return defineCommand({
    meta: { name: "doctor", description: "Looks at the installation and says what to mend" },
    args: { json: { type: "boolean", description: "One JSON object" } },
    run: async ({ args }) => {
      const findings = await examine(parts);
      const healthy = findings.every(({ status }) => status !== "fail");
      parts.print(args.json ? JSON.stringify({ healthy, findings }) : printFindings(findings));
      return healthy ? 0 : 1;
    },
  });
}

const OF_TELEGRAM = ["BOT_TOKEN", "TELEGRAM_API_ROOT", "WEBHOOK_URL", "WEBHOOK_SECRET"];

/** A database that can't be read is a finding of its own: the corpus is looked at without what the centre changed. */
function readDespiteDatabase(config: Config): Corpus {
  try {
    return readSources(config);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return readSources(config, (documents) => documents);
  }
}

/** Nothing is said of what could only be looked at with other settings. */
const isWrong = (problems: readonly string[], ...settings: string[]) =>
  problems.some((problem) => settings.includes(problem.split(" ")[0] ?? ""));

async function examine({ config, problems, node }: DoctorParts): Promise<Finding[]> {
  const { telegram, dataDir, indexDir } = config;
  const port = isWrong(problems, "PORT", "HOST") ? { findings: [], running: false } : await examinePort(config.web);
  const databaseBytes = sizeOfDatabase(dataDir).main;
  const apiRoot = telegram.mode === "off" ? null : telegram.apiRoot;
  const parts: readonly (readonly [string, Examine])[] = [
    ["settings", () => examineSettings(config, problems)],
    ["node", () => examineNode(node)],
    ["memory", () => examineMemory({ running: port.running })],
    ["disk", () => examineDisk({ DATA_DIR: dataDir, INDEX_DIR: indexDir }, databaseBytes)],
    ["clock", () => examineClock({ apiRoot, builtAt: readBuildTime() })],
    ["data folder", () => examineDataFolder(dataDir)],
    ["database", () => examineDatabase(dataDir, config.retentionDays)],
    ["model", () => examineEngine({ ...config, readCorpus: () => readDespiteDatabase(config) })],
    ["port", () => port.findings],
    ["telegram", () => (isWrong(problems, ...OF_TELEGRAM) ? [] : examineBot(telegram))],
    ["whatsapp", () => examineNumber(config.whatsapp)],
  ];
  return examineAll(parts);
}

function examineBot(telegram: Config["telegram"]): Finding[] | Promise<Finding[]> {
  if (telegram.mode === "off") return [ok("telegram", "The bot is off: BOT_TOKEN is not set")];
  const webhook = telegram.mode === "webhook" ? telegram.url : null;
  return examineTelegram({ api: createBotApi(telegram), webhook, host: new URL(telegram.apiRoot).host });
}

/** Nothing is said where it is off: most installations have none. */
function examineNumber(whatsapp: Config["whatsapp"]): Finding[] | Promise<Finding[]> {
  if (whatsapp.mode === "off") return [];
  const { accountId, templates, apiRoot } = whatsapp;
  return examineWhatsapp({ api: createCloudApi(whatsapp), accountId, templates, host: new URL(apiRoot).host });
}

function examineSettings({ telegram, web }: Config, problems: readonly string[]): Finding[] {
  const wrong = problems.map((problem) => fail("settings", problem, "Mend it where the service's environment is set."));
  const open = !["127.0.0.1", "::1", "localhost"].includes(web.host);
  const plain = telegram.mode === "webhook" && new URL(telegram.url).protocol === "http:";
  return [
    ...(wrong.length > 0 ? wrong : [ok("settings", `All are right; Telegram: ${telegram.mode}`)]),
    ...(open
      ? [
          warn(
            "settings",
            `HOST is ${web.host}: whoever reaches this machine reaches Kenes unencrypted`,
            "Unless a container or a proxy stands before it, set HOST to 127.0.0.1.",
          ),
        ]
      : []),
    ...(plain
      ? [
          warn(
            "settings",
            "WEBHOOK_URL is http",
            "Telegram delivers to https alone: put a proxy with a certificate before it.",
          ),
        ]
      : []),
  ];
}

/** When this program was built, milliseconds since 1970. */
function readBuildTime(): number {
  return statSync(fileURLToPath(import.meta.url)).mtimeMs;
}
