import { gzipSync } from "node:zlib";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, runApp } from "../running-app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await runApp();
});
afterAll(() => app.close());

const page = async (path: string) => (await (await app.get(path)).text()).replace(/<style>[\s\S]*?<\/style>/u, "");
const q = encodeURIComponent;

describe("the public page", () => {
  test("is under 60 kB with all it loads, sets no cookie, and suggests questions that are answered", async () => {
    for (const language of ["en", "ru", "kk"]) {
      const first = await app.get(`/?lang=${language}`);
      expect(first.headers.getSetCookie()).toEqual([]);
      const html = await first.text();
      const scripts = [...html.matchAll(/(?:src|href)="(\/[\w.-]+\.(?:js|css))"/gu)].map(([, path]) => path ?? "");
      const loaded = await Promise.all(scripts.map(async (path) => (await app.get(path)).text()));
      expect([html, ...loaded].reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThan(60_000);
      const examples = [...html.matchAll(/href="(\/\?q=[^"]+)"/gu)].map(
        ([, path]) => path?.replaceAll("&amp;", "&") ?? "",
      );
      expect(examples.length).toBe(4);
      for (const path of examples) expect(await page(path)).toContain("<blockquote>");
    }
  });

  test("shows an answer in two languages side by side", async () => {
    const html = await page(`/?q=${q("Сколько женщин работает судьями?")}&beside=en`);
    expect(html).toMatch(/class="sides"><p>[\s\S]*<p lang="en">/u);
  });

  test("reads a follow-up with the question before, for five minutes, and offers to ask it alone", async () => {
    const first = await page(`/?q=${q("Сколько длится отпуск по уходу за ребёнком?")}`);
    expect(first).toContain('name="previous" value="Сколько длится отпуск по уходу за ребёнком?"');
    const before = `previous=${q("Сколько длится отпуск по уходу за ребёнком?")}`;
    const fresh = await page(`/?q=${q("а для отца?")}&${before}&at=${Date.now()}`);
    expect(fresh).toContain("В продолжение");
    expect(fresh).toContain(`href="/?q=${new URLSearchParams({ q: "а для отца?" }).toString().slice(2)}&amp;lang=ru"`);
    expect(await page(`/?q=${q("а для отца?")}&${before}&at=${Date.now() - 301_000}`)).not.toContain("В продолжение");
    expect(await page(`/?q=${q("а для отца?")}&${before}&at=9e99`)).not.toContain("В продолжение");
  });

  test("offers headings to narrow a bare topic, and each leads to passages under it", async () => {
    const html = await page(`/?q=${q("насилие")}`);
    const links = [...html.matchAll(/href="(\/\?[^"]*within=[0-9a-f]{12})"/gu)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(1);
    expect(await page((links[0] ?? "").replaceAll("&amp;", "&"))).toContain("<blockquote>");
  });

  test.each(["'", "<script>alert(1)</script>", "\u0000", "%", "x".repeat(5000), "\\", "(("])(
    "completes %j",
    async (typed) => {
      const reply = await app.get(`/suggest?q=${q(typed)}`);
      expect(reply.status).toBe(200);
      expect(await reply.json()).toEqual({ suggestions: [] });
    },
  );

  test("nobody may put it in a frame but the widget's own page", async () => {
    for (const path of ["/", "/hand-off", "/check", "/statistics", "/demo", "/p/cedaw-c-kaz-6/0020"]) {
      expect((await app.get(path)).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
    const widget = await app.get("/widget");
    expect(widget.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(widget.headers.getSetCookie()).toEqual([]);
  });

  test("the widget is under 25 kB compressed, script and frame together", async () => {
    const all = await Promise.all(
      ["/widget.js", "/widget?lang=kk", "/widget-frame.js", "/suggest.js"].map(async (path) =>
        Buffer.from(await (await app.get(path)).arrayBuffer()),
      ),
    );
    expect(all.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0)).toBeLessThan(25_000);
  });
});

describe("the HTTP API", () => {
  interface Operation {
    get: {
      parameters?: { name: string }[];
      responses: Record<string, { content?: object; $ref?: string }>;
    };
  }

  /** Strings that break what is careless. */
  const HOSTILE = [
    "",
    " ",
    "\u0000",
    "👍",
    "'; DROP TABLE questions;--",
    "%00",
    "a\r\nb: c",
    "{}",
    "x".repeat(3000),
    "1e999",
  ];

  test("answers as its description at /api says, whatever is asked", async () => {
    const description = (await (await app.get("/api")).json()) as { paths: Record<string, Operation>; openapi: string };
    expect(description.openapi).toBe("3.1.0");
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(description, "kenes");
    const pointer = (path: string, status: number) => {
      const response = description.paths[path]?.get.responses[status];
      expect([path, status, response]).not.toEqual([path, status, undefined]);
      const at = response?.$ref ?? `#/paths/${path.replaceAll("/", "~1")}/get/responses/${status}`;
      return `kenes${at}/content/application~1json/schema`;
    };
    for (const [path, { get }] of Object.entries(description.paths)) {
      const names = ["q", ...(get.parameters ?? []).map(({ name }) => name)];
      const queries = names.flatMap((name) =>
        HOSTILE.map((text) => ({ q: "How long is parental leave?", [name]: text })),
      );
      for (const query of [{ q: "Помогите, он меня бьёт" }, { q: "насилие" }, { q: "Hello" }, ...queries]) {
        const reply = await app.get(`${path}?${new URLSearchParams(query as Record<string, string>)}`);
        const body = await reply.json();
        if (!ajv.validate({ $ref: pointer(path, reply.status) }, body)) {
          throw new Error(`${path} ${JSON.stringify(query)} ${reply.status}: ${ajv.errorsText()}`);
        }
        if (path === "/health") break;
      }
    }
  });
});
