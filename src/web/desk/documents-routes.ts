import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Library } from "../../library/library.ts";
import type { Given } from "../../library/naming.ts";
import type { Plan, Upload } from "../../library/preview.ts";
import { LibraryError, type Refused } from "../../library/trouble.ts";
import type { Waiting } from "../../library/waiting.ts";
import type { Say } from "../../messages/messages.ts";
import { readField } from "../form-token.ts";
import { renderDiff } from "./changes-part.tsx";
import { type DocumentsShown, renderDocuments, renderLook } from "./documents-page.tsx";
import { staffOf } from "./guard.ts";
import type { DeskKit } from "./kit.ts";

/** What the desk needs to add documents. */
export interface DocumentParts {
  library: Library;
  waiting: Waiting;
  /** How far the documents are taken in; null when nothing is on its way. */
  indexing: () => { done: number; total: number } | null;
}

/** Bytes of an upload: the largest file that is read, and its form around it. */
const LARGEST_UPLOAD = 51_000_000;
/** Uploads a minute from one address: each is read by a process of its own. */
const UPLOADS_A_MINUTE = 10;

const edit = { config: { role: "editor" as const } };

/** Documents are looked at, put in, taken out, brought back and compared by editors. */
export function addDocuments(server: FastifyInstance, kit: DeskKit, parts: DocumentParts): void {
  const { library, waiting } = parts;
  server.get("/documents", edit, async (request, reply) => show(request, reply, { kit, parts }));
  server.register(async (scope) => addUpload(scope, kit, parts));
  server.get<{ Params: { id: string } }>("/documents/look/:id", edit, async (request, reply) => {
    const plan = await planOf(request.params.id, parts);
    if (!plan) return gone(request, reply, kit);
    return reply.type("text/html").send(renderLook(kit.page(request, reply), { plan, token: request.params.id }));
  });
  server.post("/documents/put-in", edit, async (request, reply) => {
    const token = readField(request, "token");
    const plan = await planOf(token, parts);
    if (!plan) return gone(request, reply, kit);
    // Somebody else may have put in an edition since it was looked at.
    if ((plan.replaces?.edition ?? "") !== readField(request, "replaces")) {
      return reply.redirect(`/desk/documents/look/${token}`, 303);
    }
    const trouble = attempt(() => library.putIn(plan));
    if (trouble) return show(request, reply.code(409), { kit, parts, trouble });
    waiting.discard(token);
    record(request, kit, { action: plan.replaces ? "edition-added" : "document-added", id: plan.id });
    return reply.redirect("/desk/documents?told=document-added", 303);
  });
  server.post("/documents/discard", edit, async (request, reply) => {
    waiting.discard(readField(request, "token"));
    return reply.redirect("/desk/documents?told=document-discarded", 303);
  });
  for (const [verb, action] of [
    ["remove", "document-removed"],
    ["restore", "document-restored"],
  ] as const) {
    server.post<{ Params: { id: string } }>(`/documents/:id/${verb}`, edit, async (request, reply) => {
      const { id } = request.params;
      const trouble = attempt(() => library[verb](id));
      if (trouble) return show(request, reply.code(409), { kit, parts, trouble });
      record(request, kit, { action, id });
      return reply.redirect(`/desk/documents?told=${action}`, 303);
    });
  }
  server.get<{ Params: { id: string } }>("/documents/:id/diff", edit, async (request, reply) => {
    const { id } = request.params;
    const { edition } = request.query as { edition?: unknown };
    const compared = library.diff(id, typeof edition === "string" ? edition : undefined);
    if ("refused" in compared) return show(request, reply.code(404), { kit, parts, trouble: compared.refused });
    const page = kit.page(request, reply);
    const title = library.find(id)?.description.titles[page.language] ?? id;
    return reply.type("text/html").send(renderDiff(page, { title, changes: compared.changes }));
  });
}

/** The one form with a file: its body is read whole before the form's token is looked at, and its role before that. */
function addUpload(scope: FastifyInstance, kit: DeskKit, parts: DocumentParts): void {
  scope.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer", bodyLimit: LARGEST_UPLOAD },
    async (request: FastifyRequest, body: Buffer) => {
      const headers = { "content-type": request.headers["content-type"] ?? "" };
      const form = await new Response(new Blob([new Uint8Array(body)]), { headers }).formData().catch(() => null);
      const fields: Record<string, unknown> = {};
      form?.forEach((value, name) => {
        fields[name] = value;
      });
      return fields;
    },
  );
  const limits = { bodyLimit: LARGEST_UPLOAD, config: { ...edit.config, rateLimit: { max: UPLOADS_A_MINUTE } } };
  scope.post("/documents/look", limits, async (request, reply) => {
    const given = readGiven(request);
    const upload = await readUpload(request, given);
    const say = sayOf(request, reply, kit);
    if (upload === null) return show(request, reply.code(422), { kit, parts, given, text: say("documents-no-file") });
    const preview = await parts.library.preview(upload);
    if (preview.outcome === "refused") {
      return show(request, reply.code(422), { kit, parts, given, trouble: preview.refused });
    }
    if (preview.outcome === "same") {
      const text = say(preview.removed ? "documents-same-removed" : "documents-same", { id: preview.id });
      return show(request, reply, { kit, parts, text });
    }
    return reply.redirect(`/desk/documents/look/${parts.waiting.keep(upload)}`, 303);
  });
}

const GIVEN = ["id", "title", "language", "date", "symbol", "publisher"] as const;

/** What was typed beside the file; what was left empty the file says itself. */
function readGiven(request: FastifyRequest): Given {
  const typed = GIVEN.map((name) => [name, readField(request, name).trim()]).filter(([, value]) => value !== "");
  return Object.fromEntries(typed) as Given;
}

async function readUpload(request: FastifyRequest, given: Given): Promise<Upload | null> {
  const file = (request.body as { file?: unknown } | null)?.file;
  if (!(file instanceof Blob) || file.size === 0) return null;
  const name = "name" in file && typeof file.name === "string" ? file.name.slice(-100) : "file";
  return { name, bytes: new Uint8Array(await file.arrayBuffer()), given };
}

/** What a waiting upload would become now; undefined where it waits no more or is in already. */
async function planOf(token: string, { library, waiting }: DocumentParts): Promise<Plan | undefined> {
  const upload = waiting.open(token);
  const preview = upload && (await library.preview(upload));
  return preview?.outcome === "ready" ? preview.plan : undefined;
}

/** Null when it is done. A technical failure is told like a refusal: whoever works here can do something about it. */
function attempt(work: () => "done" | { refused: Refused }): Refused | string | null {
  try {
    const outcome = work();
    return outcome === "done" ? null : outcome.refused;
  } catch (error) {
    if (error instanceof LibraryError) return `${error.message}. ${error.remedy}`;
    throw error;
  }
}

interface Showing {
  kit: DeskKit;
  parts: DocumentParts;
  trouble?: Refused | string;
  text?: string;
  given?: Given;
}

function show(request: FastifyRequest, reply: FastifyReply, { kit, parts, trouble, text, given = {} }: Showing) {
  const page = kit.page(request, reply);
  const say = page.messages[page.language];
  const progress = parts.indexing();
  const shown: DocumentsShown = {
    own: kit.corpus.documents
      .filter(({ added }) => added === null)
      .map(({ id, symbol, titles, date, passages }) => ({
        ...{ id, symbol, date, title: titles[page.language], passages: passages.length },
      })),
    shelved: parts.library.list(),
    indexing: progress && progress.done / Math.max(1, progress.total),
    told: kit.told(request, page),
    trouble: text ?? (typeof trouble === "string" ? trouble : trouble ? sayRefused(trouble, say) : null),
    typed: given,
  };
  return reply.type("text/html").send(renderDocuments(page, shown));
}

function sayRefused({ about, code, values }: Refused, say: Say): string {
  return say(`${about === "file" ? "reading" : "library"}-refused-${code}`, values);
}

function gone(request: FastifyRequest, reply: FastifyReply, kit: DeskKit) {
  return kit.notice(request, reply.code(404), sayOf(request, reply, kit)("documents-gone"));
}

function sayOf(request: FastifyRequest, reply: FastifyReply, kit: DeskKit): Say {
  const page = kit.page(request, reply);
  return page.messages[page.language];
}

function record(request: FastifyRequest, kit: DeskKit, { action, id }: { action: string; id: string }): void {
  kit.desk.audit.record({ account: staffOf(request).account.name, action, subject: id });
}
