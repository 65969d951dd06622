/** The operations page of the platform administrator: health, versions, queue, requests, statements; no books. */
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const bilingual = z.object({ tr: z.string(), en: z.string() });

const partView = z.object({
  name: z.string(),
  title: bilingual,
  state: z.enum(['ok', 'warn', 'bad']),
  detail: bilingual,
});

export const runKind = z.enum(['backup', 'backup-verification', 'restore-drill', 'ledger-check']);

/** The last time that operators did this; null fields: never. */
const lastRun = z.object({
  kind: runKind,
  last: z
    .object({
      endedAt: isoDateTime,
      seconds: z.number(),
      outcome: z.enum(['ok', 'failed']),
      place: z.string().nullable(),
      sizeBytes: z.number().nullable(),
      detail: z.string(),
    })
    .nullable(),
  /** When it last ended well; null: never. */
  lastGoodAt: isoDateTime.nullable(),
});

const migrationView = z.object({
  name: z.string(),
  state: z.enum(['applied', 'pending', 'failed', 'edited', 'unknown']),
  appliedAt: isoDateTime.nullable(),
  error: z.string().nullable(),
});

export const jobState = z.enum(['waiting', 'running', 'stuck', 'failed']);

const overview = z.object({
  at: isoDateTime,
  release: z.string(),
  node: z.string(),
  /** Null where the database does not say. */
  postgres: z.string().nullable(),
  schema: z.enum(['fits', 'behind', 'failed', 'ahead', 'contracted']).nullable(),
  /** The API process that answered: with several, the next answer may be another's. */
  process: z.object({ host: z.string(), pid: z.number().int(), startedAt: isoDateTime }),
  parts: z.array(partView),
  jobs: z.record(jobState, z.number().int()).nullable(),
  runs: z.array(lastRun),
  migrations: z.array(migrationView),
});

const jobView = z.object({
  id: z.string(),
  kind: z.string(),
  state: jobState,
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  createdAt: isoDateTime,
  dueAt: isoDateTime,
  heldSince: isoDateTime.nullable(),
  heldBy: z.string().nullable(),
  /** What the last attempt ended with, without personal data. */
  lastError: z.string().nullable(),
  /** Ids and counts of what the job is about; other values are hidden. */
  payload: z.array(z.object({ name: z.string(), value: z.string() })),
});

const routeFigures = z.object({
  method: z.string(),
  route: z.string(),
  requests: z.number().int(),
  refused: z.number().int(),
  failed: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});

const statementView = z.object({
  id: z.string(),
  text: z.string(),
  calls: z.number(),
  totalMs: z.number(),
  meanMs: z.number(),
  maxMs: z.number(),
  rows: z.number(),
  bufferHitPercent: z.number().nullable(),
});

const runningView = z.object({
  pid: z.number().int(),
  program: z.string(),
  state: z.string().nullable(),
  transactionSeconds: z.number().nullable(),
  waitsFor: z.string().nullable(),
  blockedBy: z.array(z.number().int()),
  text: z.string(),
});

export const operatorAct = z.enum([
  'retry-job',
  'cancel-job',
  'remove-job',
  'install-rule-pack',
  'remove-rule-pack',
]);

const actView = z.object({
  id,
  at: isoDateTime,
  userName: z.string(),
  address: z.string().nullable(),
  act: operatorAct,
  subject: z.string(),
  detail: z.string(),
});

const jobParams = z.object({
  jobId: z.string().regex(/^\d{1,18}$/, bothTexts('iş numarası olmalı', 'must be the number of a job')),
});
/** done; unchanged: it was so already; running: a worker is at it now; gone: done or removed meanwhile. */
const actResult = z.object({ outcome: z.enum(['done', 'unchanged', 'running', 'gone']) });

/** An act on a job may be repeated: the second time it changes nothing and says so. */
const jobAct = <const Path extends string>(path: Path, summary: string) =>
  route({
    method: 'POST',
    path,
    permission: 'operations:act',
    summary,
    params: jobParams,
    response: actResult,
    idempotent: true,
  });

export const operationsContract = {
  overview: route({
    method: 'GET',
    path: '/operations',
    permission: 'operations:read',
    summary: 'Kurulumun sağlığı, sürümleri, kuyruğu, son yedeği',
    response: overview,
  }),
  listJobs: route({
    method: 'GET',
    path: '/operations/jobs',
    permission: 'operations:read',
    summary: 'Kuyruktaki işler: bekleyen, çalışan, takılan, başarısız',
    query: cursorQuery.extend({ state: jobState }),
    response: page(jobView),
  }),
  retryJob: jobAct('/operations/jobs/:jobId/retry', 'İşi bütün denemeleriyle yeniden sıraya koyar'),
  cancelJob: jobAct('/operations/jobs/:jobId/cancel', 'İşi iptal eder; başarısız olarak kuyrukta kalır'),
  removeJob: jobAct('/operations/jobs/:jobId/remove', 'Başarısız bir işi kuyruktan kaldırır'),
  requests: route({
    method: 'GET',
    path: '/operations/requests',
    permission: 'operations:read',
    summary: 'Yanıtlayan API sürecinin son isteklerinin hataları ve süreleri, yol yol',
    response: z.object({
      process: z.object({ host: z.string(), pid: z.number().int() }),
      since: isoDateTime,
      items: z.array(routeFigures),
    }),
  }),
  statements: route({
    method: 'GET',
    path: '/operations/statements',
    permission: 'operations:read',
    summary: 'Veritabanını en çok yoran sorgular ve şu an süren işlemler; değerler gösterilmez',
    query: z.object({ order: z.enum(['total', 'mean', 'calls', 'rows', 'hits']).default('total') }),
    response: z.object({
      /** Null: there are figures. */
      missing: z.enum(['absent', 'not-loaded']).nullable(),
      since: isoDateTime.nullable(),
      items: z.array(statementView),
      running: z.array(runningView),
    }),
  }),
  listActs: route({
    method: 'GET',
    path: '/operations/acts',
    permission: 'operations:read',
    summary: 'Yöneticilerin bu sayfada yaptıkları, en yenisi önce',
    response: z.object({ items: z.array(actView) }),
  }),
};
