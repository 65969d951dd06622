/**
 * Judges documents again by the official rules, without reading them anew: their vouchers, posted ones too, stay as they
 * are. Key: the document and its version, what changed meanwhile is left to whoever changed it. Retries: five, each begins
 * anew. Crash: each batch is one transaction, what was judged is judged again with the same result.
 */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { z } from 'zod';
import type { FeatureDeps } from '../feature.ts';
import type { JudgedRow, OfficialJudge } from '../rule-packs/contract.ts';
import { findingView } from './contract.ts';
import { boundedFindings, withOfficial, worstOf } from './findings.ts';
import type { JudgePayload } from './jobs.ts';
import { findForJudging, type JudgedAgain, saveFindings, type ToJudge } from './judging.queries.ts';

type Deps = Pick<FeatureDeps, 'db' | 'storage'> & { readonly judge: OfficialJudge };

const keptFindings = z.array(findingView);

/** True of the findings that come from the official rules. */
const isOfficial = ({ code }: Finding): boolean => code.startsWith('gib.');

export async function judgeAgain(deps: Deps, payload: JudgePayload, job: JobContext): Promise<void> {
  const { tenantId, clientId, documentIds, by } = payload;
  const scope = systemScope(tenantId, job.jobId);
  const { documents, packs } = await inScope(deps.db, scope, async (trx) => ({
    documents: await findForJudging(trx, payload, documentIds),
    packs: await deps.judge.installed(trx),
  }));
  const judged: {
    readonly document: ToJudge;
    readonly row: JudgedRow;
    readonly findings: readonly Finding[];
  }[] = [];
  for (const document of documents) {
    const bytes = await bytesOf(deps, tenantId, document);
    if (bytes === null) continue;
    const { documentId, issueDate, profile, kind } = document;
    const asked = { bytes, issueDate, profile, onPaper: kind === 'invoice' };
    const official = await deps.judge.judge(packs, asked, by);
    const own = keptFindings.parse(document.findings).filter((finding) => !isOfficial(finding));
    const findings = withOfficial(own, official?.findings ?? []);
    judged.push({ document, row: { documentId, clientId, judged: official }, findings });
  }
  if (judged.length === 0) return;
  await withRetryOfConflicts(() =>
    inScope(deps.db, scope, async (trx) => {
      const rows = judged.map(
        ({ document: { documentId, version }, findings }): JudgedAgain => ({
          document_id: documentId,
          version,
          findings: boundedFindings(findings),
          worst_finding: worstOf(findings),
        }),
      );
      const saved = await saveFindings(trx, tenantId, rows);
      await deps.judge.save(
        trx,
        tenantId,
        judged.flatMap(({ row }) => (saved.has(row.documentId) ? [row] : [])),
      );
      await announce(trx, { tenantId, topic: 'documents', clientId });
    }),
  );
}

/** Null where the file is gone: there is nothing to judge, and what was said of it stays. */
async function bytesOf({ storage }: Deps, tenantId: string, { sha256 }: ToJudge): Promise<Uint8Array | null> {
  try {
    return await storage.read({ tenantId, sha256 });
  } catch (error) {
    if (error instanceof StoredFileMissing) return null;
    throw error;
  }
}
