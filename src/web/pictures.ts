import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { h } from "preact";
import { HEIGHT, listSettings, PictureCard, type PictureContent, QUOTE_HEIGHT, WIDTH } from "./picture.tsx";

/** Too many pictures are being drawn: the reader is told to come again. */
export class PicturesBusy extends Error {
  readonly code = "pictures-busy";
  readonly statusCode = 429;
}

/** PNG files of excerpts, drawn one at a time and kept for a while. Throws PicturesBusy. */
export interface Pictures {
  draw(content: PictureContent): Promise<Buffer>;
}

/** Pictures kept: some 60 KB each. */
const KEPT = 64;
/** Pictures waiting at once: each takes a tenth of a second of a core. */
const WAITING = 8;

interface Tools {
  satori: typeof import("satori").default;
  renderAsync: typeof import("@resvg/resvg-js").renderAsync;
  fonts: { name: string; data: Buffer; weight: 400 | 700; style: "normal" }[];
}

export function createPictures(): Pictures {
  const kept = new Map<string, Promise<Buffer>>();
  let tools: Promise<Tools> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const drawNext = (content: PictureContent) => {
    if (waiting >= WAITING) throw new PicturesBusy("Too many pictures are being drawn");
    waiting += 1;
    tools ??= loadTools();
    const ready = tools;
    const drawn = last.then(async () => drawPicture(content, await ready));
    last = drawn
      .catch(() => {})
      .finally(() => {
        waiting -= 1;
      });
    return drawn;
  };
  return {
    draw: async (content) => {
      const name = JSON.stringify(content);
      const known = kept.get(name);
      const picture = known ?? drawNext(content);
      kept.delete(name);
      kept.set(name, picture);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      try {
        return await picture;
      } catch (error) {
        kept.delete(name);
        throw error;
      }
    },
  };
}

/** Loaded with the first picture: 80 MB that most installations on a small machine never need. */
async function loadTools(): Promise<Tools> {
  const [{ default: satori }, { renderAsync }, regular, bold] = await Promise.all([
    import("satori"),
    import("@resvg/resvg-js"),
    readFont("400Regular/NotoSans_400Regular.ttf"),
    readFont("700Bold/NotoSans_700Bold.ttf"),
  ]);
  const font = { name: "Noto Sans", style: "normal" } as const;
  return {
    satori,
    renderAsync,
    fonts: [
      { ...font, data: regular, weight: 400 },
      { ...font, data: bold, weight: 700 },
    ],
  };
}

/** From the package, so that no font of the system is needed: Noto Sans has all letters of Kazakh. */
function readFont(file: string): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${file}`));
}

/** With the largest letters with which the quotation fits. */
async function drawPicture(content: PictureContent, { satori, renderAsync, fonts }: Tools): Promise<Buffer> {
  const settings = listSettings(content.quote);
  for (const setting of settings) {
    let height = 0;
    const svg = await satori(h(PictureCard, { content, setting }), {
      width: WIDTH,
      height: HEIGHT,
      fonts,
      onNodeDetected: (node) => {
        if (node.key === "quote") height = node.height;
      },
    });
    if (height > QUOTE_HEIGHT) continue;
    return (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng();
  }
  throw new Error("A quotation fits no picture, however small its letters");
}
