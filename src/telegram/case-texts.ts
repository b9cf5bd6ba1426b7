import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { CaseStatus, Shared } from "../desk/case.ts";
import type { Parcel } from "../desk/channel.ts";
import { formatCalendarDay, formatDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import { type CaseAction, writeCaseButton } from "./case-buttons.ts";
import { bold, clip, escapeHtml, italic } from "./html.ts";
import type { Button } from "./keyboard.ts";
import { ROOM, shortPlace } from "./render-passage.ts";
import type { Text } from "./talk.ts";
import { renderWords } from "./words.ts";

/** What is said of questions passed on to people. Pure. */

export interface CaseTexts {
  corpus: Corpus;
  messages: Messages;
}

/** Everything that would be shared, before anything is. `dueDay`: `YYYY-MM-DD`. */
export function renderShared(
  shared: Shared,
  about: CaseTexts & { language: Language; answer: string; dueDay: string },
): Text[] {
  const { messages, language } = about;
  const say = messages[language];
  const places = shared.passages.map((id) =>
    escapeHtml(clip(`· ${shortPlace(about.corpus, id, language)}`, ROOM.other)),
  );
  return renderWords({
    head: [
      escapeHtml(say("case-chat-intro", { day: formatCalendarDay(about.dueDay, language) })),
      "",
      bold(say("handoff-will-share")),
      `${escapeHtml(say("handoff-question"))}:`,
    ],
    words: shared.question,
    tail: [
      `${escapeHtml(say("handoff-language"))}: ${escapeHtml(messages[shared.language]("language-name"))}`,
      `${escapeHtml(say("handoff-found"))}: ${places.length === 0 ? escapeHtml(say("handoff-found-nothing")) : ""}`,
      ...places,
      italic(say("handoff-nothing-else")),
      "",
      escapeHtml(say("handoff-danger")),
    ],
    buttons: [[{ text: say("handoff-confirm"), callback_data: writeCaseButton.pass(about.answer) }]],
  });
}

/** How a case stands, with the centre's answer once there is one. */
export function renderStatus(status: CaseStatus, about: CaseTexts & { language: Language; told?: string }): Text[] {
  const { messages, language, told } = about;
  const say = messages[language];
  const open = status.state === "open";
  const due = say(status.overdue ? "case-overdue" : "case-due", { day: formatCalendarDay(status.dueDay, language) });
  const head = [
    bold(say("case-title", { number: status.number })),
    ...(told === undefined ? [] : [escapeHtml(told)]),
    escapeHtml(`${say(`case-state-${open && status.taken ? "taken" : status.state}`)}${open ? ` ${due}` : ""}`),
  ];
  if (status.reply) {
    const { text, language: textLanguage, passages, at } = status.reply;
    const { number } = status;
    return [{ text: head.join("\n") }, ...renderReply({ number, text, textLanguage, passages, at, language }, about)];
  }
  const words = [status.question ?? "", ...status.notes.map(({ text }) => text)].filter((text) => text !== "");
  return renderWords({
    head,
    words: words.join("\n"),
    tail: open ? [italic(say("case-how-to-add"))] : [],
    buttons: open ? listOpenButtons(status.number, about) : [],
  });
}

function listOpenButtons(number: string, { messages, language }: CaseTexts & { language: Language }): Button[][] {
  const button = (text: string, action: CaseAction) => ({
    text: messages[language](text),
    callback_data: writeCaseButton.case(number, action),
  });
  return [[button("case-status-button", "status"), button("case-add", "add")], [button("case-cancel-open", "cancel")]];
}

/** The answer that came for a case. */
export function renderParcel(parcel: Parcel, about: CaseTexts & { at: number }): Text[] {
  const { number, question, language, text, textLanguage, passages } = parcel;
  const say = about.messages[language];
  const asked = question === null ? [] : [italic(clip(`${say("case-question")}: ${question}`, ROOM.question))];
  const lead = [bold(say("case-title", { number })), ...asked].join("\n");
  const [first, ...others] = renderReply({ number, text, textLanguage, passages, language, at: about.at }, about);
  return first ? [{ ...first, text: `${lead}\n${first.text}` }, ...others] : [];
}

interface Replied {
  number: string;
  text: string;
  textLanguage: Language;
  passages: string[];
  language: Language;
  at: number;
}

function renderReply(reply: Replied, { corpus, messages }: CaseTexts): Text[] {
  const { number, text, textLanguage, passages, language, at } = reply;
  const say = messages[language];
  const rate = (id: string, action: CaseAction) => ({
    text: say(id),
    callback_data: writeCaseButton.case(number, action),
  });
  const attached = passages.map((id) => escapeHtml(clip(`· ${shortPlace(corpus, id, language)}`, ROOM.place)));
  return renderWords({
    head: [
      bold(say("case-reply", { day: formatDay(at, language) })),
      ...(textLanguage === language ? [] : [italic(say(`case-reply-in-${textLanguage}`))]),
    ],
    words: text,
    tail: [
      italic(say("case-reply-whose")),
      ...(attached.length > 0 ? ["", bold(say("case-attached")), ...attached] : []),
      "",
      escapeHtml(say("case-helped")),
    ],
    buttons: [[rate("case-helped-yes", "helped"), rate("case-helped-no", "not-helped")]],
  });
}
