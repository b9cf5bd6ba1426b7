import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, runApp } from "../running-app.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUESTIONS = {
  en: "How long is the leave for looking after a child?",
  ru: "Сколько женщин работает судьями?",
  kk: "Зорлық көрген әйел қайда жүгіне алады?",
};

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  if (CHROMIUM === undefined) {
    throw new Error("These tests need a browser: apt-get install -y --no-install-recommends chromium fonts-noto-core");
  }
  app = await runApp();
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** A page at a phone's width, closed with the test. */
async function visit(path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(`${app.address}${path}`);
    await look(page);
  } finally {
    await context.close();
  }
}

/** With every detail open, so that nothing escapes. */
async function check(path: string, page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => all.map((details) => details.setAttribute("open", "")));
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string }[] };
  expect({ path, violations: violations.map(({ id }) => id) }).toEqual({ path, violations: [] });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
}

async function findPaths(language: keyof typeof QUESTIONS): Promise<string[]> {
  const question = encodeURIComponent(QUESTIONS[language]);
  const { code } = (await (await app.get(`/api/ask?q=${question}`)).json()) as { code: string };
  return [`/?q=${question}&`, "/p/cedaw-c-kaz-6/0020?", `/r/${code}?`, "/r?", "/r/ZZZZZZZZZZ?"];
}

describe.each(["en", "ru", "kk"] as const)("in %s", (language) => {
  test("no page has a barrier that axe finds, or is wider than a phone", async () => {
    const [first = "", ...others] = await findPaths(language);
    await visit(`${first}lang=${language}`, { bypassCSP: true }, async (page) => {
      await check(first, page);
      for (const path of others) {
        await page.goto(`${app.address}${path}lang=${language}`);
        await check(path, page);
      }
    });
  });

  test("one tap copies the citation", async () => {
    const permissions = ["clipboard-read", "clipboard-write"];
    await visit(`/p/cedaw-c-kaz-6/0060?lang=${language}`, { permissions }, async (page) => {
      await page.locator(".cite > button").click();
      await page.locator(".copied:not(:empty)").waitFor();
      const copied = await page.evaluate("navigator.clipboard.readText()");
      expect(copied).toBe(await page.locator(`#cite-${language}`).textContent());
      expect(copied).toContain("CEDAW/C/KAZ/6");
    });
  });
});

test("without JavaScript the texts are there to be selected, and no button that does nothing", async () => {
  await visit("/p/cedaw-c-kaz-6/0060?lang=ru", { javaScriptEnabled: false }, async (page) => {
    await page.locator(".cite summary").click();
    for (const id of ["cite-en", "cite-ru", "cite-kk", "cite-csl", "cite-bib"]) {
      expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    }
    expect(await page.locator("button:visible").count()).toBe(0);
  });
});

test("in print the page shows words, place and link, and nothing to tap", async () => {
  await visit("/p/cedaw-c-kaz-6/0060?lang=kk", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".printed").isVisible()).toBe(true);
    for (const hidden of ["nav", ".cite", ".actions", "footer"]) {
      expect(await page.locator(hidden).isVisible()).toBe(false);
    }
  });
});
