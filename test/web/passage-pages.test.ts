import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, runApp } from "../running-app.ts";

let app: RunningApp;
let code: string;

beforeAll(async () => {
  app = await runApp({ PUBLIC_URL: "https://kenes.example.kz/" });
  const question = encodeURIComponent("How long is the leave for looking after a child?");
  code = ((await (await app.get(`/api/ask?q=${question}`)).json()) as { code: string }).code;
});
afterAll(() => app.close());

describe("a passage's pages", () => {
  test("stand at a permanent link, to which the old one leads", async () => {
    const page = await (await app.get("/p/cedaw-c-kaz-6/0060?lang=ru")).text();
    expect(page).toContain('<link rel="canonical" href="https://kenes.example.kz/p/cedaw-c-kaz-6/0060"');
    expect(page).toContain('content="https://kenes.example.kz/p/cedaw-c-kaz-6/0060.png?lang=ru"');
    const old = await app.get("/passage/cedaw-c-kaz-6/0060?lang=ru");
    expect([old.status, old.headers.get("location")]).toEqual([301, "/p/cedaw-c-kaz-6/0060?lang=ru"]);
  });

  test("come with a picture that may be kept", async () => {
    const picture = await app.get("/p/cedaw-c-kaz-6/0060.png?lang=kk");
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(picture.headers.get("cache-control")).toBe("public, max-age=86400");
    const tag = picture.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/u);
    const again = await fetch(picture.url, { headers: { "if-none-match": tag } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
  });

  test("run no script but ours, which has a file of its own", async () => {
    const page = await app.get("/p/cedaw-c-kaz-6/0060");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script>|onclick=|javascript:/u);
    const script = await app.get("/copy.js");
    expect(script.headers.get("content-type")).toContain("text/javascript");
  });

  test.each([
    "/p/cedaw-c-kaz-6/9999",
    "/p/cedaw-c-kaz-6/9999.png",
    "/p/cedaw-c-kaz-6/..%2f..%2fpackage.json",
    "/p/..%2f..%2fetc/passwd",
    "/p/cedaw-c-kaz-6/0060%00",
    "/p/__proto__/constructor",
    "/passage/%3Cscript%3E/0060",
    `/p/${"x".repeat(190)}/0060`,
    "/r/..%2f..%2fdata",
    "/r/../receipt.key",
    "/r/ZZZZZZZZZZ",
    "/r/ZZZZZZZZZZ.json",
    "/r/ZZZZZZZZZZ.png",
    "/r/%3Cscript%3E",
    "/r?code=%3Cscript%3E",
    "/api/receipt/x",
  ])("answer %s with a sentence and 404", async (path) => {
    const reply = await app.get(path);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toMatch(/\p{L}{4,}/u);
  });
});

describe("a receipt's pages", () => {
  test("say that it is genuine, and are for whoever has the code alone", async () => {
    const page = await app.get(`/r/${code}?lang=en`);
    expect(page.headers.get("x-robots-tag")).toBe("noindex");
    const html = await page.text();
    expect(html).toContain("Genuine: Kenes issued this receipt");
    expect(html).toContain("The same question brings the same answer today.");
    expect(html).toContain("never who asked");
  });

  test("are found by a code as people type it", async () => {
    const reply = await app.get(`/r?code=${code.toLowerCase().slice(0, 5)}-${code.slice(5)}&lang=kk`);
    expect([reply.status, reply.headers.get("location")]).toEqual([303, `/r/${code}?lang=kk`]);
  });

  test("give the file to keep and a picture with the code", async () => {
    const file = await app.get(`/r/${code}.json`);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="kenes-${code}.json"`);
    const sent = await fetch(`${app.address}/api/verify`, { method: "POST", body: await file.arrayBuffer() });
    expect(await sent.json()).toMatchObject({ receipt: code, genuine: true });
    expect((await app.get(`/r/${code}.png`)).headers.get("content-type")).toBe("image/png");
  });

  test.each([
    ["10 MB", 413, Buffer.alloc(10_000_000, " "), "too-big"],
    ["no JSON", 200, Buffer.from("receipt"), "not-json"],
    ["nothing", 200, Buffer.alloc(0), "not-json"],
  ])("refuse %s in a sentence", async (_what, status, body, problem) => {
    const reply = await fetch(`${app.address}/api/verify?lang=kk`, { method: "POST", body });
    expect(reply.status).toBe(status);
    const { genuine, problem: found, sentences } = (await reply.json()) as Record<string, unknown>;
    expect([genuine, found, sentences]).toEqual([false, expect.objectContaining({ problem }), [expect.any(String)]]);
  });
});

test("an answer's page shows the code of its receipt and what it keeps", async () => {
  const page = await (await app.get("/?lang=en&q=leave+for+looking+after+a+child")).text();
  const shown = /href="\/r\/([0-9A-Z]{10})\?lang=en">Proof: \1</u.exec(page)?.[1];
  expect(shown).toBeDefined();
  expect(page).toContain("The receipt keeps the words of the question");
});
