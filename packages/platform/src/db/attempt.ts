/** Tries a part of a transaction that may be refused: what it wrote is taken back, the transaction goes on. */
import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors/app-error.ts';

export type Attempt<Result> =
  | { readonly refusal: null; readonly result: Result }
  | { readonly refusal: AppError };

/** Runs `work` under a savepoint of `trx`; a refusal is answered, everything else is thrown on. */
export async function attempt<Schema, Result>(
  trx: Kysely<Schema>,
  work: () => Promise<Result>,
): Promise<Attempt<Result>> {
  await sql`savepoint attempt`.execute(trx);
  try {
    const result = await work();
    await sql`release savepoint attempt`.execute(trx);
    return { refusal: null, result };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await sql`rollback to savepoint attempt`.execute(trx);
    await sql`release savepoint attempt`.execute(trx);
    return { refusal: error };
  }
}
