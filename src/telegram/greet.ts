import { LANGUAGES } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import { type BotApi, BotApiError } from "./bot-api.ts";
import type { BotInfo } from "./conversation.ts";
import { pause, pauseAfter } from "./pause.ts";
import type { ReceiverParts } from "./poller.ts";

export interface GreetParts extends ReceiverParts {
  messages: Messages;
  mode: "polling" | "webhook";
}

/**
 * Asks Telegram who this bot is, as often as it takes, and describes the commands to people.
 * Gives null when it was stopped, or when the token was refused.
 */
export async function greet({ api, logger, signal, messages, mode, onRefused }: GreetParts): Promise<BotInfo | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      const info = (await api.call("getMe", {}, { signal })) as BotInfo;
      if (mode === "polling") await api.call("deleteWebhook", {}, { signal });
      describeCommands(api, messages, signal).catch((error: unknown) => {
        const { status } = error as Partial<BotApiError>;
        if (!signal.aborted) logger.warn({ status }, "the commands could not be described");
      });
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

async function describeCommands(api: BotApi, messages: Messages, signal: AbortSignal): Promise<void> {
  for (const language of LANGUAGES) {
    const say = messages[language];
    const commands = ["start", "help", "language", "about"].map((command) => ({
      command,
      description: say(`command-${command}`),
    }));
    await api.call("setMyCommands", { commands, language_code: language }, { signal });
    if (language === "kk") await api.call("setMyCommands", { commands }, { signal });
  }
}
