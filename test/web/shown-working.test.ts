import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, type Running, startDesk } from "../desk/running.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let kenes: Running;
let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM === undefined) {
    throw new Error("These tests need a browser: apt-get install -y --no-install-recommends chromium fonts-noto-core");
  }
  kenes = await startDesk({}, { Aigul: "consultant", Saule: "supervisor" });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
});
afterAll(async () => {
  await browser?.close();
  await kenes?.stop();
});

async function visit(path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(new URL(path, kenes.address).href);
    await look(page);
  } finally {
    await context.close();
  }
}

async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string }[] };
  return violations.map(({ id }) => id);
}

/** Asks, is refused, passes it on; gives the private page's address. */
async function passOn(question: string): Promise<string> {
  let address = "";
  await visit("/?lang=en", { locale: "en" }, async (page) => {
    await page.fill("#q", question);
    await page.locator("form.ask button").click();
    await page.locator(".pass-on a").click();
    await page.locator("form[action='/hand-off'] button").click();
    await page.waitForURL(/\/case\//u);
    address = page.url();
  });
  return address;
}

test("two citizens are refused and pass it on; staff answer both at once; both get it, and a correction of it", async () => {
  const addresses = [
    await passOn("Where do I register my drone named Sunqar?"),
    await passOn("Where can I register a drone named Sunqar?"),
  ];
  await visit("/desk/login", { viewport: { width: 1100, height: 800 }, locale: "en" }, async (page) => {
    await page.fill("input[name=name]", "Aigul");
    await page.fill("input[name=password]", PASSWORD);
    await page.locator("main button").click();
    await page.locator(".case a.question").first().click();
    await page.locator("form[action$='/claim'] button").click();
    await page.fill("textarea[name=en]", "At the aviation administration.");
    // The themes are made beside the answering: the preview is opened anew until it lists both.
    await page.locator("#draft button[value=preview]").click();
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator("input[name=to]").count();
        },
        { timeout: 30_000 },
      )
      .toBe(2);
    await page.locator("form[action$='/send'] button").click();
    await page.waitForURL(/told=sent/u);
  });
  for (const address of addresses) {
    await visit(address, {}, async (page) => {
      await expect
        .poll(async () => {
          await page.reload();
          return page.textContent("main");
        })
        .toContain("At the aviation administration.");
    });
  }
  await correct("The administration has moved.");
  for (const address of [...addresses, "/errata?lang=en"]) {
    await visit(address, { bypassCSP: true }, async (page) => {
      expect(await page.textContent("main")).toContain("The administration has moved.");
      expect([address, await findBarriers(page)]).toEqual([address, []]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    });
  }
});

/** An editor publishes the answer as the centre's, withdraws it, lists that publicly, and tells all who have it. */
async function correct(why: string): Promise<void> {
  const token = (await kenes.staff("Saule")).cookies.get("kenes_desk") ?? "";
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 740 } });
  try {
    await context.addCookies([{ name: "kenes_desk", value: token, url: kenes.address }]);
    const page = await context.newPage();
    const go = (path: string) => page.goto(new URL(path, kenes.address).href);
    const lookAround = async (name: string) => {
      expect([name, await findBarriers(page)]).toEqual([name, []]);
      expect([name, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([name, 360]);
    };
    await go("/desk?view=done&lang=en");
    await page.locator(".case a.question").first().click();
    await page.locator("a[href*='/desk/centre/new']").click();
    await lookAround("publish");
    await page.check("input[name=read]");
    await page.locator("form[action='/desk/centre'] button").click();
    await page.waitForURL(/told=learned/u);
    await go("/desk/learn");
    await lookAround("learn");
    await page.locator("a[href^='/desk/centre-']").first().click();
    await page.locator("form[action$='/withdraw'] button").click();
    await page.waitForURL(/told=withdrawn/u);
    await lookAround("change");
    await page.fill("textarea[name=en]", why);
    await page.locator("form[action$='/list'] button").click();
    await page.waitForURL(/told=listed/u);
    await page.locator("form[action$='/tell'] button").click();
    await page.waitForURL(/told=telling/u);
    await go("/desk/mend?passage=123&lang=kk");
    await lookAround("mend");
  } finally {
    await context.close();
  }
}

describe("the widget on somebody else's page", () => {
  let other: Server;
  let policy = "";
  let origin = "";
  beforeAll(async () => {
    other = createServer((_request, reply) => {
      reply.setHeader("content-type", "text/html").setHeader("content-security-policy", policy);
      reply.end(
        `<!doctype html><html lang="ru"><title>Other</title><main><h1>Other</h1></main><script src="${kenes.address}/widget.js" defer></script></html>`,
      );
    });
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    origin = `http://localhost:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => void other.close());

  test("answers by keyboard under a strict policy, keeps no cookie, and Escape leads back to the button", async () => {
    policy = `default-src 'none'; script-src ${kenes.address}; frame-src ${kenes.address}; require-trusted-types-for 'script'`;
    await visit(origin, {}, async (page) => {
      await page.locator("kenes-widget button").last().waitFor();
      expect(page.frames()).toHaveLength(1);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const frame = page.frameLocator("iframe");
      await frame.locator("#q:focus").waitFor();
      await page.keyboard.type("Сколько женщин работает судьями?");
      await frame.locator("form.ask button").press("Enter");
      await frame.locator("#answer blockquote").first().waitFor();
      expect(await page.context().cookies()).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator(".panel").waitFor({ state: "hidden" });
      expect(await page.evaluate("document.activeElement.shadowRoot.activeElement.ariaExpanded")).toBe("false");
    });
  });

  test("where no frame of ours is let in, the button leads to a tab of its own", async () => {
    policy = `default-src 'none'; script-src ${kenes.address}`;
    await visit(origin, {}, async (page) => {
      await page.locator("kenes-widget button").last().click();
      const link = page.locator("kenes-widget a");
      await link.waitFor();
      expect(await link.getAttribute("href")).toBe(`${kenes.address}/?lang=ru`);
    });
  });
});

describe.each(["en", "ru", "kk"])("in %s", (lang) => {
  test.each(["light", "dark"] as const)("nothing has a barrier that axe finds, %s, at 320 px", async (colorScheme) => {
    const question = encodeURIComponent("насилие");
    const options = { bypassCSP: true, colorScheme, viewport: { width: 320, height: 640 } };
    await visit(`/?lang=${lang}`, options, async (page) => {
      for (const path of [
        `/?lang=${lang}`,
        `/?q=${question}&lang=${lang}&beside=${lang === "en" ? "kk" : "en"}`,
        `/widget?q=${question}&lang=${lang}`,
        `/demo?lang=${lang}`,
        `/statistics?lang=${lang}`,
        `/themes?lang=${lang}`,
      ]) {
        await page.goto(`${kenes.address}${path}`);
        expect([path, await findBarriers(page)]).toEqual([path, []]);
        expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 320]);
      }
    });
  });
});

test("at the desk neither figures nor notices have a barrier", async () => {
  const token = (await kenes.staff("Saule")).cookies.get("kenes_desk") ?? "";
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 740 } });
  await context.addCookies([{ name: "kenes_desk", value: token, url: kenes.address }]);
  try {
    const page = await context.newPage();
    for (const path of ["/desk/figures?lang=kk", "/desk/figures?by=day&lang=ru", "/desk/announcements?lang=en"]) {
      await page.goto(kenes.address + path);
      expect([path, await findBarriers(page)]).toEqual([path, []]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    }
  } finally {
    await context.close();
  }
});

test("nothing moves when the answer comes, nor when something is suggested", async () => {
  await visit("/?lang=ru", {}, async (page) => {
    const watch =
      "window.moved = 0; new PerformanceObserver((all) => { for (const each of all.getEntries()) window.moved += each.value; }).observe({ type: 'layout-shift', buffered: true })";
    await page.evaluate(watch);
    await page.locator("#q").pressSequentially("отпуск по ух");
    await page.locator(".suggestions a").first().waitFor();
    expect(await page.evaluate("window.moved")).toBe(0);
    await page.locator(".suggestions a").first().click();
    await page.locator("#answer").waitFor();
    await page.evaluate(watch);
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    expect(await page.evaluate("window.moved")).toBe(0);
  });
});
