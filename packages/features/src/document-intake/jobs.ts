/** The payloads of the intake's jobs, and how each is enqueued inside the transaction that makes its work. */
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { READ_BATCH } from './limits.ts';

export const READ_JOB = 'document-intake.read';
export const UNPACK_JOB = 'document-intake.unpack';
export const JUDGE_JOB = 'document-intake.judge';
export const RECOVER_JOB = 'document-intake.recover';

/** A batch is tried first; what fails as a batch is tried one by one, then given up with a reason. */
export const LAST_ROUND = 2;

export const readPayload = z.object({
  tenantId: z.uuid(),
  clientId: z.uuid(),
  documentIds: z.array(z.uuid()).min(1).max(READ_BATCH),
  round: z.number().int().min(1).max(LAST_ROUND).default(1),
});
export type ReadPayload = z.infer<typeof readPayload>;

export const unpackPayload = z.object({
  tenantId: z.uuid(),
  clientId: z.uuid(),
  documentId: z.uuid(),
  round: z.number().int().min(1).max(LAST_ROUND).default(1),
});
export type UnpackPayload = z.infer<typeof unpackPayload>;

export const judgePayload = z.object({
  tenantId: z.uuid(),
  clientId: z.uuid(),
  documentIds: z.array(z.uuid()).min(1).max(READ_BATCH),
  /** The pack of each document's day, or the newest. */
  by: z.enum(['in-force', 'newest']),
});
export type JudgePayload = z.infer<typeof judgePayload>;

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

/** Enqueues the reading of these documents: in batches in the first round, one by one in the last. */
export async function enqueueReading(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentIds: readonly string[],
  round = 1,
): Promise<void> {
  const size = round === 1 ? READ_BATCH : 1;
  for (let at = 0; at < documentIds.length; at += size) {
    const payload = { tenantId, clientId, documentIds: documentIds.slice(at, at + size), round };
    await enqueue(trx, READ_JOB, payload, { maxAttempts: round === 1 ? 5 : 3 });
  }
}

/** Enqueues that these read documents are judged again by the official rules. */
export async function enqueueJudging(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentIds: readonly string[],
  by: JudgePayload['by'],
): Promise<void> {
  for (let at = 0; at < documentIds.length; at += READ_BATCH) {
    const payload: JudgePayload = {
      tenantId,
      clientId,
      documentIds: documentIds.slice(at, at + READ_BATCH),
      by,
    };
    await enqueue(trx, JUDGE_JOB, payload, { maxAttempts: 5 });
  }
}

/** Enqueues the unpacking of an archive. */
export async function enqueueUnpacking(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentId: string,
  round = 1,
): Promise<void> {
  await enqueue(
    trx,
    UNPACK_JOB,
    { tenantId, clientId, documentId, round },
    { maxAttempts: round === 1 ? 5 : 3 },
  );
}
