import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Corpus } from "../corpus/corpus.ts";
import type { Document } from "../corpus/document.ts";
import { findVersion, listEarlier } from "../corpus/editions.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import { numberOf } from "../corpus/place.ts";
import { hashText } from "../corpus/text.ts";
import type { Messages } from "../messages/messages.ts";
import { renderCentrePage } from "./centre-page.tsx";
import { renderPassagePage } from "./passage-page.tsx";
import type { PictureContent } from "./picture.tsx";
import type { Pictures } from "./pictures.ts";
import { listReferences } from "./references.ts";
import { readBase, readOne, readPage } from "./request.ts";

export interface PassageRouteParts {
  corpus: Corpus;
  messages: Messages;
  publicUrl: string | null;
  pictures: Pictures;
  style: string;
}

/** Pictures a minute from one address: a reader shares one, a script draws many. */
export const PICTURES_A_MINUTE = 30;

/** `/p/ID`, `/p/ID.png`, the old `/passage/ID`, and the script that copies. */
export function addPassageRoutes(server: FastifyInstance, parts: PassageRouteParts): void {
  const { corpus, messages, publicUrl, pictures } = parts;
  server.get<{ Params: Named }>("/p/:document/:number", async (request, reply) => {
    const edition = readOne(request, "edition");
    const found = findVersion(corpus, `${request.params.document}/${request.params.number}`, edition);
    if (!found) return reply.callNotFound();
    if (found.passage.centre) return reply.type("text/html").send(renderCentrePage(readPage(request, parts), found));
    const about = { base: readBase(request, publicUrl), now: Date.now(), messages };
    const cited = found.past ? { ...about, edition: found.document.edition } : about;
    const earlier = found.past ? [] : listEarlier(corpus, found.passage);
    // What was withdrawn may still be cited; what a document says now is what others should find of it.
    if (found.past) reply.header("x-robots-tag", "noindex");
    return reply
      .type("text/html")
      .send(renderPassagePage(readPage(request, parts), { ...found, earlier }, listReferences(found, cited)));
  });
  const limit = { config: { rateLimit: { max: PICTURES_A_MINUTE } } };
  server.get<{ Params: Named }>("/p/:document/:number.png", limit, async (request, reply) => {
    const found = corpus.find(`${request.params.document}/${request.params.number}`);
    // The centre's words are no quotation to hand on without their days.
    if (!found || found.passage.centre) return reply.callNotFound();
    const { language } = readPage(request, parts);
    return sendPicture(request, reply, await pictures.draw(describePicture(found, { language, messages, publicUrl })));
  });
  server.get<{ Params: Named }>("/passage/:document/:number", async (request, reply) => {
    const found = corpus.find(`${request.params.document}/${request.params.number}`);
    if (!found) return reply.callNotFound();
    return reply.redirect(`/p/${found.passage.id}${new URL(request.url, "http://localhost").search}`, 301);
  });
  const script = readFileSync(new URL("copy.js", import.meta.url), "utf8");
  server.get("/copy.js", async (_request, reply) =>
    reply.type("text/javascript").header("cache-control", "public, max-age=3600").send(script),
  );
}

interface Named {
  document: string;
  number: string;
}

/** A picture may be kept by whoever fetched it; the tag changes with its bytes. */
export function sendPicture(request: FastifyRequest, reply: FastifyReply, png: Buffer): FastifyReply {
  const tag = `"${hashText(png.toString("base64")).slice(7, 39)}"`;
  reply.header("cache-control", "public, max-age=86400").header("etag", tag);
  return request.headers["if-none-match"] === tag ? reply.code(304).send() : reply.type("image/png").send(png);
}

/** As people write an address in print. */
export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//u, "");
}

function describePicture(
  { passage, document }: { passage: Passage; document: Document },
  about: { language: Language; messages: Messages; publicUrl: string | null },
): PictureContent {
  const { language, messages, publicUrl } = about;
  const rendering = language === document.language ? undefined : passage.renderings[language];
  const place = [...(passage.places[language] ?? passage.place), `§ ${numberOf(passage)}`];
  return {
    language: rendering ? language : document.language,
    quote: rendering?.text ?? passage.text,
    source: `${document.symbol} · ${document.date}`,
    place: place.join(" › "),
    note: rendering?.status === "working" ? messages[language]("working-translation") : null,
    // Without a public address set, the host that was asked could be anybody's: the id alone is printed.
    mark: publicUrl === null ? `Kenes · ${passage.id}` : `${withoutScheme(publicUrl)}/p/${passage.id}`,
  };
}
