/** Document intake: its routes, its jobs and their schedule. */
import { defineJob } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Feature, FeatureDeps } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { OfficialJudge } from '../rule-packs/contract.ts';
import { createDocumentService } from './act-on-documents.ts';
import type { DocumentService } from './contract.ts';
import { documentGauges } from './document-gauges.ts';
import type { ReadListener, ReadyListener, WhatSettles } from './document-service.ts';
import { documentRoutes } from './documents.routes.ts';
import { followLedger } from './follow-ledger.ts';
import {
  JUDGE_JOB,
  judgePayload,
  READ_JOB,
  RECOVER_JOB,
  readPayload,
  UNPACK_JOB,
  unpackPayload,
} from './jobs.ts';
import { judgeAgain } from './judge-again.ts';
import { documentParts } from './operations-parts.ts';
import { readDocuments } from './read-documents.ts';
import { recoverDocuments } from './recover-documents.ts';
import { unpackDocument } from './unpack-document.ts';

/**
 * All jobs are idempotent. A job that is killed is taken again when its worker's lease is free; one that fails is
 * tried again with backoff; one that gave up is found by the recovery job, which runs each minute.
 */
export function createDocumentIntakeFeature(
  deps: FeatureDeps,
  ledger: LedgerService,
  judge: OfficialJudge,
): Feature & { readonly service: DocumentService } {
  followLedger(ledger);
  const settling: WhatSettles[] = [];
  const read: ReadListener[] = [];
  const ready: ReadyListener[] = [];
  return {
    service: createDocumentService(ledger, { settling, read, ready }),
    name: 'document-intake',
    routes: documentRoutes({ ...deps, judge }, ledger),
    jobs: [
      defineJob({
        name: READ_JOB,
        payload: readPayload,
        maxAttempts: 5,
        run: (payload, context) =>
          readDocuments({ ...deps, settling, read, ready, judge }, ledger, payload, context),
      }),
      defineJob({
        name: UNPACK_JOB,
        payload: unpackPayload,
        maxAttempts: 5,
        run: (payload, context) => unpackDocument(deps, payload, context),
      }),
      defineJob({
        name: JUDGE_JOB,
        payload: judgePayload,
        maxAttempts: 5,
        run: (payload, context) => judgeAgain({ ...deps, judge }, payload, context),
      }),
      defineJob({
        name: RECOVER_JOB,
        payload: z.unknown(),
        maxAttempts: 1,
        run: (_payload, context) => recoverDocuments(deps, context),
      }),
    ],
    schedules: [{ name: RECOVER_JOB, pattern: '* * * * *', backfill: '0s' }],
    gauges: [documentGauges(deps.db)],
    parts: documentParts(deps.db),
  };
}
