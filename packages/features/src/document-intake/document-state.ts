/** The states of a document. */
import { z } from 'zod';

/**
 * PENDING → PROCESSING → READY (to review) → POSTED, or REJECTED by a person, or FAILED with a reason.
 * UNPACKED ends a container (ZIP, envelope) whose members became documents of their own.
 */
export const documentState = z.enum([
  'PENDING',
  'PROCESSING',
  'READY',
  'POSTED',
  'REJECTED',
  'FAILED',
  'UNPACKED',
]);
export type DocumentState = z.infer<typeof documentState>;
