/** The states of a document. */
import { z } from 'zod';

/**
 * PENDING → PROCESSING → READY (to review) → POSTED, or REJECTED by a person, or FAILED with a reason.
 * SETTLED: read, and asks for no entry in the books (uygulama yanıtı, irsaliye, irsaliye yanıtı, an invoice that was cancelled).
 * UNPACKED ends a container (ZIP, envelope) whose members became documents of their own.
 */
export const documentState = z.enum([
  'PENDING',
  'PROCESSING',
  'READY',
  'SETTLED',
  'POSTED',
  'REJECTED',
  'FAILED',
  'UNPACKED',
]);
export type DocumentState = z.infer<typeof documentState>;
