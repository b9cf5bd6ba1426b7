import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { printReceipt, type Receipt } from "../check/receipt.ts";
import { readCode } from "../check/receipt-code.ts";
import { LARGEST_RECEIPT } from "../check/receipt-read.ts";
import type { Verification } from "../check/receipt-verify.ts";
import { describeProblem, describeVerification, toVerificationContract } from "../check/receipt-words.ts";
import type { Receipts } from "../check/receipts.ts";
import type { Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import { PICTURES_A_MINUTE, sendPicture, withoutScheme } from "./passage-routes.ts";
import type { PictureContent } from "./picture.tsx";
import type { Pictures } from "./pictures.ts";
import { renderFindPage, renderReceiptPage } from "./receipt-page.tsx";
import { readLanguage, readOne, readPage } from "./request.ts";

export interface ReceiptRouteParts {
  receipts: Receipts;
  messages: Messages;
  publicUrl: string | null;
  pictures: Pictures;
  style: string;
}

/** Verifications a minute from one address: each asks the question again, and codes aren't to be guessed. */
const VERIFICATIONS_A_MINUTE = 60;

/** `/r`, `/r/CODE`, `/r/CODE.json`, `/r/CODE.png`, `/receipt-key` and the same for programs under `/api`. */
export function addReceiptRoutes(server: FastifyInstance, parts: ReceiptRouteParts): void {
  addReceiptPages(server, parts);
  addReceiptFiles(server, parts);
  void server.register(async (scope) => addReceiptApi(scope, parts));
}

const LIMIT = { config: { rateLimit: { max: VERIFICATIONS_A_MINUTE } } };

function addReceiptPages(server: FastifyInstance, parts: ReceiptRouteParts): void {
  const { receipts } = parts;
  server.get("/r", LIMIT, async (request, reply) => {
    const typed = readOne(request, "code");
    if (typed === undefined)
      return hide(reply)
        .type("text/html")
        .send(renderFindPage(readPage(request, parts)));
    const code = readCode(typed);
    const language = readLanguage(request);
    if (code !== null) return reply.redirect(`/r/${code}${language ? `?lang=${language}` : ""}`, 303);
    return sendPage(request, reply, await receipts.verifyCode(typed));
  });
  server.get<{ Params: { code: string } }>("/r/:code", LIMIT, async (request, reply) =>
    sendPage(request, reply, await receipts.verifyCode(request.params.code)),
  );
  function sendPage(request: FastifyRequest, reply: FastifyReply, verification: Verification): FastifyReply {
    const html = renderReceiptPage(readPage(request, parts), verification);
    return hide(reply).code(statusOf(verification)).type("text/html").send(html);
  }
}

function addReceiptFiles(server: FastifyInstance, parts: ReceiptRouteParts): void {
  const { receipts, pictures } = parts;
  const find = (typed: string) => receipts.find(readCode(typed) ?? "");
  server.get<{ Params: { code: string } }>("/r/:code.json", LIMIT, async (request, reply) => {
    const receipt = find(request.params.code);
    if (!receipt) return reply.callNotFound();
    const name = `attachment; filename="kenes-${receipt.code}.json"`;
    return hide(reply).type("application/json").header("content-disposition", name).send(printReceipt(receipt));
  });
  const limit = { config: { rateLimit: { max: PICTURES_A_MINUTE } } };
  server.get<{ Params: { code: string } }>("/r/:code.png", limit, async (request, reply) => {
    const receipt = find(request.params.code);
    const content = receipt && describePicture(receipt, parts);
    if (!content) return reply.callNotFound();
    return sendPicture(request, hide(reply), await pictures.draw(content));
  });
  server.get("/receipt-key", async () => ({ algorithm: "Ed25519", key: receipts.publicKey, pem: receipts.pem }));
}

function addReceiptApi(scope: FastifyInstance, { receipts, messages }: ReceiptRouteParts): void {
  const describe = (request: FastifyRequest, verification: Verification) =>
    toVerificationContract(verification, describeVerification(verification, messages, readLanguage(request) ?? "en"));
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  scope.get<{ Params: { code: string } }>("/api/receipt/:code", LIMIT, async (request, reply) => {
    const verification = await receipts.verifyCode(request.params.code);
    return hide(reply).code(statusOf(verification)).send(describe(request, verification));
  });
  const upload = { ...LIMIT, bodyLimit: LARGEST_RECEIPT };
  scope.post("/api/verify", upload, async (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return hide(reply).send(describe(request, await receipts.verifyFile(bytes)));
  });
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.statusCode !== 413) throw error;
    const problem = { problem: "too-big", limit: LARGEST_RECEIPT } as const;
    const sentences = [describeProblem(problem, messages, readLanguage(request) ?? "en")];
    return reply.code(413).send({ receipt: null, genuine: false, problem, sentences });
  });
}

/** A receipt is for whoever has its code, not for search engines or caches between. */
function hide(reply: FastifyReply): FastifyReply {
  return reply.header("x-robots-tag", "noindex").header("cache-control", "private, no-cache");
}

function statusOf({ problem }: Verification): number {
  return problem?.problem === "no-such-code" || problem?.problem === "bad-code" ? 404 : 200;
}

/** The first passage that was shown, as it was shown; undefined when none was. */
function describePicture(receipt: Receipt, { messages, publicUrl }: ReceiptRouteParts): PictureContent | undefined {
  const [first] = receipt.passages;
  if (!first) return undefined;
  const language = "language" in first ? first.language : languageOfAnswer(receipt);
  const say = messages[language];
  const mark = [say("proof", { code: receipt.code }), ...(publicUrl === null ? [] : [withoutScheme(publicUrl)])];
  const note = first.as === "nearest" ? say("receipt-nearest") : null;
  return {
    language,
    quote: "words" in first ? first.words : first.excerpt,
    source: first.status === "centre" ? say("case-reply-whose") : first.document,
    place: first.place,
    note: note ?? (first.status === "working" ? say("working-translation") : null),
    mark: mark.join(" · "),
  };
}

function languageOfAnswer(receipt: Receipt): Language {
  return "answer" in receipt ? receipt.answer.language : "en";
}
