import { type Context, Telegraf } from "telegraf";
import { createButtons } from "./buttons.ts";
import type { Outgoing, Update } from "./call.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import type { InlineQuery, Message, Press } from "./incoming.ts";
import { createInline } from "./inline.ts";
import { createListener } from "./listener.ts";
import { createTalk, type Talk } from "./talk.ts";

/** The bot's own account, as getMe gives it. */
export type BotInfo = NonNullable<Telegraf["botInfo"]>;

/** One update in, with its number in the inbox; the calls that answer it out. Telegraf routes; nothing but "typing" is sent from here. */
export type Converse = (update: Update, arrival: number) => Promise<Outgoing[]>;

interface Routed extends Context {
  outgoing: Outgoing[];
}

export function createConversation(parts: ConversationParts, botInfo: BotInfo): Converse {
  const bot = new Telegraf<Routed>(parts.token, { telegram: { webhookReply: false } });
  bot.botInfo = botInfo;
  const self = { id: botInfo.id, username: botInfo.username };
  const results = new WeakMap<object, { outgoing: Outgoing[]; arrival: number }>();
  const [listen, press, suggest] = [createListener(parts, self), createButtons(parts, self), createInline(parts, self)];
  const converse = async (ctx: Routed, about: { message: unknown; press: Press | null }, answer: typeof listen) => {
    if (!isMessage(about.message)) return;
    const result = results.get(ctx.update);
    if (!result) return;
    const talk: Talk = createTalk({ arrival: result.arrival, message: about.message, press: about.press, self }, parts);
    await answer(talk);
    result.outgoing.push(...talk.outgoing);
  };
  bot.on("message", (ctx) => converse(ctx, { message: ctx.update.message, press: null }, listen));
  bot.on("callback_query", (ctx) => {
    const pressed = readPress(ctx.update.callback_query);
    return converse(ctx, { message: pressed.message, press: pressed }, press);
  });
  bot.on("inline_query", async (ctx) => {
    const outgoing = await suggest(ctx.update.inline_query satisfies InlineQuery);
    results.get(ctx.update)?.outgoing.push(...outgoing);
  });
  bot.catch((error) => {
    throw error;
  });
  return async (update, arrival) => {
    const outgoing: Outgoing[] = [];
    results.set(update, { outgoing, arrival });
    await bot.handleUpdate(update as never);
    return outgoing;
  };
}

function readPress(query: unknown): Press {
  return query as Press;
}

/** Telegram's promise, checked: a webhook's sender may be anyone who holds the secret. */
function isMessage(value: unknown): value is Message {
  const message = value as Partial<Message> | undefined;
  return typeof message?.message_id === "number" && typeof message.chat?.id === "number";
}
