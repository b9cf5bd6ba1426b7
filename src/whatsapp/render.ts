import type { Answer, Citation } from "../answer/answer.ts";
import { wordConfidence } from "../answer/confidence.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages, Say } from "../messages/messages.ts";
import type { View } from "./actions.ts";
import { bold, clip, italic, plain } from "./markup.ts";
import { listChoices } from "./menu.ts";
import { ROOM, renderQuotation } from "./render-passage.ts";
import type { Choice, Text } from "./reply.ts";

/** An answer → the messages that give it. Pure. */

export interface RenderParts {
  messages: Messages;
  /** Where receipts are read; null when nobody knows. */
  publicUrl: string | null;
  /** The language of a document, by its symbol. */
  originalOf: (symbol: string) => Language;
}

/** UTF-16 units of what the centre says above every answer. */
const NOTICE = 300;
/** UTF-16 units of a receipt's address: a longer one is left out, so that every message keeps its limits. */
const LONGEST_ADDRESS = 120;

/** The messages that answer a question, in their order: whom to call before anything else. */
export function renderAnswer(answer: Answer, parts: RenderParts): Text[] {
  const say = parts.messages[answer.language];
  const [first] = answer.answers;
  if (answer.kind === "greeting") return [{ text: plain(say("greeting")), choices: listLanguages(parts.messages) }];
  if (answer.kind === "urgent") {
    const danger = { text: renderDanger(answer, say) };
    return first ? [danger, ...renderCitation(first, { answer, parts, head: [] })] : [danger];
  }
  const above = [...describeNotice(answer), ...describeContinuing(answer, say)];
  if (first) {
    const heading = bold(say(`confidence-${wordConfidence(answer.confidence)}`));
    return renderCitation(first, { answer, parts, head: [...above, heading] });
  }
  const head = [...above, plain(say(`reason-${answer.reason ?? "not-in-document"}`))];
  const [near] = answer.nearest;
  if (answer.reason === "related-only" && near) {
    return renderCitation(near, { answer, parts, head: [...head, "", bold(say("related"))] });
  }
  return [
    {
      text: [...head, ...renderProof(answer.code, parts, say)].join("\n"),
      choices: listWithoutPassage(answer, parts),
      ...(answer.choices.length > 0 ? { label: say("wa-choose") } : {}),
    },
  ];
}

/** What the languages call themselves. */
export function listLanguages(messages: Messages): Choice[] {
  return LANGUAGES.map((language) => ({
    title: messages[language]("language-name"),
    action: { kind: "set", language },
  }));
}

/** The headings of a question too broad, and the ways on from a question without an answer. */
function listWithoutPassage(answer: Answer, { messages }: RenderParts): Choice[] {
  const say = messages[answer.language];
  const { id } = answer;
  const alone: Choice[] =
    answer.continuing === null ? [] : [{ title: say("wa-alone"), action: { kind: "alone", answer: id } }];
  const isQuestion = answer.reason === "not-in-document" || answer.reason === "too-broad" || answer.reason === "paused";
  const person: Choice[] = isQuestion ? [{ title: say("handoff-link"), action: { kind: "person", answer: id } }] : [];
  const choices = answer.choices.map(({ id: choice, heading }): Choice => {
    return { title: heading, description: heading, action: { kind: "choose", answer: id, choice } };
  });
  return [...choices, ...alone, ...person];
}

function renderDanger(answer: Answer, say: Say): string {
  const contacts = answer.contacts.map(({ number, name }) => `*${number}* — ${plain(name)}`);
  const then = answer.answers.length > 0 ? ["", plain(say("urgent-then"))] : [];
  return [bold(say("urgent")), ...contacts, "", plain(say("urgent-silent")), ...then].join("\n");
}

/** What the centre says above every answer for the time being, and why answers are paused. */
function describeNotice({ notice, pausedBecause }: Answer): string[] {
  return [notice, pausedBecause].flatMap((text) => (text === undefined ? [] : [plain(clip(text, NOTICE)), ""]));
}

function describeContinuing(answer: Answer, say: Say): string[] {
  if (answer.continuing === null) return [];
  return [italic(say("continuing", { question: clip(answer.continuing, ROOM.question) }))];
}

/** The line that names the receipt, with its address where the page's is known; nothing without a code. */
export function renderProof(code: string | null, { publicUrl }: Pick<RenderParts, "publicUrl">, say: Say): string[] {
  if (code === null) return [];
  const url = `${publicUrl}/r/${code}`;
  const proof = plain(say("proof", { code }));
  return [publicUrl === null || url.length > LONGEST_ADDRESS ? proof : `${proof} ${url}`];
}

function renderCitation(
  citation: Citation,
  { answer, parts, head }: { answer: Answer; parts: RenderParts; head: string[] },
): Text[] {
  const { messages } = parts;
  const say = messages[answer.language];
  const view: View = { answer: answer.id, position: citation.rank - 1, mode: "excerpt", language: answer.language };
  const others = answer.answers.filter(({ rank }) => rank !== citation.rank);
  const whole = citation.excerpt === citation.text;
  return renderQuotation({
    head,
    introduction: whole ? citation.introduction : null,
    words: citation.excerpt,
    notes: whole ? citation.notes : [],
    place: `${citation.document} · ${citation.place}`,
    remark: citation.status === "working" ? say("working-translation") : null,
    tail: [
      ...describeConflicts(citation, say),
      ...describeOthers(others, say),
      ...renderProof(answer.code, parts, say),
    ],
    choices: listChoices({
      ...{ messages, view },
      total: answer.nearest.length,
      hasExcerpt: true,
      original: parts.originalOf(citation.document),
      isContinuing: answer.continuing !== null,
    }),
  });
}

/** UTF-16 units of what is said about a figure that another passage contradicts. */
const CONFLICT = 400;

function describeConflicts({ conflicts = [] }: Citation, say: Say): string[] {
  const [first] = conflicts;
  if (!first) return [];
  return [
    "",
    bold(say("conflict-title")),
    plain(clip(`${first.explanation} ${first.other} (${first.place})`, CONFLICT)),
  ];
}

function describeOthers(others: readonly Citation[], say: Say): string[] {
  if (others.length === 0) return [];
  const lines = others.map(({ rank, place }) => plain(clip(`${rank}. ${shorten(place)}`, ROOM.other)));
  return ["", bold(say("also")), ...lines];
}

/** The innermost heading and the number. */
export function shorten(place: string): string {
  return place.split(" › ").slice(-2).join(" › ");
}
