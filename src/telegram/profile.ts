import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { LANGUAGES } from "../corpus/passage.ts";
import { hashText } from "../corpus/text.ts";
import type { Messages } from "../messages/messages.ts";
import type { BotApi } from "./bot-api.ts";
import { COMMANDS } from "./commands.ts";

/**
 * What people see of the bot before they write: its commands, name and descriptions in each language,
 * in Kazakh for every other. A failure is logged and nothing else; the bot answers all the same.
 */

export interface ProfileParts {
  api: BotApi;
  messages: Messages;
  database: Database.Database;
  logger: Logger;
  signal: AbortSignal;
}

/** The setting that remembers which texts Telegram has: it lets a bot change its name only a few times a day. */
const SETTING = "telegram-profile";

export async function describeBot({ api, messages, database, logger, signal }: ProfileParts): Promise<void> {
  const call = async (method: string, payload: object): Promise<boolean> => {
    try {
      await api.call(method, payload, { signal });
      return true;
    } catch (err) {
      if (!signal.aborted) logger.warn({ err, method }, "the bot's profile could not be set");
      return false;
    }
  };
  for (const { language_code, say } of listAudiences(messages)) {
    const commands = COMMANDS.map((command) => ({ command, description: say(`command-${command}`) }));
    await call("setMyCommands", { commands, ...language_code });
  }
  const texts = listTexts(messages);
  const hash = hashText(JSON.stringify(texts));
  const known = database.prepare<[string], { value: string }>("SELECT value FROM settings WHERE name = ?").get(SETTING);
  if (known?.value === hash) return;
  let complete = true;
  for (const { method, payload } of texts) complete = (await call(method, payload)) && complete;
  if (complete) database.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)").run(SETTING, hash);
}

function listTexts(messages: Messages): { method: string; payload: object }[] {
  return listAudiences(messages).flatMap(({ language_code, say }) => [
    { method: "setMyName", payload: { name: say("bot-name"), ...language_code } },
    { method: "setMyDescription", payload: { description: say("bot-description"), ...language_code } },
    { method: "setMyShortDescription", payload: { short_description: say("bot-short-description"), ...language_code } },
  ]);
}

/** Each language, and Kazakh for those whose Telegram speaks none of them. */
function listAudiences(messages: Messages) {
  return [
    { language_code: {}, say: messages.kk },
    ...LANGUAGES.map((language) => ({ language_code: { language_code: language }, say: messages[language] })),
  ];
}
