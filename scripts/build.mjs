// Compiles src/ to dist/ and copies what tsc leaves behind (messages, styles), so that
// `npm start` runs plain JavaScript, worker processes included.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
rmSync(`${root}/dist`, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", `${root}/tsconfig.json`], { cwd: root, stdio: "inherit" });
cpSync(`${root}/src`, `${root}/dist`, {
  recursive: true,
  filter: (source) => !/\.tsx?$/.test(source),
});
