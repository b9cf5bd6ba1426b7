import { readFileSync } from "node:fs";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Answer, Ask, Question } from "../answer/answer.ts";
import { toContract } from "../answer/contract.ts";
import type { Check, CheckText, Verdict } from "../answer/verdict.ts";
import type { Receipts } from "../check/receipts.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { isEditionName } from "../corpus/editions.ts";
import type { Desk } from "../desk/desk.ts";
import type { Messages } from "../messages/messages.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { readAsking } from "./asking.ts";
import { addCheckRoutes } from "./check-routes.ts";
import { addDesk } from "./desk/desk-routes.ts";
import type { DocumentParts } from "./desk/documents-routes.ts";
import { addErrata } from "./errata-routes.ts";
import type { Sign } from "./form-token.ts";
import { addHandOff } from "./hand-off-routes.ts";
import { renderNotice } from "./pages.tsx";
import { addPassageRoutes } from "./passage-routes.ts";
import { createPictures } from "./pictures.ts";
import { addQuestions } from "./question-routes.ts";
import { addReceiptRoutes } from "./receipt-routes.ts";
import { readBase, readLanguage, readOne, readPage } from "./request.ts";
import { addStatistics } from "./statistics-routes.tsx";
import { createSuggestions } from "./suggestions.ts";

/** Questions a minute from one address: a family behind one router asks less, a script more. */
const QUESTIONS_A_MINUTE = 120;
/** Bytes of an address: 2,000 Cyrillic letters take 12,000. */
const LONGEST_ADDRESS = 32_768;

/** Only our own script file and pictures; nothing inline but the style. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Bytes of a posted form, where the route names no lower limit. */
const LONGEST_FORM = 131_072;
/** Milliseconds for a whole request to arrive: who sends a form letter by letter is let go. */
const SLOWEST_REQUEST = 30_000;

export interface WebParts {
  corpus: Corpus;
  messages: Messages;
  desk: Desk;
  /** Signs with this installation's key. */
  sign: Sign;
  /** Addresses of proxies whose word on the client's address counts. */
  trustedProxies: string[];
  /** How documents are added at the desk. */
  documents: DocumentParts;
  metrics: Metrics;
  receipts: Receipts;
  /** Where people reach the page, without a slash at the end; null when it is the host asked for. */
  publicUrl: string | null;
  /** The question's way in, with the log around it; null while Kenes is starting. */
  ask: (channel: "web" | "api") => Ask | null;
  /** Gives its verdicts receipts; the two below do not. */
  check: Check;
  checkText: CheckText;
  bareCheck: Check;
  /** The same verdicts with the codes of their receipts. */
  issueChecks: (verdicts: readonly Verdict[]) => Verdict[];
  /** Checks against the documents as they stood; null where there was no such edition. */
  checkAsOf: (asOf: string) => Check | null;
  /** What /health says of the other parts. */
  health: () => { ready: boolean } & Record<string, unknown>;
  onFailure: (error: unknown) => void;
  /** Adds what another room serves on this server, for example Telegram's webhook. */
  extend?: (server: FastifyInstance) => Promise<void>;
}

/** The HTTP server, not listening yet. */
export async function createServer(parts: WebParts): Promise<FastifyInstance> {
  const server = Fastify({
    forceCloseConnections: true,
    requestTimeout: SLOWEST_REQUEST,
    trustProxy: parts.trustedProxies.length > 0 ? parts.trustedProxies : false,
    routerOptions: { maxParamLength: 200 },
    http: { maxHeaderSize: LONGEST_ADDRESS },
  });
  const style = readFileSync(new URL("style.css", import.meta.url), "utf8");
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: LONGEST_FORM });
  await server.register(rateLimit, { global: false, max: QUESTIONS_A_MINUTE, timeWindow: 60_000 });
  server.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", POLICY);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
  });
  addQuestions(server, {
    ...parts,
    ...{ style, limit: QUESTIONS_A_MINUTE, announcements: parts.desk.announcements },
    suggestions: createSuggestions(parts.corpus, parts.desk.now),
    answer: (question) => answerOne(parts, "web", question),
  });
  addApi(server, parts);
  const pictures = createPictures();
  addPassageRoutes(server, { ...parts, style, pictures });
  addReceiptRoutes(server, { ...parts, style, pictures });
  addCheckRoutes(server, {
    check: parts.check,
    checkText: parts.checkText,
    bareCheck: parts.bareCheck,
    issueChecks: parts.issueChecks,
    checkAsOf: parts.checkAsOf,
    readBase: (request) => readBase(request, parts.publicUrl),
    readPage: (request) => readPage(request, { ...parts, style }),
    count: (channel, verdict, ms) => parts.metrics.count(channel, verdict, ms),
  });
  const { corpus, desk, sign } = parts;
  const readPageOf = (request: FastifyRequest) => readPage(request, { ...parts, style });
  addHandOff(server, {
    ...{ corpus, desk, sign, readPage: readPageOf },
    askFirst: async (text, language) =>
      (await answerOne(parts, "web", language === undefined ? { text } : { text, language }))?.id ?? null,
  });
  addDesk(server, { corpus, desk, sign, readPage: readPageOf, documents: parts.documents });
  addStatistics(server, { corpus, desk, readPage: readPageOf });
  addErrata(server, { corpus, desk, readPage: readPageOf });
  await parts.extend?.(server);
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) parts.onFailure(error);
    const { language, messages } = readPage(request, { ...parts, style });
    const text = messages[language](status === 429 ? "too-many" : status === 413 ? "check-too-long" : "failure");
    reply.code(status);
    if (request.url.startsWith("/api/")) return reply.send({ error: status === 429 ? "too-many" : "failure", text });
    return reply.type("text/html").send(renderNotice(readPage(request, { ...parts, style }), text));
  });
  server.setNotFoundHandler((request, reply) => {
    const page = readPage(request, { ...parts, style });
    return reply
      .code(404)
      .type("text/html")
      .send(renderNotice(page, page.messages[page.language]("not-found")));
  });
  return server;
}

function addApi(server: FastifyInstance, parts: WebParts): void {
  const limit = { config: { rateLimit: { max: QUESTIONS_A_MINUTE } } };
  server.get("/api/ask", limit, async (request, reply) => {
    const chosen = readOne(request, "lang");
    if (chosen !== undefined && readLanguage(request) === undefined) {
      return reply.code(400).send({ error: "lang", text: "lang must be en, ru or kk; leave it out to have it found" });
    }
    const asking = readAsking(request, Date.now());
    const asOf = asking?.question.asOf;
    if (asOf !== undefined && !isEditionName(asOf)) {
      const text = "asOf must be a day such as 2024-05-31, or at least eight digits of an edition's hash";
      return reply.code(400).send({ error: "asOf", text });
    }
    const answer = await answerOne(parts, "api", asking?.question ?? { text: "" });
    if (answer !== null) return toContract(answer);
    return reply
      .code(503)
      .header("retry-after", "30")
      .send({ error: "starting", text: parts.messages.en("starting") });
  });
  const description = JSON.parse(readFileSync(new URL("openapi.json", import.meta.url), "utf8")) as object;
  server.get("/api", async (request, reply) =>
    reply
      .header("access-control-allow-origin", "*")
      .send({ ...description, servers: [{ url: readBase(request, parts.publicUrl) }] }),
  );
  // Browsers ask for it by themselves; there is none.
  server.get("/favicon.ico", async (_request, reply) =>
    reply.code(204).header("cache-control", "public, max-age=86400").send(),
  );
  server.get("/health", async (_request, reply) => {
    const health = parts.health();
    return reply.code(health.ready ? 200 : 503).send(health);
  });
  server.get("/metrics", async (_request, reply) =>
    reply.type(parts.metrics.contentType).send(await parts.metrics.print()),
  );
}

/** Null while Kenes is starting. */
async function answerOne(parts: WebParts, channel: "web" | "api", question: Question): Promise<Answer | null> {
  const ask = parts.ask(channel);
  return ask === null ? null : ask(question);
}
