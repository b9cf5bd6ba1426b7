import type { Refusal, RefusalCode } from "./reading.ts";

/** Within the readers a refusal is thrown, from however deep; worker.ts makes it a value again. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`not read: ${refusal.code}`);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

export function refuse(code: RefusalCode, values: Refusal["values"] = {}): never {
  throw new Refused({ code, values });
}
