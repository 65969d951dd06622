/** How many live streams a person holds open at once: each costs a timer and a connection for minutes. */
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';

/** Tabs of one person; a browser over HTTP/1.1 opens six at most. */
export const STREAMS_PER_PERSON = 20;
const RETRY_SECONDS = 30;

export class StreamSeats {
  readonly #taken = new Map<string, number>();

  /** Takes a seat until the returned function is called. Throws RATE_LIMITED where none is free. */
  take(userId: string): () => void {
    const taken = this.#taken.get(userId) ?? 0;
    if (taken >= STREAMS_PER_PERSON) throw platformErrors.RATE_LIMITED({ seconds: RETRY_SECONDS });
    this.#taken.set(userId, taken + 1);
    return () => {
      const left = (this.#taken.get(userId) ?? 1) - 1;
      if (left > 0) this.#taken.set(userId, left);
      else this.#taken.delete(userId);
    };
  }
}
