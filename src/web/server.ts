import { readFileSync } from "node:fs";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Answer, Ask } from "../answer/answer.ts";
import { toContract } from "../answer/contract.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Desk } from "../desk/desk.ts";
import type { Messages } from "../messages/messages.ts";
import { addDesk } from "./desk/desk-routes.ts";
import type { Sign } from "./form-token.ts";
import type { PageParts } from "./frame.tsx";
import { addHandOff } from "./hand-off-routes.ts";
import type { Metrics } from "./metrics.ts";
import { choosePageLanguage, renderNotice, renderPassagePage, renderQuestionPage } from "./pages.tsx";

/** Questions a minute from one address: a family behind one router asks less, a script more. */
const QUESTIONS_A_MINUTE = 120;
/** Bytes of an address: 2,000 Cyrillic letters take 12,000. */
const LONGEST_ADDRESS = 32_768;
/** Bytes of a posted form, where the route names no lower limit. */
const LONGEST_FORM = 131_072;
/** Milliseconds for a whole request to arrive: who sends a form letter by letter is let go. */
const SLOWEST_REQUEST = 30_000;

export interface WebParts {
  corpus: Corpus;
  messages: Messages;
  metrics: Metrics;
  desk: Desk;
  /** Signs with this installation's key. */
  sign: Sign;
  /** Addresses of proxies whose word on the client's address counts. */
  trustedProxies: string[];
  /** The question's way in, with the log around it; null while Kenes is starting. */
  ask: (channel: "web" | "api") => Ask | null;
  /** What /health says of the other parts. */
  health: () => { ready: boolean } & Record<string, unknown>;
  onFailure: (error: unknown) => void;
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
  await server.register(rateLimit, { global: false, max: QUESTIONS_A_MINUTE, timeWindow: 60_000 });
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: LONGEST_FORM });
  server.addHook("onSend", async (_request, reply) => {
    reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
  });
  addPages(server, parts, style);
  addApi(server, parts);
  const { corpus, desk, sign } = parts;
  const readPageOf = (request: FastifyRequest) => readPage(request, parts, style);
  addHandOff(server, {
    ...{ corpus, desk, sign, readPage: readPageOf },
    askFirst: async (text, language) => (await answerOne(parts, "web", text, language))?.id ?? null,
  });
  addDesk(server, { corpus, desk, sign, readPage: readPageOf });
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) parts.onFailure(error);
    const { language, messages } = readPage(request, parts, style);
    const text = messages[language](status === 429 ? "too-many" : "failure");
    reply.code(status);
    if (request.url.startsWith("/api/")) return reply.send({ error: status === 429 ? "too-many" : "failure", text });
    return reply.type("text/html").send(renderNotice(readPage(request, parts, style), text));
  });
  server.setNotFoundHandler((request, reply) => {
    const page = readPage(request, parts, style);
    return reply
      .code(404)
      .type("text/html")
      .send(renderNotice(page, page.messages[page.language]("not-found")));
  });
  return server;
}

function addPages(server: FastifyInstance, parts: WebParts, style: string): void {
  const limit = { config: { rateLimit: { max: QUESTIONS_A_MINUTE } } };
  server.get("/", limit, async (request, reply) => {
    const page = readPage(request, parts, style);
    const text = readOne(request, "q");
    reply.type("text/html");
    if (text === undefined) return renderQuestionPage(page, { text: "", answer: null, trouble: null });
    const answer = await answerOne(parts, "web", text, readLanguage(request));
    if (answer !== null)
      return renderQuestionPage({ ...page, language: answer.language }, { text, answer, trouble: null });
    reply.code(503);
    return renderQuestionPage(page, { text, answer: null, trouble: page.messages[page.language]("starting") });
  });
  server.get<{ Params: { document: string; number: string } }>("/passage/:document/:number", async (request, reply) => {
    const page = readPage(request, parts, style);
    const found = parts.corpus.find(`${request.params.document}/${request.params.number}`);
    if (!found) return reply.callNotFound();
    return reply.type("text/html").send(renderPassagePage(page, found.passage, found.document));
  });
}

function addApi(server: FastifyInstance, parts: WebParts): void {
  const limit = { config: { rateLimit: { max: QUESTIONS_A_MINUTE } } };
  server.get("/api/ask", limit, async (request, reply) => {
    const chosen = readOne(request, "lang");
    if (chosen !== undefined && readLanguage(request) === undefined) {
      return reply.code(400).send({ error: "lang", text: "lang must be en, ru or kk; leave it out to have it found" });
    }
    const answer = await answerOne(parts, "api", readOne(request, "q") ?? "", readLanguage(request));
    if (answer !== null) return toContract(answer);
    return reply
      .code(503)
      .header("retry-after", "30")
      .send({ error: "starting", text: parts.messages.en("starting") });
  });
  server.get("/health", async (_request, reply) => {
    const health = parts.health();
    return reply.code(health.ready ? 200 : 503).send(health);
  });
  server.get("/metrics", async (_request, reply) =>
    reply.type("text/plain; version=0.0.4").send(parts.metrics.print()),
  );
}

/** Null while Kenes is starting. Counts what is answered. */
async function answerOne(
  parts: WebParts,
  channel: "web" | "api",
  text: string,
  language: Language | undefined,
): Promise<Answer | null> {
  const ask = parts.ask(channel);
  if (ask === null) return null;
  const answer = await ask(language === undefined ? { text } : { text, language });
  parts.metrics.count(channel, answer.kind, answer.ms);
  return answer;
}

function readOne(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[name];
  return Array.isArray(value) ? value[0] : value;
}

function readLanguage(request: FastifyRequest): Language | undefined {
  const asked = readOne(request, "lang");
  return LANGUAGES.find((language) => language === asked);
}

function readPage(request: FastifyRequest, { messages }: WebParts, style: string): PageParts {
  const language = choosePageLanguage(readOne(request, "lang"), request.headers["accept-language"]);
  return { language, messages, style };
}
