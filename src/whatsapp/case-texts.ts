import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { CaseStatus, Shared } from "../desk/case.ts";
import { formatCalendarDay, formatDay } from "../messages/dates.ts";
import type { Messages } from "../messages/messages.ts";
import type { CaseAction } from "./actions.ts";
import { bold, clip, italic, plain, quote, splitText } from "./markup.ts";
import { shorten } from "./render.ts";
import { placeOf, ROOM } from "./render-passage.ts";
import type { Choice, Text } from "./reply.ts";

/** What is said of questions passed on to people. Pure. */

export interface CaseTexts {
  corpus: Corpus;
  messages: Messages;
  language: Language;
}

/** Words of somebody between lines of ours: several messages when they are long, choices on the last. */
export function renderWords(about: { head: string[]; words: string; tail: string[]; choices: Choice[] }): Text[] {
  const parts = about.words.trim() === "" ? [""] : about.words.split(/\n{2,}/u).flatMap(splitText);
  return parts.map((part, position) => {
    const last = position === parts.length - 1;
    const lines = [
      ...(position === 0 ? about.head : []),
      ...(part === "" ? [] : [quote(part)]),
      ...(last ? about.tail : []),
    ];
    return { text: lines.join("\n"), ...(last ? { choices: about.choices } : {}) };
  });
}

/** Everything that would be shared, before anything is. `dueDay`: `YYYY-MM-DD`. */
export function renderShared(shared: Shared, about: CaseTexts & { answer: string; dueDay: string }): Text[] {
  const { messages, language, answer } = about;
  const say = messages[language];
  const places = shared.passages.map((id) => plain(clip(`· ${shortPlace(about, id)}`, ROOM.other)));
  const found = `${say("handoff-found")}: ${places.length === 0 ? say("handoff-found-nothing") : ""}`;
  return renderWords({
    head: [
      plain(say("wa-case-intro", { day: formatCalendarDay(about.dueDay, language) })),
      "",
      bold(say("handoff-will-share")),
      `${plain(say("handoff-question"))}:`,
    ],
    words: shared.question,
    tail: [
      `${plain(say("handoff-language"))}: ${plain(messages[shared.language]("language-name"))}`,
      plain(found.trim()),
      ...places,
      italic(say("handoff-nothing-else")),
      "",
      plain(say("handoff-danger")),
    ],
    choices: [{ title: say("handoff-confirm"), action: { kind: "pass", answer } }],
  });
}

/** How a case stands, with the centre's answer once there is one. */
export function renderStatus(status: CaseStatus, about: CaseTexts & { told?: string }): Text[] {
  const { messages, language, told } = about;
  const say = messages[language];
  const { number } = status;
  const open = status.state === "open";
  const due = say(status.overdue ? "case-overdue" : "case-due", { day: formatCalendarDay(status.dueDay, language) });
  const state = say(`case-state-${open && status.taken ? "taken" : status.state}`);
  const head = [
    bold(say("case-title", { number })),
    ...(told === undefined ? [] : [plain(told)]),
    plain(open ? `${state} ${due}` : state),
  ];
  if (status.reply) return [{ text: head.join("\n") }, ...renderReply({ number, ...status.reply }, about)];
  const words = [status.question ?? "", ...status.notes.map(({ text }) => text)].filter((text) => text !== "");
  return renderWords({
    head,
    words: words.join("\n\n"),
    tail: open ? [italic(say("wa-case-how-to-add", { number }))] : [],
    choices: open ? [choose(say("wa-status"), number, "status"), choose(say("wa-cancel"), number, "cancel")] : [],
  });
}

/** The centre's answer, and whether it helped. */
export function renderReply(
  reply: { number: string; text: string; language: Language; passages: string[]; at: number },
  about: CaseTexts,
): Text[] {
  const { messages, language } = about;
  const say = messages[language];
  const attached = reply.passages.map((id) => plain(clip(`· ${shortPlace(about, id)}`, ROOM.place)));
  return renderWords({
    head: [
      bold(say("case-reply", { day: formatDay(reply.at, language) })),
      ...(reply.language === language ? [] : [italic(say(`case-reply-in-${reply.language}`))]),
    ],
    words: reply.text,
    tail: [
      italic(say("case-reply-whose")),
      ...(attached.length > 0 ? ["", bold(say("case-attached")), ...attached] : []),
      "",
      plain(say("case-helped")),
    ],
    choices: [choose(say("wa-yes"), reply.number, "helped"), choose(say("wa-no"), reply.number, "not-helped")],
  });
}

export function choose(title: string, number: string, action: CaseAction): Choice {
  return { title, action: { kind: "case", number, action } };
}

/** The innermost heading and the number; the id of a passage that is gone. */
export function shortPlace({ corpus, language }: Pick<CaseTexts, "corpus" | "language">, id: string): string {
  const found = corpus.find(id);
  if (!found) return id;
  const { passage, document } = found;
  return [document.symbol, shorten(placeOf(passage, document, language).replace(/^.*? · /u, ""))].join(" · ");
}
