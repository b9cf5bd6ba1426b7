// Compiles src/ to dist/, assembles its .wat files, and copies what is left (messages, styles), so
// that `npm start` runs plain JavaScript, worker processes included.
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import loadAssembler from "wabt";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
rmSync(`${root}/dist`, { recursive: true, force: true });
// Types are checked by `npm run types`: not a second time here.
execFileSync(process.execPath, [tsc, "-p", `${root}/tsconfig.json`, "--noCheck"], { cwd: root, stdio: "inherit" });
cpSync(`${root}/src`, `${root}/dist`, {
  recursive: true,
  filter: (source) => !/\.(?:tsx?|wat)$/.test(source),
});

const assembler = await loadAssembler();
for (const file of readdirSync(`${root}/src`, { recursive: true })) {
  if (!file.endsWith(".wat")) continue;
  const module = assembler.parseWat(basename(file), readFileSync(`${root}/src/${file}`), { simd: true });
  module.validate();
  writeFileSync(`${root}/dist/${file.replace(/\.wat$/, ".wasm")}`, module.toBinary({}).buffer);
  module.destroy();
}
