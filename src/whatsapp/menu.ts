import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import type { View } from "./actions.ts";
import type { Choice } from "./reply.ts";

/** What can be done with a passage that is shown: ten rows at most, as many as WhatsApp's lists have. Pure. */

export interface MenuParts {
  messages: Messages;
  view: View;
  /** How many passages can be leafed through. */
  total: number;
  /** True when there is an excerpt shorter than the passage. */
  hasExcerpt: boolean;
  /** The document's language. */
  original: Language;
  /** An earlier question was read with this one. */
  isContinuing: boolean;
}

/** The most wanted first; at the first passage there is none before it, so the row for a separate question has room. */
export function listChoices(about: MenuParts): Choice[] {
  const { messages, view, total, hasExcerpt, original, isContinuing } = about;
  const { position, mode, language } = view;
  const say = messages[language];
  const show = (title: string, to: Partial<View>): Choice => ({
    title,
    action: { kind: "show", view: { ...view, ...to } },
  });
  const others = LANGUAGES.filter((one) => one !== language).map((one) =>
    show(messages[one]("language-name"), { language: one, mode: mode === "original" ? "full" : mode }),
  );
  return [
    ...(isContinuing ? [{ title: say("wa-alone"), action: { kind: "alone", answer: view.answer } } as const] : []),
    ...(position + 1 < total ? [show(say("next-excerpt"), { position: position + 1, mode: "excerpt" })] : []),
    ...(mode === "full" ? [] : [show(say("full-passage"), { mode: "full" })]),
    ...(mode === "excerpt" || !hasExcerpt ? [] : [show(say("excerpt"), { mode: "excerpt" })]),
    ...(mode === "original" || language === original ? [] : [show(say("original"), { mode: "original" })]),
    { title: say("handoff-link"), action: { kind: "person", answer: view.answer } },
    { title: say("rate-yes"), action: { kind: "rate", view, verdict: "yes" } },
    { title: say("rate-no"), action: { kind: "rate", view, verdict: "no" } },
    ...others,
    ...(position > 0 ? [show(say("previous-excerpt"), { position: position - 1, mode: "excerpt" })] : []),
    ...(mode === "source" ? [] : [show(say("source"), { mode: "source" })]),
  ];
}
