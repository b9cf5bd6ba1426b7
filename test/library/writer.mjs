import { readFileSync } from "node:fs";
import { readCorpus } from "../../dist/corpus/corpus.js";
import { createLibrary } from "../../dist/library/library.js";

/** A process that adds a file again and again until it is killed, or once: `writer.mjs DOCUMENTS FILE [once]`. */
const [, , documentsDir = "", file = "", once] = process.argv;
const corpus = { ...readCorpus("corpus"), documents: [] };
const library = createLibrary({ documentsDir, corpus });
for (let round = 0; ; round += 1) {
  const text = readFileSync(file, "utf8").replaceAll("ROUND", String(round));
  const preview = await library.preview({ name: "rules.txt", bytes: Buffer.from(text), given: { id: "rules" } });
  if (preview.outcome === "ready") console.log(JSON.stringify(library.putIn(preview.plan)));
  else console.log(preview.outcome);
  if (once) break;
}
