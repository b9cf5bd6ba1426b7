import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Corpus } from "../corpus/corpus.ts";
import type { Learning } from "../desk/learning.ts";
import { renderErrata } from "./errata-page.tsx";
import type { PageParts } from "./frame.tsx";

export interface ErrataParts {
  corpus: Corpus;
  learning: Learning;
  readPage: (request: FastifyRequest) => PageParts;
}

/** The public list of what was corrected. */
export function addErrata(server: FastifyInstance, { corpus, learning, readPage }: ErrataParts): void {
  server.get("/errata", { config: { rateLimit: { max: 120 } } }, async (request, reply) =>
    reply.type("text/html").send(renderErrata(readPage(request), { listed: learning.corrections.listed(), corpus })),
  );
}
