import type { Outcome } from "../desk/hand-offs.ts";
import { formatCalendarDay } from "../messages/dates.ts";
import type { CaseAction } from "./actions.ts";
import { choose, renderShared, renderStatus } from "./case-texts.ts";
import { bold, clip, plain } from "./markup.ts";
import type { Choice } from "./reply.ts";
import { type ConversationParts, say, type Talk } from "./talk.ts";

/**
 * Questions passed on to people: what would be shared is shown, one press passes it on, and one can
 * ask how it stands, add, take it back and say whether the answer helped.
 */
export interface Cases {
  prepare(talk: Talk, answer: string): void;
  pass(talk: Talk, answer: string): void;
  act(talk: Talk, about: { number: string; action: CaseAction }): void;
  list(talk: Talk): void;
  /** A case's number was written, alone or with words to add. False when the asker has no such case. */
  write(talk: Talk, about: { number: string; text: string }): boolean;
  /** The asker lets what waits for them come; it comes by itself. */
  goOn(talk: Talk): void;
}

/** Cases in the list: as many rows as WhatsApp's lists have. */
const LISTED = 10;
/** Letters of a question in the list. */
const QUESTION = 72;
/** Milliseconds for which an answer waits for its asker to write: it has just come, or they know it. */
const LATELY = 30 * 86_400_000;

export function createCases(parts: ConversationParts): Cases {
  const { messages } = parts;
  const { handOffs } = parts.desk;
  const about = (talk: Talk) => ({ ...parts, language: talk.language });
  const tell = (talk: Talk, id: string) => say(talk, [{ text: plain(messages[talk.language](id)) }], parts);
  const show = (talk: Talk, number: string, told?: string): boolean => {
    const status = handOffs.status({ number, asker: talk.asker });
    if (!status) return false;
    say(talk, renderStatus(status, { ...about(talk), ...(told === undefined ? {} : { told }) }), parts);
    return true;
  };
  const answer = (talk: Talk, number: string, { outcome, done }: { outcome: Outcome; done: string }): void => {
    const told = messages[talk.language](`case-told-${outcome === "done" ? done : outcome}`);
    if (done === "rate" && outcome === "done") say(talk, [{ text: plain(told) }], parts);
    else if (!show(talk, number, told)) tell(talk, "wa-case-unknown");
  };
  return {
    prepare: (talk, id) => {
      const shared = handOffs.prepare(id, talk.asker);
      if ("refused" in shared) return tell(talk, `handoff-refused-${shared.refused}`);
      say(talk, renderShared(shared, { ...about(talk), answer: id, dueDay: handOffs.dueDay() }), parts);
    },
    pass: (talk, id) => {
      const { asker, message } = talk;
      const token = parts.pseudonym("case", `${id}:${asker}`);
      const opened = handOffs.open({
        answerId: id,
        channel: "whatsapp",
        asker,
        address: message.chat,
        token,
        message: "",
      });
      if (!("refused" in opened)) {
        return void show(
          talk,
          opened.number,
          opened.state === "open" ? messages[talk.language]("case-told-opened") : undefined,
        );
      }
      tell(talk, opened.refused === "already" ? "wa-case-already" : `handoff-refused-${opened.refused}`);
    },
    act: (talk, { number, action }) => {
      const ref = { number, asker: talk.asker };
      const speak = messages[talk.language];
      if (!handOffs.status(ref)) return tell(talk, "wa-case-unknown");
      if (action === "status") return void show(talk, number);
      if (action === "add") return say(talk, [{ text: plain(speak("wa-case-how-to-add", { number })) }], parts);
      if (action === "helped" || action === "not-helped") {
        return answer(talk, number, { outcome: handOffs.rate(ref, action === "helped"), done: "rate" });
      }
      if (action === "cancel") {
        const choices = [
          choose(speak("wa-cancel-sure"), number, "cancel-sure"),
          choose(speak("wa-keep"), number, "status"),
        ];
        return say(talk, [{ text: plain(speak("case-cancel-explain")), choices }], parts);
      }
      // Taken back, it is nobody's any more: there is no status left to show.
      const outcome = handOffs.cancel(ref);
      if (outcome === "done") tell(talk, "case-state-cancelled");
      else answer(talk, number, { outcome, done: "cancel" });
    },
    list: (talk) => {
      const found = handOffs.list(talk.asker).slice(0, LISTED);
      if (found.length === 0) return tell(talk, "wa-case-list-empty");
      const speak = messages[talk.language];
      const lines = found.map(({ number, state, dueDay }) => {
        const due = state === "open" ? ` ${speak("case-due", { day: formatCalendarDay(dueDay, talk.language) })}` : "";
        return `${bold(number)} · ${plain(speak(`case-state-${state}`) + due)}`;
      });
      const choices = found.map(({ number, question }): Choice => {
        const row = choose(number, number, "status");
        return question === null ? row : { ...row, description: clip(question, QUESTION) };
      });
      say(
        talk,
        [{ text: [bold(speak("wa-case-list")), ...lines].join("\n\n"), choices, label: speak("wa-choose") }],
        parts,
      );
    },
    write: (talk, { number, text }) => {
      const ref = { number, asker: talk.asker };
      if (!handOffs.status(ref)) return false;
      if (text === "") show(talk, number);
      else answer(talk, number, { outcome: handOffs.add(ref, text), done: "add" });
      return true;
    },
    goOn: (talk) => {
      const [latest] = handOffs.list(talk.asker).filter(({ reply }) => reply !== null);
      const at = latest?.reply?.at ?? 0;
      if (!latest) return tell(talk, "wa-nothing-waits");
      if (Date.now() - at > LATELY) show(talk, latest.number);
    },
  };
}
