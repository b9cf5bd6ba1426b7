/** Why a call of a channel's API failed: by cause, so that each can be met in its own way. */
export class CallError extends Error {
  /** The API's own status, or 0 when no answer came. */
  readonly status: number;
  /** Seconds that it asks us to wait. */
  readonly retryAfter: number | null;
  /** True when the request may have been carried out all the same. */
  readonly ambiguous: boolean;

  constructor(message: string, about: { status: number; ambiguous?: boolean; retryAfter?: number }) {
    super(message);
    this.name = "CallError";
    this.status = about.status;
    this.retryAfter = about.retryAfter ?? null;
    this.ambiguous = about.ambiguous ?? false;
  }
}
