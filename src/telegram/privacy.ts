import { writeButton } from "./button-data.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { escapeHtml } from "./html.ts";
import { call, edit, say, type Talk, where } from "./talk.ts";

/** What an asker can do with what is stored about them. Only in the private chat. */

/** Everything stored about the asker, as a file that answers the command. */
export function giveData(talk: Talk, { personal, corpus, messages, desk }: ConversationParts): void {
  const data = personal.read(talk.asker);
  const questions = data.questions.map(({ passages, ...question }) => ({
    ...question,
    passages: passages.map((id) => ({ id, place: placeOf(id) })),
  }));
  const text = JSON.stringify({ ...data, questions, passedOn: desk.handOffs.list(talk.asker) }, null, 2);
  talk.outgoing.push({
    ...call(talk, "sendDocument", {
      ...where(talk, true),
      caption: messages[talk.language]("mydata-caption", { questions: questions.length }),
    }),
    file: {
      field: "document",
      name: "kenes-my-data.json",
      base64: Buffer.from(text, "utf8").toString("base64"),
      type: "application/json",
    },
  });

  function placeOf(id: string): string {
    const passage = corpus.find(id)?.passage;
    return (passage?.places[talk.language] ?? passage?.place ?? []).join(" › ");
  }
}

/** Erasing can't be undone: it is confirmed once. */
export function askToForget(talk: Talk, { messages }: ConversationParts): void {
  const speak = messages[talk.language];
  const buttons = [
    [{ text: speak("forget-yes"), callback_data: writeButton.forget(true) }],
    [{ text: speak("forget-no"), callback_data: writeButton.forget(false) }],
  ];
  say(talk, [{ text: escapeHtml(speak("forget-ask")), buttons }]);
}

export function forget(talk: Talk, { messages, personal, desk }: ConversationParts, sure: boolean): void {
  const speak = messages[talk.language];
  if (!sure) {
    edit(talk, [{ text: escapeHtml(speak("forget-kept")) }]);
    return;
  }
  // First, so that the file that is written anew for the erasure holds nothing of it either.
  desk.forget(talk.asker);
  const receipt = personal.erase({
    asker: talk.asker,
    channel: "telegram",
    chat: String(talk.message.chat.id),
    sender: String(talk.press?.from.id ?? talk.message.chat.id),
    arrival: talk.arrival,
  });
  const time = `${new Date(receipt.erasedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const { code, questions, feedback } = receipt;
  edit(talk, [{ text: escapeHtml(speak("forget-done", { code, time, questions, feedback })) }]);
}
