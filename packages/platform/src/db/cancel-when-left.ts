/** Ends what the database is at for somebody who no longer waits for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';

/** A statement that began just after a cancellation is met by the next one. Milliseconds. */
const AGAIN_MS = 200;

/**
 * Does `work`, whose statements on `trx` fail as cancelled (57014) once `left` aborts. The cancellation is asked for on
 * another connection of `db`, and the work is not over before it is answered: the transaction still holds its connection
 * then, so that nobody else's statement is ever hit. Kysely's own cancellation inside of a transaction lets the rollback
 * pass it by, and cancels nothing.
 */
export async function cancelWhenLeft<Schema, Result>(
  db: Kysely<Schema>,
  trx: Transaction<Schema>,
  left: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
  const over = new AbortController();
  let cancelling: Promise<void> | null = null;
  const cancel = () => {
    cancelling = cancelUntil(over.signal, () => sql`select pg_cancel_backend(${rows[0]?.pid})`.execute(db));
  };
  left.addEventListener('abort', cancel, { once: true });
  try {
    left.throwIfAborted();
    return await work();
  } finally {
    left.removeEventListener('abort', cancel);
    over.abort();
    await cancelling;
  }
}

async function cancelUntil(over: AbortSignal, ask: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    // Without a free connection the work ends by itself, at the next rows that nobody takes.
    await ask().catch(() => undefined);
    await sleep(AGAIN_MS, undefined, { signal: over }).catch(() => undefined);
  }
}
