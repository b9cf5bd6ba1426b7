import type { FastifyInstance } from "fastify";
import type { Account } from "../../desk/accounts.ts";
import type { Desk } from "../../desk/desk.ts";
import { verifyPassword } from "../../desk/passwords.ts";
import { cookieOptions, readField } from "../form-token.ts";
import { SESSION_COOKIE, staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";
import { renderLogin } from "./login-page.tsx";

/** People in line: passwords are tried one after the other, each takes 64 MiB and a tenth of a second. */
const MOST_WAITING = 20;

export function addLogin(server: FastifyInstance, kit: DeskKit): void {
  const { desk } = kit;
  const line = createLine();
  server.get("/login", { config: { role: "nobody" } }, async (request, reply) => {
    reply.type("text/html");
    return renderLogin(kit.page(request, reply), { name: "", trouble: null });
  });
  server.post("/login", { bodyLimit: FORM_BYTES, config: { role: "nobody" } }, async (request, reply) => {
    reply.type("text/html");
    const name = readField(request, "name").slice(0, 100);
    const page = kit.page(request, reply);
    const say = page.messages[page.language];
    const again = (status: number, trouble: string) => reply.code(status).send(renderLogin(page, { name, trouble }));
    const password = readField(request, "password");
    const tried = await line(() => tryPassword(desk, { name, password, address: request.ip }));
    if (tried === "full") return again(503, say("desk-login-busy"));
    if ("wait" in tried) return again(429, say("desk-login-wait", { minutes: Math.ceil(tried.wait / 60_000) }));
    const { account } = tried;
    if (!account) return again(401, say("desk-login-wrong"));
    if (request.staff) desk.sessions.end(request.staff.token);
    const token = desk.sessions.begin(account);
    desk.audit.record({ account: account.name, action: "logged-in", subject: account.name });
    reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(request), path: "/desk" });
    return reply.redirect("/desk", 303);
  });
  server.post("/logout", { bodyLimit: FORM_BYTES, config: { role: "consultant" } }, async (request, reply) => {
    const { token, account } = staffOf(request);
    desk.sessions.end(token);
    desk.audit.record({ account: account.name, action: "logged-out", subject: account.name });
    reply.clearCookie(SESSION_COOKIE, { path: "/desk" });
    return reply.redirect("/desk/login", 303);
  });
}

interface Try {
  name: string;
  password: string;
  address: string;
}

/** The limits are looked at when the turn comes: many tries at once count one by one. */
async function tryPassword(
  desk: Desk,
  { name, password, address }: Try,
): Promise<{ wait: number } | { account: Account | null }> {
  const wait = desk.attempts.waitFor(name, address);
  if (wait > 0) return { wait };
  const found = desk.accounts.forLogin(name);
  const succeeded = (await verifyPassword(password, found?.password)) && found !== undefined;
  desk.attempts.record({ account: name, address, succeeded });
  return { account: succeeded ? found : null };
}

/** Lets one in after the other; `full` when too many wait. */
function createLine() {
  const state: { waiting: number; last: Promise<unknown> } = { waiting: 0, last: Promise.resolve() };
  return async <Result>(run: () => Promise<Result>): Promise<Result | "full"> => {
    if (state.waiting >= MOST_WAITING) return "full";
    state.waiting += 1;
    const turn = state.last.then(run);
    state.last = turn.catch(() => undefined);
    return turn.finally(() => {
      state.waiting -= 1;
    });
  };
}
