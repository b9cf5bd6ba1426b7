import type { FastifyReply, FastifyRequest } from "fastify";
import type { Corpus } from "../../corpus/corpus.ts";
import { LANGUAGES } from "../../corpus/passage.ts";
import type { Desk } from "../../desk/desk.ts";
import { issueFormToken, type Sign } from "../form-token.ts";
import type { PageParts } from "../frame.tsx";
import type { DeskPage } from "./frame.tsx";
import { csrfOf } from "./guard.ts";
import { renderDeskNotice } from "./login-page.tsx";

export interface DeskRouteParts {
  corpus: Corpus;
  desk: Desk;
  sign: Sign;
  readPage: (request: FastifyRequest) => PageParts;
}

/** What the desk's routes share. */
export interface DeskKit extends DeskRouteParts {
  page(request: FastifyRequest, reply: FastifyReply): DeskPage;
  /** A sentence for `?told=…`, or null; `name` is who holds the case, where that is told. */
  told(request: FastifyRequest, page: DeskPage, name?: string): string | null;
  notice(request: FastifyRequest, reply: FastifyReply, text: string): unknown;
}

/** Bytes of a posted form: three texts of 3,500 letters of Cyrillic, percent signs and all. */
export const FORM_BYTES = 131_072;

export function createKit(parts: DeskRouteParts, style: string): DeskKit {
  const { desk, sign } = parts;
  const page = (request: FastifyRequest, reply: FastifyReply): DeskPage => {
    const read = parts.readPage(request);
    const session = request.staff;
    const about = (request.params as { number?: string }).number ?? null;
    const asked = (request.query as { lang?: unknown }).lang;
    const chosen = LANGUAGES.find((language) => language === asked);
    if (session && chosen && chosen !== session.language) desk.sessions.chooseLanguage(session.token, chosen);
    return {
      ...read,
      style: read.style + style,
      language: chosen ?? session?.language ?? read.language,
      session,
      csrf: session ? csrfOf(session, sign) : issueFormToken(request, reply, sign),
      path: pathOf(request),
      pulse: desk.audit.last(about ?? undefined),
      about,
    };
  };
  return {
    ...parts,
    page,
    told: (request, { messages, language }, name = "") => {
      const { told } = request.query as { told?: unknown };
      if (typeof told !== "string" || !TOLD.includes(told)) return null;
      return messages[language](`desk-told-${told}`, { name });
    },
    notice: (request, reply, text) => reply.type("text/html").send(renderDeskNotice(page(request, reply), text)),
  };
}

const TOLD = [
  ...["claimed", "taken", "closed", "released", "not-yours", "busy", "saved", "not-holder", "stale", "waiting"],
  ...["sent", "submitted", "empty", "nobody", "approved", "given-back", "own", "gone", "forbidden"],
  ...["announced", "ended", "over"],
  ...["document-added", "document-removed", "document-restored", "document-discarded"],
  ...["learned", "withdrawn", "undone", "changed-since", "same", "wrong", "days", "no-words", "listed", "no-why"],
  ...["telling", "unlisted", "unknown", "unread"],
];

/** This page's own address without what was told and the language; a form's address leads to the queue. */
function pathOf(request: FastifyRequest): string {
  if (request.method !== "GET") return "/desk";
  const url = new URL(request.url, "http://desk.invalid");
  for (const name of ["lang", "told"]) url.searchParams.delete(name);
  const query = url.searchParams.toString();
  return query === "" ? url.pathname : `${url.pathname}?${query}`;
}
