import type { Answer, Citation } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import type { Document } from "../corpus/document.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";
import { escapeHtml, quote, splitText } from "./html.ts";

/** What Kenes sends, as payloads of sendMessage without the chat. Pure. */
export interface Message {
  text: string;
  buttons?: Button[][];
}

export interface Button {
  text: string;
  callback_data: string;
}

/** What a button asks for: an action, the answer it belongs to, and the place of the passage in it. */
export type Action = "full" | "next" | "original" | "source";

export function buttonData(action: Action, answer: string, position: number): string {
  return `${action}:${answer}:${position}`;
}

export function readButton(data: string): { action: Action; answer: string; position: number } | null {
  const [, action, answer, position] = /^(full|next|original|source):([\w-]{12}):(\d{1,2})$/u.exec(data) ?? [];
  if (!action || !answer || !position) return null;
  return { action: action as Action, answer, position: Number(position) };
}

/** The messages that answer a question, in their order. */
export function renderAnswer(answer: Answer, say: Say): Message[] {
  if (answer.kind === "greeting") return [{ text: escapeHtml(say("greeting")) }];
  if (answer.kind === "urgent") {
    const first = answer.answers[0];
    return [{ text: renderDanger(answer, say) }, ...(first ? [renderCitation(answer, first, say)] : [])];
  }
  const [first] = answer.answers;
  if (first) {
    const heading = say(`confidence-${wordConfidence(answer.confidence)}`);
    return [renderCitation(answer, first, say, heading)];
  }
  const reason = escapeHtml(say(`reason-${answer.reason ?? "not-in-document"}`));
  const [near] = answer.nearest;
  if (answer.reason !== "related-only" || !near) return [{ text: reason }];
  const related = renderCitation(answer, near, say, say("related"));
  return [{ ...related, text: `${reason}\n\n${related.text}` }];
}

function renderDanger(answer: Answer, say: Say): string {
  const contacts = answer.contacts.map(({ number, name }) => `<b>${escapeHtml(number)}</b> — ${escapeHtml(name)}`);
  const then = answer.answers.length > 0 ? [escapeHtml(say("urgent-then"))] : [];
  return [`<b>${escapeHtml(say("urgent"))}</b>`, ...contacts, ...then].join("\n");
}

function renderCitation(answer: Answer, citation: Citation, say: Say, heading?: string): Message {
  return {
    text: [
      ...(heading === undefined ? [] : [`<b>${escapeHtml(heading)}</b>`]),
      quote(citation.excerpt),
      `<i>${escapeHtml(`${citation.document} · ${citation.place}`)}</i>`,
      ...(citation.status === "working" ? [`<i>${escapeHtml(say("working-translation"))}</i>`] : []),
    ].join("\n"),
    buttons: listButtons({
      say,
      answer: answer.id,
      position: citation.rank - 1,
      total: answer.nearest.length,
      translated: citation.status !== "original",
    }),
  };
}

function listButtons(about: {
  say: Say;
  answer: string;
  position: number;
  total: number;
  translated: boolean;
  shown?: Action;
}): Button[][] {
  const { say, answer, position, total, translated, shown } = about;
  const button = (action: Action, text: string) => ({ text, callback_data: buttonData(action, answer, position) });
  const first = [
    ...(shown === "full" ? [] : [button("full", say("full-passage"))]),
    ...(translated && shown !== "original" ? [button("original", say("original"))] : []),
  ];
  const second = [
    ...(position + 1 < total ? [button("next", say("next-excerpt"))] : []),
    ...(shown === "source" ? [] : [button("source", say("source"))]),
  ];
  return [first, second].filter((row) => row.length > 0);
}

/** What a button of an answer brings: the passage as asked, its original, or where it comes from. */
export function renderPassage(
  found: { passage: Passage; document: Document },
  about: { say: Say; language: Language; action: Action; answer: string; position: number; total: number },
): Message[] {
  const { passage, document } = found;
  const { say, language, action } = about;
  const rendering = action === "original" || language === document.language ? undefined : passage.renderings[language];
  const text = rendering?.text ?? passage.text;
  const introduction = rendering ? rendering.introduction : passage.introduction;
  const number = passage.id.split("/").at(-1)?.replace(/^0+/u, "") ?? "";
  const place = [...(passage.places[language] ?? passage.place), `§ ${number}`].join(" › ");
  const foot = `<i>${escapeHtml(`${document.symbol} · ${place}`)}</i>`;
  const buttons = listButtons({
    ...about,
    translated: language !== document.language && passage.renderings[language] !== undefined,
    shown: action === "next" ? "full" : action,
  });
  if (action === "source") {
    const lines = [document.titles[language], document.symbol, document.publisher, document.date, document.url ?? ""];
    const edition = `${say("edition")}: <code>${document.edition}</code>`;
    return [{ text: [...lines.filter(Boolean).map(escapeHtml), foot, edition].join("\n"), buttons }];
  }
  const heading =
    action === "original"
      ? say("original-words")
      : say("excerpt-of", { number: about.position + 1, total: about.total });
  const parts = splitText(text);
  const notes = passage.notes.map((note) => escapeHtml(`* ${note}`));
  return parts.map((part, k) => {
    const last = k === parts.length - 1;
    const lines = [
      ...(k === 0 ? [`<b>${escapeHtml(heading)}</b>`] : []),
      ...(k === 0 && introduction ? [escapeHtml(introduction)] : []),
      quote(part),
      ...(last ? [...notes, foot, ...(rendering ? [`<i>${escapeHtml(say("working-translation"))}</i>`] : [])] : []),
    ];
    return { text: lines.join("\n"), ...(last ? { buttons } : {}) };
  });
}
