import type { Understood } from "./block.ts";
import type { ReadingProgress } from "./reading.ts";
import { refuse } from "./refuse.ts";

export async function readPdf(_bytes: Buffer, _onProgress: (progress: ReadingProgress) => void): Promise<Understood> {
  return refuse("wrong-kind", { found: "PDF" });
}
