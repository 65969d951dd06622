/** Tells a store that is full or away from a fault of ours. */
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import { documentErrors } from './contract.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** The disk is broken, read-only or closed to us; a remote store does not answer. */
const AWAY =
  /^(EIO|EROFS|EACCES|EPERM|ESTALE|EMFILE|ENFILE|ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT)$/;
const AWAY_NAMES = new Set(['TimeoutError', 'ServiceUnavailable', 'SlowDown', 'InternalError']);

/** The refusal of one file that the store did not take; null where the error is something else. */
export function refusalOfStore(error: unknown, fileName: string): AppError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (FULL.has(code)) return documentErrors.STORE_FULL({ fileName });
  return AWAY.test(code) || AWAY_NAMES.has(error.name) ? documentErrors.STORE_AWAY({ fileName }) : null;
}
