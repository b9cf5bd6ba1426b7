import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/log/database.ts";
import { PASSWORD, type Running, startDesk } from "../../desk/running.ts";
import { type Visitor, visit } from "../visitor.ts";

let kenes: Running;
const members: Record<string, Visitor> = {};
beforeAll(async () => {
  kenes = await startDesk({}, { consultant: "consultant", editor: "editor", supervisor: "supervisor" });
  for (const name of ["consultant", "editor", "supervisor"]) members[name] = await kenes.staff(name);
  members.nobody = visit(kenes.address);
});
afterAll(() => kenes.stop());

/** Which roles each route of the desk lets in: a route that is missing here fails the walk. */
const ALL = ["consultant", "editor", "supervisor"];
const DOORS: Record<string, string[]> = {
  "GET /desk/login": ["nobody", ...ALL],
  "POST /desk/login": ["nobody", ...ALL],
  "GET /desk/desk.js": ["nobody", ...ALL],
  "POST /desk/logout": ALL,
  "GET /desk": ALL,
  "GET /desk/": ALL,
  "GET /desk/pulse": ALL,
  "GET /desk/find": ALL,
  "GET /desk/case/:number": ALL,
  "POST /desk/case/:number/claim": ALL,
  "POST /desk/case/:number/release": ALL,
  "POST /desk/case/:number/draft": ALL,
  "GET /desk/case/:number/preview": ALL,
  "POST /desk/case/:number/send": ALL,
  "GET /desk/approvals": ["editor", "supervisor"],
  "GET /desk/reply/:id": ["editor", "supervisor"],
  "POST /desk/reply/:id/approve": ["editor", "supervisor"],
  "POST /desk/reply/:id/return": ALL,
  "GET /desk/audit": ["supervisor"],
  "GET /desk/figures": ["editor", "supervisor"],
  "GET /desk/figures/:table.csv": ["editor", "supervisor"],
  "GET /desk/learn": ["editor", "supervisor"],
  "GET /desk/changes.csv": ["editor", "supervisor"],
  "GET /desk/mend": ["editor", "supervisor"],
  "POST /desk/mend": ["editor", "supervisor"],
  "GET /desk/change/:id": ["editor", "supervisor"],
  "POST /desk/change/:id/list": ["editor", "supervisor"],
  "POST /desk/change/:id/tell": ["editor", "supervisor"],
  "POST /desk/change/:id/undo": ["editor", "supervisor"],
  "GET /desk/centre/new": ["editor", "supervisor"],
  "POST /desk/centre": ["editor", "supervisor"],
  "GET /desk/centre-:lead/:number": ["editor", "supervisor"],
  "POST /desk/centre-:lead/:number": ["editor", "supervisor"],
  "POST /desk/centre-:lead/:number/withdraw": ["editor", "supervisor"],
  "GET /desk/announcements": ["supervisor"],
  "POST /desk/announcements": ["supervisor"],
  "POST /desk/announcements/:id/end": ["supervisor"],
  "GET /desk/documents": ["editor", "supervisor"],
  "POST /desk/documents/look": ["editor", "supervisor"],
  "GET /desk/documents/look/:id": ["editor", "supervisor"],
  "POST /desk/documents/put-in": ["editor", "supervisor"],
  "POST /desk/documents/discard": ["editor", "supervisor"],
  "POST /desk/documents/:id/remove": ["editor", "supervisor"],
  "POST /desk/documents/:id/restore": ["editor", "supervisor"],
  "GET /desk/documents/:id/diff": ["editor", "supervisor"],
};

/** What a logged-in form would carry: the token from the page's own forms. */
async function csrfOf(who: Visitor): Promise<string> {
  return /name="csrf" value="([^"]+)"/u.exec((await who.get("/desk")).html)?.[1] ?? "";
}

test("every route of the desk, as nobody, consultant, editor and supervisor", async () => {
  const routes = kenes.routes().filter(({ path }) => path.startsWith("/desk"));
  const walked = routes.filter(({ method }) => method !== "HEAD").map(({ method, path }) => `${method} ${path}`);
  expect(walked.sort()).toEqual(Object.keys(DOORS).sort());
  for (const { method, path } of routes) {
    const url = path
      .replace(":number", "AAA-AAA")
      .replace(":id", "1")
      .replace(":table", "themes")
      .replace(":lead", "ru");
    for (const [name, who] of Object.entries(members)) {
      if (path === "/desk/logout" && name !== "nobody") continue;
      const door = DOORS[`${method === "HEAD" ? "GET" : method} ${path}`] ?? [];
      const csrf = name === "nobody" ? "" : await csrfOf(who);
      const reply = method === "POST" ? await who.post(url, { csrf }) : await who.get(url);
      const refused = reply.status === 403 || reply.location === "/desk/login";
      const expected = !door.includes(name) || (path === "/desk/login" && method === "POST" && name === "nobody");
      expect([method, path, name, refused]).toEqual([method, path, name, expected]);
    }
  }
});

describe("forged and hostile requests are refused, nothing is stored, the service stays up", () => {
  const countRows = () => {
    const database = openDatabase(kenes.dataDir);
    const counts = ["cases", "case_notes", "replies", "deliveries"].map((table) =>
      Object.values(database.prepare(`SELECT count(*) FROM ${table}`).get() as object),
    );
    database.close();
    return counts.flat();
  };

  test("a form without its token, with another's, with none of a session", async () => {
    const { number, path, asker } = await kenes.passOn("Who may keep a camel in a garden?");
    const before = countRows();
    const consultant = members.consultant as Visitor;
    const foreign = await csrfOf(members.supervisor as Visitor);
    for (const csrf of ["", "x", foreign, "0".repeat(32)]) {
      expect((await consultant.post(`/desk/case/${number}/claim`, { csrf })).status).toBe(403);
    }
    expect((await consultant.post(`/desk/case/${number}/claim`, {})).status).toBe(403);
    const stranger = visit(kenes.address);
    expect((await stranger.post(`${path}/cancel`, { csrf: foreign })).status).toBe(403);
    expect((await stranger.post("/hand-off", { answer: "x", once: "y", csrf: "" })).status).toBe(403);
    expect((await asker.get(path)).html).toContain("camel");
    expect(countRows()).toEqual(before);
  });

  test("a session planted before the login is not the one after it, and a stolen logout ends nothing", async () => {
    const victim = visit(kenes.address);
    victim.cookies.set("kenes_desk", "planted-by-somebody");
    await victim.send("/desk/login", "/desk/login", { name: "editor", password: PASSWORD });
    const token = victim.cookies.get("kenes_desk");
    expect(token).not.toBe("planted-by-somebody");
    const attacker = visit(kenes.address);
    attacker.cookies.set("kenes_desk", "planted-by-somebody");
    expect((await attacker.get("/desk")).location).toBe("/desk/login");
    await victim.send("/desk", "/desk/logout");
    attacker.cookies.set("kenes_desk", token ?? "");
    expect((await attacker.get("/desk")).location).toBe("/desk/login");
  });

  test("the cookie is out of scripts' and other sites' reach, and secure behind https", async () => {
    const visitor = visit(kenes.address);
    const page = await visitor.get("/desk/login");
    const csrf = /name="csrf" value="([^"]+)"/u.exec(page.html)?.[1] ?? "";
    const fields = { csrf, name: "editor", password: PASSWORD };
    const plain = await visitor.post("/desk/login", fields);
    const line = plain.headers.getSetCookie().find((each) => each.startsWith("kenes_desk=")) ?? "";
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/desk"]) expect(line).toContain(part);
    expect(line).not.toContain("Secure");
    const other = visit(kenes.address);
    const secure = await other.get("/desk/login", { "x-forwarded-proto": "https" });
    expect(secure.headers.getSetCookie()[0]).toContain("Secure");
    expect(secure.headers.get("content-security-policy")).toMatch(/script-src 'self';.*frame-ancestors 'none'/u);
  });

  test("a wrong password and an unknown name are told alike, and after five the door waits", async () => {
    const visitor = visit(kenes.address);
    const wrong = await visitor.send("/desk/login", "/desk/login", { name: "nobody-such", password: "wrong" });
    const known = await visitor.send("/desk/login", "/desk/login", { name: "supervisor", password: "wrong" });
    expect([wrong.status, known.status]).toEqual([401, 401]);
    const text = (html: string) => /role="alert"[^>]*>([^<]+)/u.exec(html)?.[1];
    expect(text(wrong.html)).toBe(text(known.html));
    const tries: number[] = [];
    for (let time = 0; time < 5; time++) {
      const fields = { name: "nobody-such", password: "wrong" };
      tries.push((await visitor.send("/desk/login", "/desk/login", fields)).status);
    }
    expect(tries).toEqual([401, 401, 401, 401, 429]);
    const page = await visitor.get("/desk/login");
    const csrf = /name="csrf" value="([^"]+)"/u.exec(page.html)?.[1] ?? "";
    const guess = () => visitor.post("/desk/login", { csrf, name: "another-such", password: "wrong" });
    const atOnce = await Promise.all(Array.from({ length: 12 }, guess));
    expect(atOnce.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test("HTML in every field is shown as text", async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const { number, path, asker } = await kenes.passOn(`Is ${evil} a law about llamas?`, evil);
    await asker.send(`${path}?lang=en`, `${path}/add?lang=en`, { text: evil });
    const consultant = members.consultant as Visitor;
    await consultant.send("/desk?view=free", `/desk/case/${number}/claim`);
    await consultant.send(`/desk/case/${number}`, `/desk/case/${number}/draft`, { en: evil, ru: evil, kk: evil });
    await consultant.send(`/desk/case/${number}/preview`, `/desk/case/${number}/send`, { to: [number, evil] });
    await expect.poll(async () => (await asker.get(`${path}?lang=en`)).html).toContain("The centre has answered");
    const pages = [
      ...[await asker.get(path), await consultant.get("/desk?view=all"), await consultant.get(`/desk/case/${number}`)],
      ...[await consultant.get(`/desk?view=${encodeURIComponent(evil)}&page=${encodeURIComponent(evil)}`)],
      ...[await consultant.get(`/desk/find?number=${encodeURIComponent(evil)}`)],
      ...[
        await consultant.get(`/desk/case/${number}?told=${encodeURIComponent(evil)}&lang=${encodeURIComponent(evil)}`),
      ],
      ...[
        await asker.get(`${path}?told=${encodeURIComponent(evil)}`),
        await asker.get(`/hand-off?answer=${encodeURIComponent(evil)}`),
      ],
    ];
    for (const { html } of pages) {
      expect(html).not.toContain("<script>alert");
      expect(html).not.toContain("<img src=x");
    }
  });

  test("ten megabytes, at any door", async () => {
    const before = countRows();
    const body = new URLSearchParams({ csrf: "x", message: "ы".repeat(1_750_000) });
    for (const path of ["/hand-off", "/desk/login", `/case/${"a".repeat(32)}/add`]) {
      const reply = await fetch(kenes.address + path, { method: "POST", body }).catch(() => null);
      expect([413, undefined]).toContain(reply?.status);
    }
    const consultant = members.consultant as Visitor;
    const big = await consultant
      .post("/desk/case/AAA-AAA/draft", { en: "ы".repeat(1_750_000) })
      .catch(() => ({ status: 413 }));
    expect(big.status).toBe(413);
    expect(countRows()).toEqual(before);
    expect((await fetch(`${kenes.address}/health`)).status).toBe(200);
  });

  test.each([
    "/desk/../health",
    "/desk/%2e%2e/audit",
    "/desk//audit",
    "/desk/case/%00",
    "/desk/case/..%2f..%2faudit",
    "/desk/AUDIT",
    "/desk/audit;x=1",
    "/desk/audit%20",
    "/DESK/audit",
  ])("path trick %s opens nothing to a consultant", async (path) => {
    const { port, hostname } = new URL(kenes.address);
    const socket = connect(Number(port), hostname);
    const token = (members.consultant as Visitor).cookies.get("kenes_desk");
    socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: kenes_desk=${token}\r\nConnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    await once(socket, "close");
    const said = Buffer.concat(chunks).toString("utf8");
    expect(said).toMatch(/^HTTP\/1\.1 (400|403|404|303)/u);
    expect(said).not.toContain('class="audit"');
  });

  test("clients that send a form letter by letter keep nobody else waiting", async () => {
    const { port, hostname } = new URL(kenes.address);
    const slow = Array.from({ length: 50 }, () => {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      socket.write(
        "POST /hand-off HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\na",
      );
      return socket;
    });
    expect((await fetch(`${kenes.address}/desk/login`)).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });
});
