import type { FastifyInstance } from "fastify";
import { verifyPassword } from "../../desk/passwords.ts";
import { cookieOptions, readField } from "../form-token.ts";
import { SESSION_COOKIE, staffOf } from "./guard.ts";
import { type DeskKit, FORM_BYTES } from "./kit.ts";
import { renderLogin } from "./login-page.tsx";

/** Passwords tried at a time: each takes 64 MiB and a tenth of a second. */
const AT_ONCE = 2;

export function addLogin(server: FastifyInstance, kit: DeskKit): void {
  const { desk } = kit;
  const busy = { count: 0 };
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
    const wait = desk.attempts.waitFor(name, request.ip);
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60_000);
      return again(429, say("desk-login-wait", { minutes }));
    }
    if (busy.count >= AT_ONCE) return again(503, say("desk-login-busy"));
    busy.count += 1;
    const account = desk.accounts.forLogin(name);
    const good = await verifyPassword(readField(request, "password"), account?.password).finally(() => {
      busy.count -= 1;
    });
    const succeeded = good && account !== undefined;
    desk.attempts.record({ account: name, address: request.ip, succeeded });
    if (!succeeded) return again(401, say("desk-login-wrong"));
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
