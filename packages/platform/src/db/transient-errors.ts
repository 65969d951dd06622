/** Tells faults that pass by themselves (the database or the store is away, two transactions met) from ours. */

const CONFLICTS = new Set(['40001', '40P01']);
const CONFLICT_RETRIES = 4;
const CONFLICT_PAUSE_MS = 50;

/** Connection failures, lack of resources, intervention by an operator, time-outs. Source: PostgreSQL, appendix A. */
const TRANSIENT_SQL_STATE = /^(08|53|57|58)|^(55P03|25P03|25P04)$/;
const SYSTEM_CODE = /^E[A-Z]{3,}$/;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True where trying the same again later may succeed. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (CONFLICTS.has(code) || TRANSIENT_SQL_STATE.test(code) || SYSTEM_CODE.test(code)) return true;
  // pg reports a connection that broke or was never made by its text alone.
  return (
    error instanceof Error &&
    /connection (terminated|timeout)|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
      error.message,
    )
  );
}

/** Runs a transaction again at once where it lost against another (deadlock, serialisation). */
export async function withRetryOfConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!CONFLICTS.has(codeOf(error)) || attempt > CONFLICT_RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, CONFLICT_PAUSE_MS * attempt));
    }
  }
}
