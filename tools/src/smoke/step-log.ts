/** Runs the steps of a smoke test and writes one line for each, with the time it took. */
import type { PartName, SmokeFault } from './parts.ts';

export class StepLog {
  readonly #write: (line: string) => void;
  readonly #startedAt = performance.now();
  #current: { readonly name: string; readonly part: PartName } = { name: '', part: 'api' };

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** The step that is under way, or was last. */
  get current(): { readonly name: string; readonly part: PartName } {
    return this.#current;
  }

  /** Makes an earlier step the one that is told about. */
  goBackTo(step: { readonly name: string; readonly part: PartName }): void {
    this.#current = step;
  }

  /** Milliseconds since the beginning. */
  get tookMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** Does `work`, which shows that `part` works, and says so when it is done; a fault passes through. */
  async step<Result>(name: string, part: PartName, work: () => Promise<Result>): Promise<Result> {
    this.#current = { name, part };
    const startedAt = performance.now();
    const result = await work();
    this.#write(`✓ ${String(Math.round(performance.now() - startedAt)).padStart(6)} ms  ${name}`);
    return result;
  }

  /** Something that was left out, and why. */
  leaveOut(what: string): void {
    this.#write(`–            ${what}`);
  }
}

/** Asks until the answer is there; throws `fault` once the time is over. */
export async function waitFor<Result>(
  ask: () => Promise<Result | null>,
  limitMs: number,
  fault: () => Promise<SmokeFault> | SmokeFault,
): Promise<Result> {
  for (const end = performance.now() + limitMs; ; ) {
    const found = await ask();
    if (found !== null) return found;
    if (performance.now() > end) throw await fault();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
