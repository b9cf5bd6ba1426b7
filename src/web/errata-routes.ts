import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Corpus } from "../corpus/corpus.ts";
import type { Desk } from "../desk/desk.ts";
import { renderErrata } from "./errata-page.tsx";
import type { PageParts } from "./frame.tsx";

export interface ErrataParts {
  corpus: Corpus;
  desk: Desk;
  readPage: (request: FastifyRequest) => PageParts;
}

/** The public list of what was corrected. */
export function addErrata(server: FastifyInstance, { corpus, desk, readPage }: ErrataParts): void {
  server.get("/errata", { config: { rateLimit: { max: 120 } } }, async (request, reply) => {
    const listed = desk.learning.corrections.listed();
    return reply.type("text/html").send(renderErrata(readPage(request), { listed, corpus }));
  });
}
