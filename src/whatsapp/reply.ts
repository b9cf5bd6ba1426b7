import type { Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import { type Action, writeAction } from "./actions.ts";
import { clipLabel, LIMITS } from "./markup.ts";
import type { Sendable } from "./message.ts";

/** Words with what can be pressed under them → messages of the Cloud API, within its limits. Pure. */

/** One thing that can be done: a button, or a row of a list. */
export interface Choice {
  title: string;
  /** What a row explains itself with; a button shows none of it. */
  description?: string;
  action: Action;
}

/** A message as the conversation writes it; `text` is marked up already. */
export interface Text {
  text: string;
  /** Three at most become buttons, up to ten the rows of a list. */
  choices?: readonly Choice[];
  /** What opens the list. */
  label?: string;
}

export interface ReplyParts {
  messages: Messages;
  language: Language;
}

/** One message; two when the text is too long to stand above buttons. */
export function writeReply({ text, choices = [], label }: Text, { messages, language }: ReplyParts): Sendable[] {
  if (choices.length === 0) return [writeText(text, language)];
  const say = messages[language];
  const fits = text.length <= LIMITS.interactive;
  const body = fits ? text : say("wa-menu-body");
  const action = choices.length <= LIMITS.buttons ? writeButtons(choices) : writeList(choices, label ?? say("wa-menu"));
  const interactive = { ...action, body: { text: body } };
  const menu: Sendable = { payload: { type: "interactive", interactive }, language };
  return fits ? [menu] : [writeText(text, language), menu];
}

export function writeText(text: string, language: Language): Sendable {
  return { payload: { type: "text", text: { body: text, preview_url: false } }, language };
}

function writeButtons(choices: readonly Choice[]): object {
  const buttons = choices.map(({ title, action }) => ({
    type: "reply",
    reply: { id: writeAction(action), title: clipLabel(title, LIMITS.button) },
  }));
  return { type: "button", action: { buttons } };
}

function writeList(choices: readonly Choice[], label: string): object {
  const rows = choices.slice(0, LIMITS.rows).map(({ title, description, action }) => ({
    id: writeAction(action),
    title: clipLabel(title, LIMITS.row),
    ...(description === undefined ? {} : { description: clipLabel(description, LIMITS.description) }),
  }));
  return { type: "list", action: { button: clipLabel(label, LIMITS.button), sections: [{ rows }] } };
}
