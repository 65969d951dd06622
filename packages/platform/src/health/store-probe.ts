/** Whether the store of documents can be written, asked seldom enough that probes cost it nothing. */

/** `full` counts as able to work: small files still fit, and all that needs no room goes on. */
export type StoreState = 'writable' | 'full' | 'not writable';

/** A good answer is good for this long, a bad one is looked at again at once, so that its end is seen. Milliseconds. */
const KEPT_MS = 5_000;
const BAD_KEPT_MS = 500;
/** A share of the network that hangs is one that cannot be written. Milliseconds. */
const LIMIT_MS = 1_000;

/**
 * `check` writes something and removes it. At most one is under way: one that hangs would take a thread of the process
 * for good, and a second would take another.
 */
export function watchStore(check: () => Promise<void>): () => Promise<StoreState> {
  let last: { readonly state: StoreState; readonly untilMs: number } | null = null;
  let asking: Promise<StoreState> | null = null;
  const ask = async (): Promise<StoreState> => {
    const state = await check().then(() => 'writable' as const, stateOf);
    last = { state, untilMs: performance.now() + (state === 'writable' ? KEPT_MS : BAD_KEPT_MS) };
    asking = null;
    return state;
  };
  return async () => {
    if (last !== null && performance.now() < last.untilMs) return last.state;
    asking ??= ask();
    return withinLimit(asking);
  };
}

async function withinLimit(asked: Promise<StoreState>): Promise<StoreState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<StoreState>((resolve) => {
    timer = setTimeout(() => resolve('not writable'), LIMIT_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

function stateOf(error: unknown): StoreState {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'not writable';
}
