import type { Answer, Question } from "../answer/answer.ts";
import { createCases } from "./cases.ts";
import { createCommands } from "./commands.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { escapeHtml } from "./html.ts";
import { isForUs, isPrivate, readCommand, readContent, type Self, withoutMention } from "./incoming.ts";
import { renderAnswer } from "./render.ts";
import { addressOf, say, type Talk, type Text } from "./talk.ts";

/** Answers what people write. */

export function createListener(parts: ConversationParts, self: Self): (talk: Talk) => Promise<void> {
  const command = createCommands(parts, self);
  const cases = createCases(parts);
  return async (talk) => {
    const { message } = talk;
    // A group that grew: what was passed on there is answered in the new one.
    if (typeof message.migrate_to_chat_id === "number") {
      return parts.desk.moveAddress("telegram", String(message.chat.id), String(message.migrate_to_chat_id));
    }
    if (!isForUs(message, self)) return;
    if (message.text === undefined) return answerWordless(talk, parts);
    if (message.text.startsWith("/")) return command(talk, readCommand(message.text, self));
    const text = withoutMention(message.text, self);
    if (cases.add(talk, text)) return;
    const previous = parts.askers.lastQuestion(talk.asker, talk.chat);
    say(talk, await answerQuestion(talk, parts, { text, ...(previous === undefined ? {} : { previous }) }));
  };
}

/** Asks, remembers the question for a follow-up, and gives the messages that answer it. */
export async function answerQuestion(talk: Talk, parts: ConversationParts, question: Question): Promise<Text[]> {
  const { chosen, asker, chat } = talk;
  const language = question.language ?? chosen;
  const answer = await parts.ask(
    asker,
    addressOf(talk),
  )({ ...question, ...(language === undefined ? {} : { language }) });
  if (isRemembered(answer)) parts.askers.rememberQuestion({ asker, chat, text: answer.continuing ?? question.text });
  return renderAnswer(answer, {
    messages: parts.messages,
    botName: talk.self.username,
    publicUrl: parts.publicUrl,
    documents: question.document === undefined ? parts.corpus.documents : [],
    originalOf: (symbol) => parts.corpus.documents.find((one) => one.symbol === symbol)?.language ?? "en",
  });
}

/** A cry for help is kept no longer than it must be, and a greeting is nothing to follow up. */
function isRemembered({ kind, reason }: Answer): boolean {
  if (kind === "answered") return true;
  return reason === "related-only" || reason === "too-broad" || reason === "not-in-document";
}

/** A kind sentence for a photo, a voice or a sticker: one for a whole album, none for news of the chat itself. */
function answerWordless(talk: Talk, parts: ConversationParts): void {
  const { message } = talk;
  const content = readContent(message);
  if (content === null) return;
  if (!isPrivate(message) && message.reply_to_message === undefined) return;
  if (message.media_group_id !== undefined) {
    const album = parts.pseudonym("telegram-album", `${message.chat.id}:${message.media_group_id}`);
    if (parts.askers.isRepeat({ message: album, data: "album", update: talk.arrival })) return;
  }
  say(talk, [{ text: escapeHtml(parts.messages[talk.language](`not-text-${content}`)) }]);
}
