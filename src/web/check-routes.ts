import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Check, CheckText, Verdict } from "../answer/verdict.ts";
import { type BatchRow, describeTrouble, openBatch } from "../check/batch.ts";
import { LARGEST_FILE } from "../check/read-file.ts";
import { writeCsvReport } from "../check/report-csv.ts";
import { renderCheckPage } from "./check-page.tsx";
import type { PageParts } from "./frame.tsx";
import { renderReport } from "./report-page.tsx";
import { readOne } from "./request.ts";

/** Bytes of a form: a text of a million letters in any script, so that even too long a one gets its sentence. */
const LONGEST_FORM = 8_000_000;
const CHECKS_A_MINUTE = 120;
/** A whole article takes a second of work: fewer of those. */
const TEXTS_A_MINUTE = 40;
/** A Word file takes a second besides. */
const FILES_A_MINUTE = 12;
/** Verdicts of one text that get a receipt each: more would let anybody fill the disk. */
const MOST_RECEIPTS = 100;

export interface CheckRoutesParts {
  /** Gives its verdicts receipts. */
  check: Check;
  /** Does not. */
  checkText: CheckText;
  bareCheck: Check;
  issueChecks: (verdicts: readonly Verdict[]) => Verdict[];
  /** Checks against the documents as they stood; null where there was no such edition. */
  checkAsOf: (asOf: string) => Check | null;
  readBase: (request: FastifyRequest) => string;
  readPage: (request: FastifyRequest) => PageParts;
  /** Counts one check with its verdict. */
  count: (channel: "web" | "api", verdict: string, milliseconds: number) => void;
}

/** `GET` and `POST /check` and `POST /check/file` for people, `GET /api/check?q=…` for programs. */
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
      verdicts: obstacle === null ? withCodes(verdicts, parts) : [],
      trouble: obstacle === null ? null : page.messages[page.language](`check-${obstacle}`),
    });
  };
  server.get("/check", limit, (request, reply) => showPage(request, reply, readText(request.query)));
  server.post("/check", { config: { rateLimit: { max: TEXTS_A_MINUTE } }, bodyLimit: LONGEST_FORM }, (request, reply) =>
    showPage(request, reply, readText(request.body) ?? ""),
  );
  server.get("/api/check", limit, async (request, reply) => {
    const start = performance.now();
    const asOf = readOne(request, "asOf")?.trim().slice(0, 80);
    const check = asOf ? parts.checkAsOf(asOf) : parts.check;
    if (check === null) {
      const text = "There was no such edition: asOf is a day, or at least eight digits of an edition's hash";
      return reply.code(404).send({ error: "no-edition", text });
    }
    const verdict = check(readText(request.query) ?? "");
    parts.count("api", verdict.verdict, performance.now() - start);
    return verdict;
  });
  void server.register(async (scope) => addFileRoute(scope, parts));
}

/** The first verdicts of a text with their codes, and the others as they are. */
function withCodes(verdicts: readonly Verdict[], { issueChecks }: CheckRoutesParts): Verdict[] {
  return [...issueChecks(verdicts.slice(0, MOST_RECEIPTS)), ...verdicts.slice(MOST_RECEIPTS)];
}

/** A file is checked and shown, or given back as a report with `report=csv` or `report=html`. */
async function addFileRoute(scope: FastifyInstance, parts: CheckRoutesParts): Promise<void> {
  await scope.register(multipart, { limits: { files: 1, fileSize: LARGEST_FILE, fields: 4, parts: 6 } });
  const limit = { config: { rateLimit: { max: FILES_A_MINUTE } }, bodyLimit: LARGEST_FILE + 1_000_000 };
  scope.post("/check/file", limit, async (request, reply) => {
    const page = parts.readPage(request);
    const say = page.messages[page.language];
    const start = performance.now();
    const file = await readUpload(request);
    const opened = file.whole
      ? await openBatch(file, parts.bareCheck)
      : { trouble: { trouble: "too-large", limit: LARGEST_FILE / 1_000_000 } as const };
    if ("trouble" in opened) {
      const trouble = describeTrouble(opened.trouble, file.name, say);
      return reply
        .code(422)
        .type("text/html")
        .send(renderCheckPage(page, { text: "", verdicts: [], trouble }));
    }
    const found: BatchRow[] = [];
    for await (const { row, verdict } of opened.rows) found.push({ row, verdict });
    const verdicts = withCodes(
      found.map(({ verdict }) => verdict),
      parts,
    );
    const rows = found.map(({ row, verdict }, k) => ({ row, verdict: verdicts[k] ?? verdict }));
    if (verdicts[0]) parts.count("web", verdicts[0].verdict, performance.now() - start);
    const report = readOne(request, "report");
    const about = { ...page, say, base: parts.readBase(request), name: file.name, time: Date.now() };
    if (report === "csv") return attach(reply, "csv").type("text/csv; charset=utf-8").send(writeCsvReport(rows, about));
    if (report === "html") return attach(reply, "html").type("text/html").send(renderReport(rows, about));
    return reply.type("text/html").send(renderCheckPage(page, { text: "", verdicts, trouble: null }));
  });
}

function attach(reply: FastifyReply, ending: string): FastifyReply {
  return reply.header("content-disposition", `attachment; filename="kenes-report.${ending}"`);
}

/** Letters of a file's name that are shown. */
const LONGEST_NAME = 100;

/** The file that was sent; an empty one when none was. */
async function readUpload(request: FastifyRequest): Promise<{ name: string; bytes: Buffer; whole: boolean }> {
  const sent = request.isMultipart() ? await request.file({ throwFileSizeLimit: false }) : undefined;
  if (!sent) return { name: "…", bytes: Buffer.alloc(0), whole: true };
  const chunks: Buffer[] = [];
  for await (const chunk of sent.file) chunks.push(chunk as Buffer);
  return { name: sent.filename.slice(-LONGEST_NAME) || "…", bytes: Buffer.concat(chunks), whole: !sent.file.truncated };
}

function readText(fields: unknown): string | undefined {
  const value = (fields as Record<string, string | string[] | undefined> | null)?.q;
  return Array.isArray(value) ? value[0] : value;
}
