import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import type { CentreRecord, Wanted } from "../../desk/centre-answers.ts";
import type { Published } from "../../desk/centre-document.ts";
import type { ChangeOutcome } from "../../desk/mending.ts";
import { dayOf } from "../../desk/working-days.ts";
import { readField, readFields } from "../form-token.ts";
import { renderCentreForm } from "./centre-page.tsx";
import { staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";
import { findPersonal } from "./personal-hints.ts";

type EntryRoute = { Params: { lead: string; number: string } };
type EntryRequest = FastifyRequest<EntryRoute>;

const SEE = { config: { role: "editor" as const } };
const CHANGE = { ...SEE, bodyLimit: FORM_BYTES };

/** The centre's own answers: published from a sent reply, changed, withdrawn. */
export function addCentre(server: FastifyInstance, kit: DeskKit): void {
  const { desk } = kit;
  const { centre } = desk.learning;
  const lost = (reply: FastifyReply) => reply.redirect("/desk/learn?told=unknown", 303);
  const answer = (request: FastifyRequest, reply: FastifyReply, about: Answered) => {
    const { outcome, told } = about;
    if (outcome.outcome === "done") return reply.redirect(`/desk/change/${outcome.change}?told=${told}`, 303);
    return showForm(kit, { ...about, request, reply, refused: outcome.outcome });
  };
  server.get("/centre/new", SEE, async (request, reply) => {
    const number = String((request.query as { case?: unknown }).case ?? "");
    const found = desk.cases.byNumber(number);
    const sent = found?.reply == null ? undefined : desk.replyStore.byId(found.reply);
    if (!found || !sent) return lost(reply);
    const known = centre.ofReply(sent.id);
    if (known) return reply.redirect(`/desk/${known.id}`, 303);
    const asked = desk.replyStore.recipients(sent.id);
    const wordings = Object.fromEntries(
      LANGUAGES.map((one) => [
        one,
        asked.filter(({ language }) => language === one).flatMap(({ question }) => question ?? []),
      ]),
    ) as Record<Language, string[]>;
    const wanted = { texts: sent.texts, wordings, passages: sent.passages, from: dayOf(desk.now()), until: null };
    return showForm(kit, { request, reply, wanted, made: { reply: sent.id }, refused: null });
  });
  server.post("/centre", CHANGE, async (request, reply) => {
    const made = Number(readField(request, "reply"));
    const sent = desk.replyStore.byId(made);
    if (sent?.state !== "sent") return lost(reply);
    const known = centre.ofReply(made);
    if (known) return reply.redirect(`/desk/${known.id}`, 303);
    const wanted = readWanted(request, kit);
    const language = desk.cases.byId(sent.lead)?.language ?? "ru";
    const outcome = wasRead(request)
      ? centre.publish({ id: made, language }, wanted, staffOf(request).account)
      : { outcome: "unread" as const };
    return answer(request, reply, { outcome, told: "learned", wanted, made: { reply: made } });
  });
  const withEntry =
    (run: (entry: CentreRecord, request: EntryRequest, reply: FastifyReply) => unknown) =>
    async (request: EntryRequest, reply: FastifyReply) => {
      const entry = centre.find(`centre-${request.params.lead}/${request.params.number}`);
      return entry ? run(entry, request, reply) : lost(reply);
    };
  server.get<EntryRoute>(
    "/centre-:lead/:number",
    SEE,
    withEntry((entry, request, reply) => {
      const wanted = entry.published ?? (entry.change.before as Published);
      return showForm(kit, { request, reply, wanted, made: { entry }, refused: null });
    }),
  );
  server.post<EntryRoute>(
    "/centre-:lead/:number",
    CHANGE,
    withEntry((entry, request, reply) => {
      const wanted = readWanted(request, kit);
      const version = Number(readField(request, "version"));
      const outcome = wasRead(request)
        ? centre.revise(entry.id, { wanted, version }, staffOf(request).account)
        : { outcome: "unread" as const };
      return answer(request, reply, { outcome, told: "learned", wanted, made: { entry } });
    }),
  );
  server.post<EntryRoute>(
    "/centre-:lead/:number/withdraw",
    CHANGE,
    withEntry((entry, request, reply) => {
      const version = Number(readField(request, "version"));
      const outcome = centre.withdraw(entry.id, version, staffOf(request).account);
      const wanted = entry.published ?? (entry.change.before as Published);
      return answer(request, reply, { outcome, told: "withdrawn", wanted, made: { entry } });
    }),
  );
}

interface FormAbout {
  wanted: Wanted;
  /** The reply that it is made of, or the entry that is changed. */
  made: { reply: number } | { entry: CentreRecord };
}

interface Answered extends FormAbout {
  outcome: ChangeOutcome | { outcome: "unread" };
  told: string;
}

function showForm(
  kit: DeskKit,
  about: FormAbout & { request: FastifyRequest; reply: FastifyReply; refused: string | null },
) {
  const { request, reply, refused } = about;
  const page = kit.page(request, reply);
  if (refused !== null) reply.code(409);
  reply.type("text/html");
  const id = refused === "empty" ? "no-words" : refused === "stale" ? "changed-since" : refused;
  const hints = findPersonal(about.wanted);
  const told = id === null ? kit.told(request, page) : page.messages[page.language](`desk-told-${id}`);
  return renderCentreForm(page, { ...about, told, hints });
}

/** Whoever publishes says that nothing in it points to a person: no machine can. */
function wasRead(request: FastifyRequest): boolean {
  return readField(request, "read") === "yes";
}

function readWanted(request: FastifyRequest, { corpus }: DeskKit): Wanted {
  const lines = (name: string) => readField(request, name).split(/\r?\n/u);
  const until = readField(request, "until").trim();
  return {
    texts: { en: readField(request, "en"), ru: readField(request, "ru"), kk: readField(request, "kk") },
    wordings: { en: lines("asked-en"), ru: lines("asked-ru"), kk: lines("asked-kk") },
    passages: readFields(request, "passages").filter((id) => corpus.find(id) !== undefined),
    from: readField(request, "from").trim(),
    until: until === "" ? null : until,
  };
}
