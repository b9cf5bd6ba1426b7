import type { Answer, Citation } from "../answer/answer.ts";
import type { Say } from "../messages/messages.ts";
import { hashPassage } from "./button-data.ts";
import type { Outgoing } from "./call.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import { bold, clip, escapeHtml } from "./html.ts";
import type { InlineQuery, Self } from "./incoming.ts";
import { linkPassage } from "./links.ts";
import { shorten } from "./render.ts";
import { ROOM, renderQuotation } from "./render-passage.ts";
import { languageOf } from "./talk.ts";

/**
 * `@bot question` in any chat: cited excerpts to choose from. Nothing of it is logged; it answers
 * while somebody types.
 */

/** Characters that Telegram lets an inline query have, and the fewest that make a question. */
const QUERY = { least: 3, most: 256 };
/** Results: what a phone shows without scrolling. */
const RESULTS = 5;
/** Seconds that Telegram may give the same person the same results. */
const CACHE = { found: 300, nothing: 60 };
/** Milliseconds after which Telegram takes no answer any more: a query lives 30 s. */
const LIFE = 25_000;
/** UTF-16 units of a result's title and description. */
const RESULT = { title: 90, description: 180 };

export function createInline(parts: ConversationParts, self: Self): (query: InlineQuery) => Promise<Outgoing[]> {
  return async ({ id, from, query }) => {
    const deadlineAt = Date.now() + LIFE;
    const chosen = parts.askers.language(parts.pseudonym("telegram", String(from.id)));
    const text = clip(String(query ?? "").trim(), QUERY.most);
    const answer =
      text.length < QUERY.least
        ? null
        : await parts.look({ text, ...(chosen === undefined ? {} : { language: chosen }) });
    const say = parts.messages[answer?.language ?? chosen ?? languageOf(from)];
    const results = answer ? listResults(answer, say, self) : [];
    const hint = answer === null || answer.kind === "greeting" ? "inline-hint" : "inline-nothing";
    return [
      {
        chat: String(from.id),
        method: "answerInlineQuery",
        deadlineAt,
        payload: {
          inline_query_id: id,
          results,
          is_personal: true,
          cache_time: results.length > 0 ? CACHE.found : CACHE.nothing,
          ...(results.length > 0 ? {} : { button: { text: say(hint), start_parameter: "inline" } }),
        },
      },
    ];
  };
}

function listResults(answer: Answer, say: Say, self: Self): object[] {
  const danger = answer.kind === "urgent" ? [describeDanger(answer, say)] : [];
  const shown = answer.reason === "related-only" ? answer.nearest.slice(0, 3) : answer.nearest.slice(0, RESULTS);
  const found = answer.answers.length > 0 || answer.reason === "related-only";
  return [...danger, ...(found ? shown.map((citation) => describeCitation(citation, { answer, say, self })) : [])];
}

function describeDanger(answer: Answer, say: Say): object {
  const lines = answer.contacts.map(({ number, name }) => `${number} — ${name}`);
  return {
    type: "article",
    id: "danger",
    title: clip(say("urgent"), RESULT.title),
    description: clip(lines.join("; "), RESULT.description),
    input_message_content: writeContent([bold(say("urgent")), ...lines.map(escapeHtml)].join("\n")),
  };
}

function describeCitation(citation: Citation, { answer, say, self }: { answer: Answer; say: Say; self: Self }): object {
  const sure = citation.rank <= answer.answers.length;
  const [first] = renderQuotation({
    head: sure ? [] : [bold(say("related"))],
    introduction: null,
    words: citation.excerpt,
    notes: [],
    place: clip(citation.centre ? citation.place : `${citation.document} · ${citation.place}`, ROOM.place),
    remark: remarkOf(citation, say),
    tail: [],
    buttons: [],
  });
  return {
    type: "article",
    id: hashPassage(citation.passage),
    title: clip(shorten(citation.place), RESULT.title),
    description: clip(citation.excerpt, RESULT.description),
    input_message_content: writeContent(first?.text ?? ""),
    reply_markup: {
      inline_keyboard: [[{ text: say("open-passage"), url: linkPassage(self.username, citation.passage) }]],
    },
  };
}

function remarkOf({ status }: Citation, say: Say): string | null {
  if (status === "centre") return say("case-reply-whose");
  return status === "working" ? say("working-translation") : null;
}

function writeContent(text: string): object {
  return { message_text: text, parse_mode: "HTML", link_preview_options: { is_disabled: true } };
}
