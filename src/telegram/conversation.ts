import { type Context, Telegraf } from "telegraf";
import type { Ask } from "../answer/answer.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { QueryLog } from "../log/query-log.ts";
import type { Messages } from "../messages/messages.ts";
import { escapeHtml } from "./html.ts";
import { type Message, readButton, renderAnswer, renderPassage } from "./render.ts";
import type { Outgoing, TelegramStore, Update } from "./store.ts";

export interface ConversationParts {
  token: string;
  corpus: Corpus;
  messages: Messages;
  pseudonym: Pseudonym;
  log: QueryLog;
  store: TelegramStore;
  ask: (asker: string) => Ask;
}

/** The bot's own account, as getMe gives it. */
export type BotInfo = NonNullable<Telegraf["botInfo"]>;

/** One update in, the messages that answer it out. Telegraf routes; nothing is sent from here. */
export type Converse = (update: Update) => Promise<Outgoing[]>;

interface Talk extends Context {
  outgoing: Outgoing[];
}

export function createConversation(parts: ConversationParts, botInfo: BotInfo): Converse {
  const bot = new Telegraf<Talk>(parts.token, { telegram: { webhookReply: false } });
  bot.botInfo = botInfo;
  const answers = new WeakMap<object, Outgoing[]>();
  bot.use((ctx, next) => {
    ctx.outgoing = answers.get(ctx.update) ?? [];
    return next();
  });
  addCommands(bot, parts);
  bot.on("callback_query", (ctx) => pressButton(ctx, parts));
  bot.on("message", (ctx) => answerMessage(ctx, parts));
  bot.catch((error) => {
    throw error;
  });
  return async (update) => {
    const outgoing: Outgoing[] = [];
    answers.set(update, outgoing);
    await bot.handleUpdate(update as never);
    return outgoing;
  };
}

function addCommands(bot: Telegraf<Talk>, parts: ConversationParts): void {
  bot.start((ctx) => say(ctx, [{ text: textOf(ctx, parts, "start"), buttons: languageButtons(parts) }]));
  bot.help((ctx) => say(ctx, [{ text: textOf(ctx, parts, "help") }]));
  bot.command("language", (ctx) =>
    say(ctx, [{ text: textOf(ctx, parts, "language-choose"), buttons: languageButtons(parts) }]),
  );
  bot.command("about", (ctx) => {
    const language = languageOf(ctx, parts);
    const texts = parts.corpus.documents.map(({ titles, symbol, date, publisher }) =>
      escapeHtml(parts.messages[language]("about", { title: titles[language], symbol, date, publisher })),
    );
    return say(ctx, [{ text: texts.join("\n\n") }]);
  });
}

async function answerMessage(ctx: Talk, parts: ConversationParts): Promise<void> {
  const message = ctx.message as { text?: string; chat: { type: string } } | undefined;
  if (!message || !isForUs(ctx)) return;
  if (message.text === undefined) {
    if (message.chat.type === "private") await say(ctx, [{ text: textOf(ctx, parts, "not-text") }]);
    return;
  }
  if (message.text.startsWith("/")) return say(ctx, [{ text: textOf(ctx, parts, "unknown-command") }]);
  const asker = askerOf(ctx, parts);
  const text = message.text.replaceAll(`@${ctx.botInfo.username}`, " ").trim();
  const chosen = parts.store.language(asker);
  const answer = await parts.ask(asker)(chosen === undefined ? { text } : { text, language: chosen });
  await say(ctx, renderAnswer(answer, parts.messages[answer.language]));
}

/** In a group only what names the bot or replies to it. */
function isForUs(ctx: Talk): boolean {
  const message = ctx.message as
    | { text?: string; chat: { type: string }; reply_to_message?: { from?: { id: number } } }
    | undefined;
  if (!message || message.chat.type === "private") return true;
  if (message.reply_to_message?.from?.id === ctx.botInfo.id) return true;
  return message.text?.includes(`@${ctx.botInfo.username}`) ?? false;
}

async function pressButton(ctx: Talk, parts: ConversationParts): Promise<void> {
  const query = ctx.callbackQuery as { data?: string } | undefined;
  const chosen = LANGUAGES.find((language) => query?.data === `language:${language}`);
  if (chosen) {
    parts.store.setLanguage(askerOf(ctx, parts), chosen);
    return say(ctx, [{ text: escapeHtml(parts.messages[chosen]("language-set")) }]);
  }
  const button = readButton(query?.data ?? "");
  const logged = button && parts.log.find(button.answer);
  if (!button || !logged) return say(ctx, [{ text: textOf(ctx, parts, "edited-or-old") }]);
  if (logged.asker !== askerOf(ctx, parts)) return say(ctx, [{ text: textOf(ctx, parts, "not-yours") }]);
  const position = button.position + (button.action === "next" ? 1 : 0);
  const found = parts.corpus.find(logged.passages[position] ?? "");
  const language = logged.language;
  if (!found) return say(ctx, [{ text: escapeHtml(parts.messages[language]("no-more")) }]);
  const about = { say: parts.messages[language], language, ...button, position, total: logged.passages.length };
  await say(ctx, renderPassage(found, about));
}

async function say(ctx: Talk, messages: readonly Message[]): Promise<void> {
  const chat = ctx.chat?.id;
  if (chat === undefined) return;
  const about = ctx.message as { message_id?: number; message_thread_id?: number } | undefined;
  for (const { text, buttons } of messages) {
    ctx.outgoing.push({
      chat: String(chat),
      method: "sendMessage",
      payload: {
        chat_id: chat,
        text,
        parse_mode: "HTML",
        link_preview_options: { is_disabled: true },
        ...(about?.message_thread_id === undefined ? {} : { message_thread_id: about.message_thread_id }),
        ...(buttons ? { reply_markup: { inline_keyboard: buttons } } : {}),
      },
    });
  }
}

function languageButtons({ messages }: ConversationParts) {
  return [
    LANGUAGES.map((language) => ({ text: messages[language]("language-name"), callback_data: `language:${language}` })),
  ];
}

function askerOf(ctx: Talk, { pseudonym }: ConversationParts): string {
  return pseudonym("telegram", String(ctx.from?.id ?? ctx.chat?.id ?? "nobody"));
}

/** The language chosen, else that of the asker's Telegram, else Kazakh. */
function languageOf(ctx: Talk, parts: ConversationParts): Language {
  const code = ctx.from?.language_code?.slice(0, 2);
  return parts.store.language(askerOf(ctx, parts)) ?? LANGUAGES.find((language) => language === code) ?? "kk";
}

function textOf(ctx: Talk, parts: ConversationParts, id: string): string {
  return escapeHtml(parts.messages[languageOf(ctx, parts)](id));
}
