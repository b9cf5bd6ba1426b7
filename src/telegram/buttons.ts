import type { Language } from "../corpus/passage.ts";
import type { Logged } from "../log/query-log.ts";
import { putAbove } from "./around.ts";
import { hashPassage, type Pressed, readButton, type Verdict, type View, writeButton } from "./button-data.ts";
import { createCases } from "./cases.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { escapeHtml } from "./html.ts";
import { isPrivate, type Self } from "./incoming.ts";
import { type Button, listOpinionButtons, listPassageButtons, listReasonButtons } from "./keyboard.ts";
import { createPassageFinder, linkPassage, renderProof, shareLink } from "./links.ts";
import { answerQuestion } from "./listener.ts";
import { showOpened } from "./opened.ts";
import { forget } from "./privacy.ts";
import { renderPassage } from "./render-passage.ts";
import { edit, editButtons, say, type Talk } from "./talk.ts";

/**
 * Answers presses of buttons by changing the message they stand under. What a button carries may be
 * forged: an answer is shown to nobody but its asker, and every mistake ends in a polite sentence.
 */

export function createButtons(parts: ConversationParts, self: Self): (talk: Talk) => Promise<void> {
  const find = createPassageFinder(parts.corpus);
  const cases = createCases(parts);
  return async (talk) => {
    const data = typeof talk.press?.data === "string" ? talk.press.data : "";
    const { chat, message_id } = talk.message;
    const message = parts.pseudonym("telegram-press", `${chat.id}:${message_id}:${talk.asker}`);
    if (parts.askers.isRepeat({ message, data: data.slice(0, 64), update: talk.arrival })) return;
    if (cases.press(talk, data)) return;
    const pressed = readButton(data);
    if (!pressed) return refuse(talk, parts, "edited-or-old");
    await follow(pressed);

    async function follow(button: Pressed): Promise<void> {
      if (button.action === "language") return chooseLanguage(talk, parts, button.language);
      if (button.action === "forget") {
        if (!isPrivate(talk.message)) return refuse(talk, parts, "edited-or-old");
        return forget(talk, parts, button.sure);
      }
      if (button.action === "open") {
        const found = find(button.opened.hash);
        if (!found) return refuse(talk, parts, "edited-or-old");
        return edit(talk, showOpened(found, { parts, self, opened: button.opened }));
      }
      const answer = "view" in button ? button.view.answer : button.answer;
      const logged = parts.log.find(answer);
      if (logged?.text == null) return refuse(talk, parts, "edited-or-old");
      if (!isTheirs(logged, talk, parts)) return refuse(talk, parts, "not-yours");
      if (button.action === "show") return showView(talk, parts, { view: button.view, logged });
      if (button.action === "rate") return rate(talk, parts, { ...button, logged });
      await askAgain(talk, parts, {
        text: logged.text,
        ...(button.action === "choose" ? { within: button.choice } : {}),
        ...(button.action === "only" ? { document: findDocument(parts, button.document) } : {}),
      });
    }
  };
}

function chooseLanguage(talk: Talk, { askers, messages }: ConversationParts, language: Language): void {
  askers.setLanguage(talk.asker, language);
  edit(talk, [{ text: escapeHtml(messages[language]("language-set")) }]);
}

/** In words, as a new message: the one that the button stands under may be somebody else's. */
function refuse(talk: Talk, { messages }: ConversationParts, id: "edited-or-old" | "not-yours"): void {
  say(talk, [{ text: escapeHtml(messages[talk.language](id)) }]);
}

/**
 * The one who asked; in a group also for what was asked in the group's own name: its anonymous
 * administrators press as themselves, and nobody can tell which of the members it was.
 */
function isTheirs({ asker }: Logged, talk: Talk, { pseudonym }: ConversationParts): boolean {
  if (asker === talk.asker) return true;
  return !isPrivate(talk.message) && asker === pseudonym("telegram", String(talk.message.chat.id));
}

interface LoggedView {
  view: View;
  logged: Logged;
}

function showView(talk: Talk, parts: ConversationParts, { view, logged }: LoggedView): void {
  const found = parts.corpus.find(logged.passages[view.position] ?? "");
  if (!found) {
    say(talk, [{ text: escapeHtml(parts.messages[view.language]("no-more")) }]);
    return;
  }
  const speak = parts.messages[view.language];
  const texts = renderPassage(found, {
    messages: parts.messages,
    mode: view.mode,
    language: view.language,
    excerpt: excerptOf(found, { view, logged }),
    of: {
      number: view.position + 1,
      total: logged.passages.length,
      near: view.position >= Math.max(1, logged.shown),
    },
    tail: renderProof(logged.code, parts, speak),
    buttons: [...listViews(talk, parts, { view, logged }), ...listOpinionButtons(parts.messages, view)],
  });
  const notice = parts.desk.announcements.notice(view.language);
  edit(talk, putAbove(texts, notice === null ? [] : [notice]));
}

/** The excerpt as the answer showed it; in another language only the whole passage is known. */
function excerptOf(
  { passage, document }: NonNullable<ReturnType<ConversationParts["corpus"]["find"]>>,
  { view, logged }: LoggedView,
): string | null {
  const range = logged.excerpts[view.position];
  if (!range || view.language !== logged.language) return null;
  const text =
    view.language === document.language ? passage.text : (passage.renderings[view.language]?.text ?? passage.text);
  return text.slice(...range);
}

/** The buttons that lead to the other views of a logged answer. */
function listViews(talk: Talk, { corpus, messages }: ConversationParts, { view, logged }: LoggedView): Button[][] {
  const id = logged.passages[view.position] ?? "";
  const document = corpus.find(id)?.document;
  return listPassageButtons({
    messages,
    shown: view,
    total: logged.passages.length,
    hasExcerpt: view.language === logged.language && Boolean(logged.excerpts[view.position]),
    original: document?.language ?? "en",
    lead: (to) => writeButton.show({ ...view, ...to }),
    share: shareLink(linkPassage(talk.self.username, id), document?.symbol ?? ""),
  });
}

/** Keeps an opinion; "no" is kept at once and asks for the reason. */
function rate(
  talk: Talk,
  parts: ConversationParts,
  { view, logged, verdict }: LoggedView & { verdict: Verdict },
): void {
  const { messages, askers } = parts;
  const reason = verdict === "yes" || verdict === "no" ? null : verdict;
  askers.rate({ answer: view.answer, asker: talk.asker, helped: verdict === "yes", reason });
  const views = listViews(talk, parts, { view, logged });
  editButtons(talk, verdict === "no" ? [...views, ...listReasonButtons(messages, view)] : views);
  if (verdict === "no") return;
  say(talk, [{ text: escapeHtml(messages[view.language](verdict === "yes" ? "thanks-helped" : "thanks-reason")) }]);
}

/** The logged question once more: on its own, or under one heading. */
async function askAgain(
  talk: Talk,
  parts: ConversationParts,
  question: { text: string; within?: string; document?: string },
): Promise<void> {
  edit(talk, await answerQuestion(talk, parts, question));
}

/** One that was taken out meanwhile is answered so. */
function findDocument({ corpus }: ConversationParts, hash: string): string {
  return corpus.documents.find(({ id }) => hashPassage(id) === hash)?.id ?? hash;
}
