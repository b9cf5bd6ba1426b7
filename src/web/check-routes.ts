import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Check, CheckText, Verdict } from "../answer/verdict.ts";
import { renderCheckPage } from "./check-page.tsx";
import type { PageParts } from "./frame.tsx";

/** Bytes of a form: a text of a million letters in any script, so that even too long a one gets its sentence. */
const LONGEST_FORM = 8_000_000;
const CHECKS_A_MINUTE = 120;
/** A whole article takes a second of work: fewer of those. */
const TEXTS_A_MINUTE = 40;

export interface CheckRoutesParts {
  check: Check;
  checkText: CheckText;
  readPage: (request: FastifyRequest) => PageParts;
  /** Counts one check with its verdict. */
  count: (channel: "web" | "api", verdict: string, milliseconds: number) => void;
}

/** `GET` and `POST /check` for people, `GET /api/check?q=…` for programs. */
export function addCheckRoutes(server: FastifyInstance, parts: CheckRoutesParts): void {
  const limit = { config: { rateLimit: { max: CHECKS_A_MINUTE } } };
  if (!server.hasContentTypeParser("application/x-www-form-urlencoded")) {
    server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
  }
  const showPage = async (request: FastifyRequest, reply: FastifyReply, text: string | undefined) => {
    const page = parts.readPage(request);
    reply.type("text/html");
    const verdicts: Verdict[] = [];
    const start = performance.now();
    if (text !== undefined) for await (const { verdict } of parts.checkText(text)) verdicts.push(verdict);
    if (verdicts[0]) parts.count("web", verdicts[0].verdict, performance.now() - start);
    const obstacle = verdicts.length === 1 ? (verdicts[0]?.obstacle ?? null) : null;
    return renderCheckPage(page, {
      text: obstacle === "too-long" ? "" : (text ?? ""),
      verdicts: obstacle === null ? verdicts : [],
      trouble: obstacle === null ? null : page.messages[page.language](`check-${obstacle}`),
    });
  };
  server.get("/check", limit, (request, reply) => showPage(request, reply, readText(request.query)));
  server.post("/check", { config: { rateLimit: { max: TEXTS_A_MINUTE } }, bodyLimit: LONGEST_FORM }, (request, reply) =>
    showPage(request, reply, readText(request.body) ?? ""),
  );
  server.get("/api/check", limit, async (request) => {
    const start = performance.now();
    const verdict = parts.check(readText(request.query) ?? "");
    parts.count("api", verdict.verdict, performance.now() - start);
    return verdict;
  });
}

function readText(fields: unknown): string | undefined {
  const value = (fields as Record<string, string | string[] | undefined> | null)?.q;
  return Array.isArray(value) ? value[0] : value;
}
