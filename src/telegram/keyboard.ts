import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { REASONS } from "../log/askers.ts";
import type { Messages } from "../messages/messages.ts";
import { type Mode, type View, writeButton } from "./button-data.ts";
import { writeCaseButton } from "./case-buttons.ts";

/** The buttons under a passage. Pure. */

export type Button = { text: string } & ({ callback_data: string } | { url: string });

/** What of a passage is shown, in which language. */
export interface Shown {
  position: number;
  mode: Mode;
  language: Language;
}

export interface PassageButtons {
  messages: Messages;
  shown: Shown;
  /** How many passages can be leafed through. */
  total: number;
  /** True when there is an excerpt shorter than the passage. */
  hasExcerpt: boolean;
  /** The document's language. */
  original: Language;
  /** The data of the button that leads to a view. */
  lead: (to: Shown) => string;
  /** A page that sends a link to the passage on. */
  share: string;
}

/** Rows of buttons, each leading to another view of the same message. */
export function listPassageButtons(about: PassageButtons): Button[][] {
  const { messages, shown, total, hasExcerpt, original, lead, share } = about;
  const { position, mode, language } = shown;
  const say = messages[language];
  const button = (text: string, to: Partial<Shown>): Button => ({ text, callback_data: lead({ ...shown, ...to }) });
  const rows: Button[][] = [
    [
      ...(mode === "full" ? [] : [button(say("full-passage"), { mode: "full" })]),
      ...(mode === "excerpt" || !hasExcerpt ? [] : [button(say("excerpt"), { mode: "excerpt" })]),
      ...(mode === "original" || language === original ? [] : [button(say("original"), { mode: "original" })]),
    ],
    [
      ...(position > 0 ? [button(say("previous-excerpt"), { position: position - 1, mode: "excerpt" })] : []),
      ...(position + 1 < total ? [button(say("next-excerpt"), { position: position + 1, mode: "excerpt" })] : []),
    ],
    LANGUAGES.filter((one) => one !== language).map((one) =>
      button(messages[one]("language-name"), { language: one, mode: mode === "original" ? "full" : mode }),
    ),
    [...(mode === "source" ? [] : [button(say("source"), { mode: "source" })]), { text: say("share"), url: share }],
  ];
  return rows.filter((row) => row.length > 0);
}

/** Asks whether it helped. */
export function listOpinionButtons(messages: Messages, view: View): Button[][] {
  const verdicts = ["yes", "no"] as const;
  return [
    verdicts.map((verdict) => ({
      text: messages[view.language](`rate-${verdict}`),
      callback_data: writeButton.rate(view, verdict),
    })),
    ...listPersonButton(messages, view),
  ];
}

/** Asks why it did not help: a row a reason, their words are long. */
export function listReasonButtons(messages: Messages, view: View): Button[][] {
  const reasons = REASONS.map((reason) => [
    { text: messages[view.language](`rate-${reason}`), callback_data: writeButton.rate(view, reason) },
  ]);
  return [...reasons, ...listPersonButton(messages, view)];
}

/** The way to a person, under every answer. */
export function listPersonButton(messages: Messages, about: { answer: string; language: Language }): Button[][] {
  return [[{ text: messages[about.language]("handoff-link"), callback_data: writeCaseButton.person(about.answer) }]];
}
