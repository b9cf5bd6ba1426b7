import type { CaseStatus } from "../desk/case.ts";
import type { Outcome } from "../desk/hand-offs.ts";
import { formatCalendarDay } from "../messages/dates.ts";
import { type CasePressed, readCaseButton, writeCaseButton } from "./case-buttons.ts";
import { renderShared, renderStatus } from "./case-texts.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { bold, clip, escapeHtml } from "./html.ts";
import { isPrivate } from "./incoming.ts";
import { addressOf, edit, say, type Talk, type Text } from "./talk.ts";

/**
 * Questions passed on to people, from the chat: what would be shared is shown, one press passes it
 * on, and one can ask how it stands, add, take it back and say whether the answer helped.
 */
export interface Cases {
  /** True when the button was one of a case, and is answered. */
  press(talk: Talk, data: string): boolean;
  /** The asker's cases. */
  list(talk: Talk): void;
  /** True when the message replies to what we said of an open case: it is added to it. */
  add(talk: Talk, text: string): boolean;
}

/** Cases in the list: what a chat shows without scrolling. */
const LISTED = 10;
/** Letters of a question in the list. */
const QUESTION = 80;
const NUMBER = /(?<![0-9A-Z-])[0-9A-Z]{3}-[0-9A-Z]{3}(?![0-9A-Z-])/u;

export function createCases(parts: ConversationParts): Cases {
  const { messages, desk } = parts;
  const tell = (talk: Talk, id: string) => say(talk, [{ text: escapeHtml(messages[talk.language](id)) }]);
  const { handOffs } = desk;
  /** Themselves; in a group also who asked in the group's own name, as its anonymous administrators do. */
  const askersOf = ({ asker, message }: Talk) =>
    isPrivate(message) ? [asker] : [asker, parts.pseudonym("telegram", String(message.chat.id))];
  const askerOf = (talk: Talk, answerId: string) => {
    const asked = parts.log.find(answerId)?.asker;
    return askersOf(talk).find((asker) => asker === asked) ?? talk.asker;
  };
  const refTo = (talk: Talk, number: string) => {
    const refs = askersOf(talk).map((asker) => ({ number, asker }));
    return refs.find((ref) => handOffs.status(ref)) ?? { number, asker: talk.asker };
  };
  const show = (talk: Talk, status: CaseStatus, told?: string): Text[] =>
    renderStatus(status, { ...parts, language: talk.language, ...(told === undefined ? {} : { told }) });
  const answer = (talk: Talk, number: string, outcome: Outcome, done: string) => {
    const status = handOffs.status(refTo(talk, number));
    if (outcome === "unknown" || !status) return tell(talk, "case-unknown");
    const told = messages[talk.language](`case-told-${outcome === "done" ? done : outcome}`);
    if (done === "rate") return say(talk, [{ text: escapeHtml(told) }]);
    say(talk, show(talk, status, told));
  };
  const prepare = (talk: Talk, answerId: string) => {
    const shared = handOffs.prepare(answerId, askerOf(talk, answerId));
    if ("refused" in shared) return tell(talk, `handoff-refused-${shared.refused}`);
    const about = { ...parts, language: talk.language, answer: answerId, dueDay: handOffs.dueDay() };
    say(talk, renderShared(shared, about));
  };
  const pass = (talk: Talk, answerId: string) => {
    const asker = askerOf(talk, answerId);
    const token = parts.pseudonym("case", `${answerId}:${asker}`);
    const about = { answerId, channel: "telegram", asker, address: addressOf(talk), token, message: "" };
    const opened = handOffs.open(about);
    if ("refused" in opened) {
      return tell(talk, opened.refused === "already" ? "case-refused-already" : `handoff-refused-${opened.refused}`);
    }
    const told = opened.state === "open" ? messages[talk.language]("case-told-opened") : undefined;
    edit(talk, show(talk, opened, told));
  };
  const follow = (talk: Talk, pressed: CasePressed) => {
    if ("answer" in pressed) {
      if (pressed.action === "person") prepare(talk, pressed.answer);
      else pass(talk, pressed.answer);
      return;
    }
    const { action, number } = pressed;
    const ref = refTo(talk, number);
    const status = handOffs.status(ref);
    if (!status) return tell(talk, "not-yours");
    if (action === "status") return say(talk, show(talk, status));
    if (action === "add") return askForMore(talk, number);
    if (action === "cancel") return askToCancel(talk, number);
    if (action === "cancel-sure") {
      // Taken back, it is nobody's any more: there is no status left to show.
      const outcome = handOffs.cancel(ref);
      if (outcome !== "done") return answer(talk, number, outcome, "cancel");
      return edit(talk, [{ text: escapeHtml(messages[talk.language]("case-state-cancelled")) }]);
    }
    answer(talk, number, handOffs.rate(ref, action === "helped"), "rate");
  };
  /** The answer to it is a reply, so that an ordinary question is never taken for an addition. */
  const askForMore = (talk: Talk, number: string) => {
    const speak = messages[talk.language];
    say(talk, [{ text: `${bold(speak("case-title", { number }))}\n${escapeHtml(speak("case-add-prompt"))}` }]);
    const last = talk.outgoing.at(-1);
    if (last) last.payload.reply_markup = { force_reply: true, selective: true };
  };
  const askToCancel = (talk: Talk, number: string) => {
    const speak = messages[talk.language];
    const buttons = [[{ text: speak("case-cancel"), callback_data: writeCaseButton.case(number, "cancel-sure") }]];
    say(talk, [{ text: escapeHtml(speak("case-cancel-explain")), buttons }]);
  };
  return {
    press: (talk, data) => {
      const pressed = readCaseButton(data);
      if (!pressed) return false;
      follow(talk, pressed);
      return true;
    },
    list: (talk) => {
      const found = handOffs.list(talk.asker).slice(0, LISTED);
      if (found.length === 0) return tell(talk, "case-list-empty");
      const speak = messages[talk.language];
      const lines = found.map(({ number, state, question, dueDay }) => {
        const due = state === "open" ? ` ${speak("case-due", { day: formatCalendarDay(dueDay, talk.language) })}` : "";
        const asked = question === null ? "" : `\n${escapeHtml(clip(question, QUESTION))}`;
        return `<b>${number}</b> · ${escapeHtml(speak(`case-state-${state}`) + due)}${asked}`;
      });
      const buttons = found.map(({ number }) => [
        { text: speak("case-title", { number }), callback_data: writeCaseButton.case(number, "status") },
      ]);
      say(talk, [{ text: [bold(speak("case-list-title")), ...lines].join("\n\n"), buttons }]);
    },
    add: (talk, text) => {
      const replied = talk.message.reply_to_message;
      if (replied?.from?.id !== talk.self.id) return false;
      const number = NUMBER.exec(String((replied as { text?: unknown }).text ?? "").split("\n")[0] ?? "")?.[0];
      if (number === undefined) return false;
      const ref = refTo(talk, number);
      if (handOffs.status(ref)?.state !== "open") return false;
      answer(talk, number, handOffs.add(ref, text), "add");
      return true;
    },
  };
}
