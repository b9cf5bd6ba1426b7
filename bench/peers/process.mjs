/** A peer in a process of its own: `process.mjs NAME VARIANT FOLDER MODEL`, told what to do by messages. */
import { readKept, readVariant } from "./texts.mjs";

const [name, variant, folder, model] = process.argv.slice(2);
const { createPeer } = await import(`./${name}.mjs`);
const peer = createPeer({ model, folder, variant });

const deeds = {
  /** Embeds and builds; `kept`: with the vectors that lie beside the corpus. Gives seconds of both parts. */
  index: async ({ kept, limit }) => {
    const start = performance.now();
    if (peer.buildAll) {
      await peer.buildAll(kept ? readKept() : undefined);
      return { seconds: since(start) };
    }
    const items = readVariant(variant).items.slice(0, limit ?? Number.POSITIVE_INFINITY);
    const found = kept ? readKept() : null;
    const vectors = found
      ? items.map(({ text, kind }) => Array.from(found.find(text, kind)))
      : await peer.embed(
          items.map(({ text }) => text),
          "passage: ",
        );
    const middle = performance.now();
    await peer.build(items, vectors);
    return { seconds: since(start), building: since(middle) };
  },
  open: async () => {
    await peer.open();
  },
  /** Milliseconds of each question, one after the other, and the passages found, each once. */
  ask: async ({ questions, count }) => {
    const answers = [];
    for (const question of questions) {
      const start = performance.now();
      const passages = await peer.ask(question, count);
      answers.push({ ms: performance.now() - start, passages: [...new Set(passages)] });
    }
    return answers;
  },
  /** Seconds for many questions, so many at once. */
  burst: async ({ questions, atOnce }) => {
    const start = performance.now();
    const waiting = [...questions];
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await peer.ask(next, 10);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return { seconds: since(start) };
  },
  /** Seconds to embed texts. */
  embed: async ({ texts }) => {
    const start = performance.now();
    await peer.embed(texts, "passage: ");
    return { seconds: since(start) };
  },
  close: async () => {
    await peer.close?.();
    setImmediate(() => process.exit(0));
  },
};

function since(start) {
  return (performance.now() - start) / 1000;
}

process.on("message", async ({ deed, ...given }) => {
  try {
    process.send({ result: (await deeds[deed](given)) ?? null });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on("disconnect", () => process.exit(0));
process.send({ result: "started" });
