import type { Answer, Citation } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import type { Document } from "../corpus/document.ts";
import type { Language } from "../corpus/passage.ts";
import type { Messages, Say } from "../messages/messages.ts";
import { explainTerms, listAbove, putAbove } from "./around.ts";
import { hashPassage, writeButton } from "./button-data.ts";
import { bold, clip, escapeHtml, italic } from "./html.ts";
import { type Button, listOpinionButtons, listPassageButtons, listPersonButton } from "./keyboard.ts";
import { linkPassage, renderProof, shareLink } from "./links.ts";
import { renderCentre } from "./render-centre.ts";
import { ROOM, renderQuotation } from "./render-passage.ts";
import type { Text } from "./talk.ts";

/** An answer → the messages that give it. Pure. */

export interface RenderParts {
  messages: Messages;
  botName: string;
  /** Where receipts are read; null when nobody knows. */
  publicUrl: string | null;
  /** The documents that this question may be asked of alone: none where it was. */
  documents?: readonly Pick<Document, "id" | "symbol" | "titles">[];
  /** The language of a document, by its symbol. */
  originalOf: (symbol: string) => Language;
}

/** UTF-16 units of a button's text that a phone still shows. */
const BUTTON_TEXT = 60;

/** The messages that answer a question, in their order: whom to call before anything else. */
export function renderAnswer(answer: Answer, parts: RenderParts): Text[] {
  return putAbove(renderOwn(answer, parts), listAbove(answer, parts.messages[answer.language]));
}

function renderOwn(answer: Answer, parts: RenderParts): Text[] {
  const say = parts.messages[answer.language];
  const [first] = answer.answers;
  if (answer.kind === "greeting") return [{ text: escapeHtml(say("greeting")) }];
  if (answer.kind === "urgent") {
    const danger = { text: renderDanger(answer, say) };
    return first
      ? [danger, ...renderCitation(first, { answer, parts, head: [] })]
      : [{ ...danger, buttons: listPerson(answer, parts) }];
  }
  const continuing = describeContinuing(answer, say);
  if (first) {
    const heading = bold(say(`confidence-${wordConfidence(answer.confidence)}`));
    return renderCitation(first, { answer, parts, head: [...continuing, heading] });
  }
  const head = [...continuing, escapeHtml(say(`reason-${answer.reason ?? "not-in-document"}`))];
  const [near] = answer.nearest;
  if (answer.reason === "related-only" && near) {
    return renderCitation(near, { answer, parts, head: [...head, "", bold(say("related"))] });
  }
  const choices = answer.choices.map(({ id, heading }) => [
    { text: clip(heading, BUTTON_TEXT), callback_data: writeButton.choose(answer.id, id) },
  ]);
  return [
    {
      text: [...head, ...renderProof(answer.code, parts, say)].join("\n"),
      buttons: [...choices, ...listAlone(answer, say), ...listDocuments(answer, parts), ...listPerson(answer, parts)],
    },
  ];
}

/** No button where there is no question to pass on. */
function listPerson(answer: Answer, { messages }: RenderParts): Button[][] {
  const unreadable = answer.reason === "empty" || answer.reason === "too-long" || answer.reason === "no-words";
  return unreadable ? [] : listPersonButton(messages, { answer: answer.id, language: answer.language });
}

function renderDanger(answer: Answer, say: Say): string {
  const contacts = answer.contacts.map(({ number, name }) => `<b>${escapeHtml(number)}</b> — ${escapeHtml(name)}`);
  const then = answer.answers.length > 0 ? ["", escapeHtml(say("urgent-then"))] : [];
  return [bold(say("urgent")), ...contacts, "", escapeHtml(say("urgent-silent")), ...then].join("\n");
}

function describeContinuing(answer: Answer, say: Say): string[] {
  if (answer.continuing === null) return [];
  return [italic(say("continuing", { question: clip(answer.continuing, ROOM.question) }))];
}

function listAlone(answer: Answer, say: Say): Button[][] {
  return answer.continuing === null ? [] : [[{ text: say("ask-alone"), callback_data: writeButton.alone(answer.id) }]];
}

/** Documents that are offered under an answer; one that cites a document offers that one alone. */
const DOCUMENTS_OFFERED = 4;

function listDocuments(answer: Answer, { documents = [], messages }: RenderParts, cited?: Citation): Button[][] {
  if (documents.length < 2 || answer.kind === "urgent" || answer.choices.length > 0) return [];
  return documents
    .filter(({ symbol }) => cited === undefined || symbol === cited.document)
    .slice(0, DOCUMENTS_OFFERED)
    .map(({ id, titles }) => [
      {
        text: clip(messages[answer.language]("document-ask-only", { title: titles[answer.language] }), BUTTON_TEXT),
        callback_data: writeButton.only(answer.id, hashPassage(id)),
      },
    ]);
}

function nameDocument({ document, title }: Citation): string {
  return title === undefined || title === document ? document : `${clip(title, BUTTON_TEXT)} · ${document}`;
}

function renderCitation(
  citation: Citation,
  { answer, parts, head }: { answer: Answer; parts: RenderParts; head: string[] },
): Text[] {
  const { messages } = parts;
  const say = messages[answer.language];
  const others = answer.answers.filter(({ rank }) => rank !== citation.rank);
  const whole = citation.excerpt === citation.text;
  const { centre } = citation;
  const tail = [...describeOthers(others, say), ...renderProof(answer.code, parts, say)];
  const buttons = listButtons(citation, { answer, parts, others });
  if (centre) {
    const about = { messages, language: answer.language, head, tail, buttons };
    return renderCentre({ text: citation.text, centre }, about);
  }
  const texts = renderQuotation({
    head,
    introduction: whole ? citation.introduction : null,
    words: citation.excerpt,
    notes: whole ? citation.notes : [],
    place: `${nameDocument(citation)} · ${citation.place}`,
    remark: citation.status === "working" ? say("working-translation") : null,
    tail,
    buttons,
  });
  return explainTerms(texts, citation, say);
}

function listButtons(
  citation: Citation,
  { answer, parts, others }: { answer: Answer; parts: RenderParts; others: readonly Citation[] },
): Button[][] {
  const { messages, botName } = parts;
  const view = { answer: answer.id, position: citation.rank - 1, mode: "excerpt", language: answer.language } as const;
  return [
    ...listAlone(answer, messages[answer.language]),
    ...listDocuments(answer, parts, citation),
    ...listOthers(others, answer),
    ...listPassageButtons({
      messages,
      shown: view,
      total: answer.nearest.length,
      hasExcerpt: true,
      original: parts.originalOf(citation.document),
      lead: (to) => writeButton.show({ ...view, ...to }),
      share: shareLink(linkPassage(botName, citation.passage), `${citation.document} · ${shorten(citation.place)}`),
    }),
    ...(answer.kind === "urgent" ? listPerson(answer, parts) : listOpinionButtons(messages, view)),
  ];
}

function describeOthers(others: readonly Citation[], say: Say): string[] {
  if (others.length === 0) return [];
  const lines = others.map(({ rank, place }) => escapeHtml(clip(`${rank}. ${shorten(place)}`, ROOM.other)));
  return ["", bold(say("also")), ...lines];
}

/** One button an other passage, in one row: its rank and its number in the document. */
function listOthers(others: readonly Citation[], answer: Answer): Button[][] {
  if (others.length === 0) return [];
  return [
    others.map(({ rank, place }) => ({
      text: clip(`${rank}. ${place.split(" › ").at(-1) ?? ""}`, BUTTON_TEXT),
      callback_data: writeButton.show({
        answer: answer.id,
        position: rank - 1,
        mode: "excerpt",
        language: answer.language,
      }),
    })),
  ];
}

/** The innermost heading and the number. */
export function shorten(place: string): string {
  return place.split(" › ").slice(-2).join(" › ");
}
