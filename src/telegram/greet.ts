import type Database from "better-sqlite3";
import { pause, pauseAfter } from "../delivery/pause.ts";
import type { Messages } from "../messages/messages.ts";
import { BotApiError } from "./bot-api.ts";
import type { BotInfo } from "./conversation.ts";
import type { ReceiverParts } from "./poller.ts";
import { describeBot } from "./profile.ts";

export interface GreetParts extends ReceiverParts {
  database: Database.Database;
  messages: Messages;
  mode: "polling" | "webhook";
}

/**
 * Asks Telegram who this bot is, as often as it takes, and describes the bot to people.
 * Gives null when it was stopped, or when the token was refused.
 */
export async function greet({
  api,
  logger,
  signal,
  database,
  messages,
  mode,
  onRefused,
}: GreetParts): Promise<BotInfo | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      const info = (await api.call("getMe", {}, { signal })) as BotInfo;
      if (mode === "polling") await api.call("deleteWebhook", {}, { signal });
      void describeBot({ api, messages, database, logger, signal });
      return info;
    } catch (error) {
      if (signal.aborted) return null;
      const status = error instanceof BotApiError ? error.status : null;
      if (error instanceof BotApiError && (status === 401 || status === 404)) {
        onRefused(error);
        return null;
      }
      logger.warn({ status, failures }, "Telegram can't be reached; trying again");
      await pause(pauseAfter(error, failures), signal);
    }
  }
  return null;
}
