import type { Answer, Question } from "../answer/answer.ts";
import type { Logged } from "../log/query-log.ts";
import type { Verdict, View } from "./actions.ts";
import { plain } from "./markup.ts";
import { listChoices } from "./menu.ts";
import { renderAnswer } from "./render.ts";
import { type Found, renderPassage } from "./render-passage.ts";
import type { Choice } from "./reply.ts";
import { type ConversationParts, rememberView, say, type Talk } from "./talk.ts";

/** Questions and what follows on their answers. */

/** Asks, remembers the question for a follow-up and what was shown, and says the answer. */
export async function answerQuestion(talk: Talk, parts: ConversationParts, question: Question): Promise<void> {
  const { chosen, asker, chat, message } = talk;
  const language = question.language ?? chosen;
  const answer = await parts.ask(asker, message.chat)({ ...question, ...(language === undefined ? {} : { language }) });
  if (isRemembered(answer)) {
    parts.askers.rememberQuestion({ asker, chat, text: answer.continuing ?? question.text });
  }
  // A greeting leads nowhere; all else can be gone on from, if only to a person.
  if (answer.kind !== "greeting") {
    rememberView(talk, { answer: answer.id, position: 0, mode: "excerpt", language: answer.language }, parts);
  }
  const texts = renderAnswer(answer, {
    messages: parts.messages,
    publicUrl: parts.publicUrl,
    originalOf: (symbol) => parts.corpus.documents.find((one) => one.symbol === symbol)?.language ?? "en",
  });
  say(talk, texts, { messages: parts.messages, language: answer.language });
}

/** A cry for help is kept no longer than it must be, and a greeting is nothing to follow up. */
function isRemembered({ kind, reason }: Answer): boolean {
  if (kind === "answered") return true;
  return reason === "related-only" || reason === "too-broad" || reason === "not-in-document";
}

/** What the log has of an answer of this asker's; null, and said so, when it isn't theirs or is gone. */
export function findLogged(talk: Talk, parts: ConversationParts, answer: string): (Logged & { text: string }) | null {
  const logged = parts.log.find(answer);
  const speak = parts.messages[talk.language];
  if (logged?.text == null) {
    say(talk, [{ text: plain(speak("edited-or-old")) }], parts);
    return null;
  }
  if (logged.asker !== talk.asker) {
    say(talk, [{ text: plain(speak("not-yours")) }], parts);
    return null;
  }
  return { ...logged, text: logged.text };
}

/** Another view of a logged answer: another passage, another language, the whole of it. */
export function showView(talk: Talk, parts: ConversationParts, view: View): void {
  const logged = findLogged(talk, parts, view.answer);
  if (!logged) return;
  const { messages } = parts;
  const found = parts.corpus.find(logged.passages[view.position] ?? "");
  if (!found) {
    say(talk, [{ text: plain(messages[view.language]("no-more")) }], { messages, language: view.language });
    return;
  }
  const excerpt = excerptOf(found, { view, logged });
  const texts = renderPassage(found, {
    ...{ messages, excerpt, mode: view.mode, language: view.language },
    of: {
      number: view.position + 1,
      total: logged.passages.length,
      near: view.position >= Math.max(1, logged.shown),
    },
    choices: listChoices({
      ...{ messages, view, total: logged.passages.length },
      hasExcerpt: excerpt !== null,
      original: found.document.language,
      isContinuing: false,
    }),
  });
  rememberView(talk, view, parts);
  say(talk, texts, { messages, language: view.language });
}

/** The excerpt as the answer showed it; in another language only the whole passage is known. */
function excerptOf({ passage, document }: Found, { view, logged }: { view: View; logged: Logged }): string | null {
  const range = logged.excerpts[view.position];
  if (!range || view.language !== logged.language) return null;
  const text =
    view.language === document.language ? passage.text : (passage.renderings[view.language]?.text ?? passage.text);
  return text.slice(...range);
}

/** Keeps an opinion; "no" is kept at once and asks for the reason. */
export function rate(talk: Talk, parts: ConversationParts, { view, verdict }: { view: View; verdict: Verdict }): void {
  if (!findLogged(talk, parts, view.answer)) return;
  const { messages, askers } = parts;
  const speak = messages[view.language];
  const reason = verdict === "yes" || verdict === "no" ? null : verdict;
  askers.rate({ answer: view.answer, asker: talk.asker, helped: verdict === "yes", reason });
  const because = (title: string, why: Verdict): Choice => ({ title, action: { kind: "rate", view, verdict: why } });
  const text =
    verdict === "no"
      ? {
          text: plain(speak("wa-why")),
          choices: [
            because(speak("wa-not-asked"), "other-question"),
            because(speak("wa-unclear"), "unclear"),
            because(speak("wa-wrong"), "wrong"),
          ],
        }
      : { text: plain(speak(verdict === "yes" ? "thanks-helped" : "thanks-reason")) };
  say(talk, [text], { messages, language: view.language });
}

/** The logged question once more: on its own, or under one heading. */
export async function askAgain(
  talk: Talk,
  parts: ConversationParts,
  { answer, choice }: { answer: string; choice?: string },
): Promise<void> {
  const logged = findLogged(talk, parts, answer);
  if (!logged) return;
  await answerQuestion(talk, parts, { text: logged.text, ...(choice === undefined ? {} : { within: choice }) });
}
