import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Answer, Question } from "../answer/answer.ts";
import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Announcements } from "../desk/announcements.ts";
import type { Messages } from "../messages/messages.ts";
import type { AnswerShown, Limited } from "./answer-part.tsx";
import { readAsking } from "./asking.ts";
import { type DocumentChoice, renderQuestionPage } from "./pages.tsx";
import { listReferences } from "./references.ts";
import { readBase, readOne, readPage } from "./request.ts";
import type { Suggestions } from "./suggestions.ts";
import { writeLoader } from "./widget-loader.ts";
import { renderDemo, renderWidget } from "./widget-page.tsx";

export interface QuestionRouteParts {
  corpus: Corpus;
  messages: Messages;
  announcements: Pick<Announcements, "notice">;
  suggestions: Suggestions;
  publicUrl: string | null;
  style: string;
  /** Null while Kenes is starting. */
  answer: (question: Question) => Promise<Answer | null>;
  /** Questions a minute from one address. */
  limit: number;
}

/** Completions a minute from one address: one with every few letters. */
const COMPLETIONS_A_MINUTE = 300;
/** Seconds that a script of ours may be kept. */
const SCRIPT_AGE = 3600;

/**
 * The widget's page is the one page that another site may show in a frame. It needs no cookie and
 * sets none; passing a question on leads out of the frame.
 */
const FRAMED_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors *; base-uri 'none'";
/** The demo shows the widget as another site would. */
const DEMO_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** `/`, the widget, its script and demo, and what is suggested while one types. */
export function addQuestions(server: FastifyInstance, parts: QuestionRouteParts): void {
  const limit = { config: { rateLimit: { max: parts.limit } } };
  server.get("/", limit, async (request, reply) => showPage(request, reply, parts));
  server.get("/widget", limit, async (request, reply) => {
    reply.header("content-security-policy", FRAMED_POLICY).header("cross-origin-resource-policy", "cross-origin");
    return showWidget(request, reply, parts);
  });
  server.get("/demo", async (request, reply) => {
    const base = readBase(request, parts.publicUrl);
    reply.type("text/html").header("content-security-policy", DEMO_POLICY);
    return renderDemo(readPage(request, parts), base);
  });
  const suggest = { config: { rateLimit: { max: COMPLETIONS_A_MINUTE } } };
  server.get("/suggest", suggest, async (request, reply) => {
    reply.header("cache-control", "public, max-age=300");
    return { suggestions: parts.suggestions.complete((readOne(request, "q") ?? "").slice(0, 200)) };
  });
  for (const [path, file] of [
    ["/suggest.js", "suggest.js"],
    ["/widget-frame.js", "widget-frame.js"],
  ] as const) {
    const script = readFileSync(new URL(file, import.meta.url), "utf8");
    server.get(path, async (_request, reply) => sendScript(reply, script));
  }
  const loader = writeLoader(parts.messages);
  server.get("/widget.js", async (_request, reply) => {
    reply.header("cross-origin-resource-policy", "cross-origin").header("access-control-allow-origin", "*");
    return sendScript(reply, loader);
  });
}

function sendScript(reply: FastifyReply, script: string): FastifyReply {
  return reply
    .type("text/javascript; charset=utf-8")
    .header("cache-control", `public, max-age=${SCRIPT_AGE}`)
    .send(script);
}

async function showPage(request: FastifyRequest, reply: FastifyReply, parts: QuestionRouteParts) {
  const { text, page, shown, trouble, notice, limited } = await answerFor(request, parts, "/");
  const cite = (id: string) => {
    const found = parts.corpus.find(id);
    const { messages, publicUrl } = parts;
    return found && listReferences(found, { base: readBase(request, publicUrl), now: Date.now(), messages });
  };
  const { suggestions } = parts;
  const [examples, topics] = [suggestions.examples(page.language), suggestions.topics(page.language)];
  reply.type("text/html").code(trouble === null ? 200 : 503);
  const choice = { ...listChoice(parts.corpus, page.language), chosen: limited.document, asOf: limited.asOf };
  return renderQuestionPage(page, {
    text,
    shown: shown && { ...shown, cite },
    trouble,
    notice,
    examples,
    topics,
    choice,
  });
}

async function showWidget(request: FastifyRequest, reply: FastifyReply, parts: QuestionRouteParts) {
  const { text, page, shown, trouble, notice } = await answerFor(request, parts, "/widget");
  reply.type("text/html").code(trouble === null ? 200 : 503);
  return renderWidget(page, { text, shown, trouble, notice, examples: parts.suggestions.examples(page.language) });
}

async function answerFor(request: FastifyRequest, parts: QuestionRouteParts, path: string) {
  const now = Date.now();
  const read = readPage(request, parts);
  const asking = readAsking(request, now);
  const noticeIn = (language: Language) => parts.announcements.notice(language);
  const limited = describeLimits(parts.corpus, asking?.question, read.language);
  const text = asking?.question.text ?? "";
  const nothing = { text, shown: null, page: read, notice: noticeIn(read.language), limited };
  if (asking === undefined) return { ...nothing, trouble: null };
  const answer = await parts.answer(asking.question);
  if (answer === null) return { ...nothing, trouble: read.messages[read.language]("starting") };
  const { beside } = asking;
  const shown: AnswerShown = {
    ...{ answer, path, now, cite: null },
    limited: describeLimits(parts.corpus, asking.question, answer.language),
    languageOf: (id) => languageOf(parts.corpus, id),
    beside:
      beside && beside !== answer.language
        ? { language: beside, textOf: (id) => textIn(parts.corpus, id, beside) }
        : null,
  };
  return {
    text: asking.question.text,
    shown,
    trouble: null,
    page: { ...read, language: answer.language },
    notice: answer.notice ?? null,
    limited,
  };
}

/** Of a passage that only an earlier edition has, its document's. */
function languageOf(corpus: Corpus, passage: string): Language {
  return corpus.documents.find(({ id }) => passage.startsWith(`${id}/`))?.language ?? "en";
}

function listChoice(corpus: Corpus, language: Language): Pick<DocumentChoice, "documents"> {
  return { documents: reportsOf(corpus).map(({ id, titles, symbol }) => ({ id, title: titles[language] || symbol })) };
}

function describeLimits({ documents }: Corpus, question: Question | undefined, language: Language): Limited {
  const { document, asOf } = question ?? {};
  const title = documents.find(({ id }) => id === document)?.titles[language];
  return {
    ...(document === undefined ? {} : { document }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(title === undefined ? {} : { title }),
  };
}

/** A whole passage in a language; undefined where there is no rendering. */
function textIn(corpus: Corpus, id: string, language: Language): string | undefined {
  const found = corpus.find(id);
  if (!found) return undefined;
  return language === found.document.language ? found.passage.text : found.passage.renderings[language]?.text;
}
