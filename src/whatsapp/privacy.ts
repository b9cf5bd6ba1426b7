import { plain } from "./markup.ts";
import { type ConversationParts, say, type Talk } from "./talk.ts";

/** What an asker can do with what is stored about them. */

/** Everything stored about the asker, as a file: WhatsApp takes no JSON, so it goes as text. */
export function giveData(talk: Talk, { personal, corpus, messages, desk }: ConversationParts): void {
  const data = personal.read(talk.asker);
  const placeOf = (id: string): string => {
    const passage = corpus.find(id)?.passage;
    return (passage?.places[talk.language] ?? passage?.place ?? []).join(" › ");
  };
  const questions = data.questions.map(({ passages, ...question }) => ({
    ...question,
    passages: passages.map((id) => ({ id, place: placeOf(id) })),
  }));
  const text = JSON.stringify({ ...data, questions, passedOn: desk.handOffs.list(talk.asker) }, null, 2);
  const caption = messages[talk.language]("mydata-caption", { questions: questions.length });
  talk.outgoing.push({
    payload: { type: "document", document: { caption: plain(caption) } },
    language: talk.language,
    file: { name: "kenes-my-data.txt", base64: Buffer.from(text, "utf8").toString("base64"), type: "text/plain" },
  });
}

/** Erasing can't be undone: it is confirmed once. */
export function askToForget(talk: Talk, { messages }: ConversationParts): void {
  const speak = messages[talk.language];
  const choices = [
    { title: speak("wa-forget-yes"), action: { kind: "forget-sure" } },
    { title: speak("wa-forget-no"), action: { kind: "forget-not" } },
  ] as const;
  say(talk, [{ text: plain(speak("forget-ask")), choices }], { messages });
}

export function forget(talk: Talk, { messages, personal, desk }: ConversationParts): void {
  const speak = messages[talk.language];
  const { chat } = talk.message;
  desk.forget(talk.asker);
  const receipt = personal.erase({ asker: talk.asker, channel: "whatsapp", chat, sender: chat, arrival: talk.arrival });
  const time = `${new Date(receipt.erasedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const { code, questions, feedback } = receipt;
  say(talk, [{ text: plain(speak("forget-done", { code, time, questions, feedback })) }], { messages });
}
