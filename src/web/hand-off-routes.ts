import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language } from "../corpus/passage.ts";
import type { Desk } from "../desk/desk.ts";
import type { CaseRef, Outcome, Refusal } from "../desk/hand-offs.ts";
import { renderCase } from "./case-page.tsx";
import { hasFormToken, issueFormToken, readField, type Sign } from "./form-token.ts";
import type { PageParts } from "./frame.tsx";
import { type Named, renderHandOff, renderHandOffStart } from "./hand-off-pages.tsx";
import { renderNotice } from "./pages.tsx";

export interface HandOffRouteParts {
  corpus: Corpus;
  desk: Desk;
  sign: Sign;
  readPage: (request: FastifyRequest) => PageParts;
  /** Asks on the web with the log around it: gives the answer's id; null while Kenes is starting. */
  askFirst: (text: string, language: Language | undefined) => Promise<string | null>;
}

/** Passing on, from one address: a family at one router passes on less in an hour, a script more. */
const HAND_OFFS = { max: 20, timeWindow: 3_600_000 };
const CHANGES = { max: 60, timeWindow: 3_600_000 };
/** Bytes of a posted form: 2,000 letters of Cyrillic take 12,000, percent signs and all. */
const FORM_BYTES = 32_768;
/** A private link's secret, as `sign` makes it. */
const TOKEN = /^[0-9a-f]{32}$/u;

type CaseRequest = { Params: { token: string } };

/** `/hand-off` and `/case/…`: all of it works without an account and without script. */
export function addHandOff(server: FastifyInstance, parts: HandOffRouteParts): void {
  const { desk, sign } = parts;
  server.get("/hand-off", { config: { rateLimit: { max: 120 } } }, async (request, reply) => {
    reply.type("text/html").header("cache-control", "no-store");
    const { answer, q } = request.query as { answer?: unknown; q?: unknown };
    const page = parts.readPage(request);
    if (typeof q === "string" && q.trim() !== "") return askThenShow(request, reply, { parts, text: q });
    if (typeof answer !== "string") return renderHandOffStart(page);
    return showHandOff(request, reply, { parts, answerId: answer });
  });
  server.post("/hand-off", { bodyLimit: FORM_BYTES, config: { rateLimit: HAND_OFFS } }, async (request, reply) => {
    if (!hasFormToken(request, sign)) return refuseForm(request, reply, parts);
    const once = readField(request, "once");
    const token = sign(`case:${once}:${request.cookies.kenes_form}`);
    const opened = desk.handOffs.open({
      ...{ answerId: readField(request, "answer"), channel: "web", asker: null, address: null, token },
      message: readField(request, "message"),
    });
    if ("refused" in opened) return refuse(request, reply, { parts, refusal: opened.refused });
    return reply.redirect(`/case/${token}?told=opened&lang=${parts.readPage(request).language}`, 303);
  });
  server.get<CaseRequest>("/case/:token", async (request, reply) => showCase(request, reply, parts));
  addChange(server, parts, { name: "add", run: (ref, request) => desk.handOffs.add(ref, readField(request, "text")) });
  addChange(server, parts, { name: "cancel", run: (ref) => desk.handOffs.cancel(ref) });
  addChange(server, parts, {
    name: "rate",
    run: (ref, request) => desk.handOffs.rate(ref, readField(request, "helped") === "yes"),
  });
}

interface CaseChange {
  name: "add" | "cancel" | "rate";
  run: (ref: CaseRef, request: FastifyRequest) => Outcome;
}

function addChange(server: FastifyInstance, parts: HandOffRouteParts, { name, run }: CaseChange): void {
  const options = { bodyLimit: FORM_BYTES, config: { rateLimit: CHANGES } };
  server.post<CaseRequest>(`/case/:token/${name}`, options, async (request, reply) => {
    if (!hasFormToken(request, parts.sign)) return refuseForm(request, reply, parts);
    const outcome = run({ token: request.params.token }, request);
    if (outcome === "unknown") return reply.callNotFound();
    const told = outcome === "done" ? name : outcome;
    return reply.redirect(`/case/${request.params.token}?told=${told}&lang=${parts.readPage(request).language}`, 303);
  });
}

async function askThenShow(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, text }: { parts: HandOffRouteParts; text: string },
) {
  const page = parts.readPage(request);
  const id = await parts.askFirst(text, undefined);
  if (id === null) return reply.code(503).send(renderNotice(page, page.messages[page.language]("starting")));
  return reply.redirect(`/hand-off?answer=${encodeURIComponent(id)}&lang=${page.language}`, 303);
}

function showHandOff(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, answerId }: { parts: HandOffRouteParts; answerId: string },
) {
  const page = parts.readPage(request);
  const shared = parts.desk.handOffs.prepare(answerId, null);
  if ("refused" in shared) return refuse(request, reply, { parts, refusal: shared.refused });
  const csrf = issueFormToken(request, reply, parts.sign);
  const found = nameAll(parts.corpus, shared.passages);
  const once = randomBytes(18).toString("base64url");
  return renderHandOff(page, { shared, found, answerId, csrf, once, dueDay: parts.desk.handOffs.dueDay() });
}

function showCase(request: FastifyRequest<CaseRequest>, reply: FastifyReply, parts: HandOffRouteParts) {
  const { token } = request.params;
  const status = TOKEN.test(token) ? parts.desk.handOffs.status({ token }) : undefined;
  if (!status) return reply.callNotFound();
  const csrf = issueFormToken(request, reply, parts.sign);
  const { told, lang } = request.query as { told?: unknown; lang?: unknown };
  const read = parts.readPage(request);
  const page = lang === undefined ? { ...read, language: status.language } : read;
  const attached = nameAll(parts.corpus, status.reply?.passages ?? []);
  const { corrections, notices } = parts.desk.learning;
  reply.type("text/html").header("cache-control", "no-store").header("x-robots-tag", "noindex");
  return reply.send(
    renderCase(page, {
      ...{ status, token, csrf, attached, told: tellOf(told, page), corpus: parts.corpus },
      corrections: notices.ofCase(status.number).flatMap((id) => corrections.find(id) ?? []),
    }),
  );
}

const TOLD = ["opened", "add", "cancel", "rate", "closed", "full", "empty"];

function tellOf(told: unknown, { messages, language }: PageParts): string | null {
  return TOLD.includes(String(told)) ? messages[language](`case-told-${told}`) : null;
}

const REFUSAL_STATUS: Record<Refusal, number> = {
  "unknown-answer": 404,
  "not-yours": 403,
  forgotten: 410,
  already: 409,
  empty: 400,
};

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, refusal }: { parts: HandOffRouteParts; refusal: Refusal },
) {
  const page = parts.readPage(request);
  const text = page.messages[page.language](`handoff-refused-${refusal}`);
  return reply.code(REFUSAL_STATUS[refusal]).type("text/html").send(renderNotice(page, text));
}

function refuseForm(request: FastifyRequest, reply: FastifyReply, parts: HandOffRouteParts) {
  const page = parts.readPage(request);
  return reply
    .code(403)
    .type("text/html")
    .send(renderNotice(page, page.messages[page.language]("form-stale")));
}

/** The passages that still are in the corpus, with their document's symbol. */
export function nameAll(corpus: Corpus, ids: readonly string[]): Named[] {
  return ids.flatMap((id) => {
    const found = corpus.find(id);
    return found ? [{ passage: found.passage, symbol: found.document.symbol }] : [];
  });
}
