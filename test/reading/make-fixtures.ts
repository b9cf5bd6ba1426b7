import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { LAW_KK, LAW_RU } from "./originals.ts";
import { writeHtml } from "./write-html.ts";

/**
 * Makes the files of fixtures/ that other programs write: `npx vite-node test/reading/make-fixtures.ts`,
 * with LibreOffice's `soffice` and Chromium installed. The tests only read them.
 */
const here = new URL("fixtures/", import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), "kenes-fixtures-"));

function convert(source: string, to: string): void {
  execFileSync(
    "soffice",
    [
      "--headless",
      `--infilter=${source.endsWith(".html") ? "HTML (StarWriter)" : "writer8"}`,
      "--convert-to",
      to,
      "--outdir",
      work,
      source,
    ],
    { stdio: "ignore" },
  );
}

for (const [language, law, title] of [
  ["ru", LAW_RU, "О помощи семьям"],
  ["kk", LAW_KK, "Отбасыларға көмек туралы"],
] as const) {
  const page = join(work, `law-${language}.html`);
  writeFileSync(page, writeHtml(law, { title, language, shape: "print" }));
  convert(page, "odt:writer8");
  convert(join(work, `law-${language}.odt`), "docx");
  convert(join(work, `law-${language}.odt`), "pdf");
  for (const ending of ["odt", "docx", "pdf"])
    copyFileSync(join(work, `law-${language}.${ending}`), join(here, `libreoffice-${language}.${ending}`));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const tab = await browser.newPage();
  await tab.goto(`file://${page}`);
  const margin = { top: "25mm", bottom: "20mm", left: "20mm", right: "20mm" };
  await tab.pdf({ path: join(here, `chromium-${language}.pdf`), format: "A5", margin, displayHeaderFooter: true });
  await browser.close();
}
rmSync(work, { recursive: true });
