/** The routes of documents: each validates its actor, calls one use case and presents what came of it. */

import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RequestContext, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import { findDocumentIds } from '../document-filter.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { OfficialJudge } from '../rule-packs/contract.ts';
import { browseDocuments } from './browse-documents.ts';
import { browseQueue } from './browse-queue.ts';
import { type Caller, createDocumentChanges } from './change-documents.ts';
import { documentIntakeContract as contract, type DocumentView, documentErrors } from './contract.ts';
import { streamDocumentEvents } from './document-events.ts';
import { countMembersByState, findDocument } from './documents.queries.ts';
import { enqueueJudging } from './jobs.ts';
import { listJudgeable } from './judging.queries.ts';
import { presentDocument } from './present-document.ts';
import { listRenderings } from './renderings.queries.ts';
import { uploadDocuments } from './upload-documents.ts';

/** Documents that one request sends to be judged again. */
const MOST_JUDGED = 50_000;

export type DocumentRoutesDeps = FeatureDeps & { readonly judge: OfficialJudge };

export function documentRoutes(deps: DocumentRoutesDeps, ledger: LedgerService): RouteImplementation[] {
  const changes = createDocumentChanges(deps, ledger);
  const show = ({ tenantId, scope }: Caller, documentId: string) =>
    inScope(deps.db, scope, (trx) => viewOf(trx, deps.judge, tenantId, documentId));

  return [
    implement(contract.uploadDocuments, async (ctx, { params }) => {
      const { tenantId, scope } = callerOf(ctx);
      return uploadDocuments(deps, { tenantId, clientId: params.clientId, scope, files: ctx.files() });
    }),
    implement(contract.listDocuments, (ctx, { params, query }) =>
      browseDocuments(deps, callerOf(ctx), params.clientId, query),
    ),
    implement(contract.listQueue, (ctx, { query }) => browseQueue(deps, callerOf(ctx), query)),
    implement(contract.getDocument, (ctx, { params }) => show(callerOf(ctx), params.documentId)),
    implement(contract.getDocumentFile, async (ctx, { params }) =>
      fileOf(deps, callerOf(ctx), params.documentId),
    ),
    implement(contract.retryDocument, async (ctx, { params }) => {
      const caller = callerOf(ctx);
      await changes.retry(caller, params.documentId);
      return show(caller, params.documentId);
    }),
    implement(contract.rejectDocument, async (ctx, { params, body }) => {
      const caller = callerOf(ctx);
      await changes.reject(caller, params.documentId, body.reason);
      return show(caller, params.documentId);
    }),
    implement(contract.restoreDocument, async (ctx, { params }) => {
      const caller = callerOf(ctx);
      await changes.restore(caller, params.documentId);
      return show(caller, params.documentId);
    }),
    implement(contract.keepDuplicate, async (ctx, { params, body }) => {
      const caller = callerOf(ctx);
      await changes.keep(caller, params.documentId, body.reason);
      return show(caller, params.documentId);
    }),
    implement(contract.moveDocument, async (ctx, { params, body }) => {
      const caller = callerOf(ctx);
      await changes.move(caller, params.documentId, body.clientId);
      return show(caller, params.documentId);
    }),
    implement(contract.judgeDocuments, (ctx, { params, body }) => {
      const { tenantId, scope } = callerOf(ctx);
      const place = { tenantId, clientId: params.clientId };
      return inScope(deps.db, scope, async (trx) => {
        if (!(await clientIsInSight(trx, tenantId, params.clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        const named = await namedBy(trx, place, body);
        const found = await listJudgeable(trx, place, named, MOST_JUDGED);
        await enqueueJudging(trx, place, found, body.by);
        return { documents: found.length };
      });
    }),
    implement(contract.documentEvents, async (ctx, { params }) => {
      const { tenantId, scope } = callerOf(ctx);
      const place = { tenantId, clientId: params.clientId };
      if (!(await inScope(deps.db, scope, (trx) => clientIsInSight(trx, tenantId, params.clientId))))
        throw clientErrors.CLIENT_NOT_FOUND();
      await streamDocumentEvents(deps, ctx, place);
      return undefined;
    }),
  ];
}

/** The ids of what is to be judged again; null: all that there is. */
async function namedBy(
  trx: Trx,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  { documentIds, selection }: z.output<typeof contract.judgeDocuments.body>,
): Promise<readonly string[] | null> {
  if (documentIds !== undefined) return documentIds;
  if (selection === undefined) return null;
  return findDocumentIds(trx, tenantId, { ...selection, clientId }, MOST_JUDGED);
}

/** Throws FORBIDDEN for the platform administrator, who has no office and sees no documents. */
function callerOf({ scope }: RequestContext): Caller {
  return { tenantId: tenantOf(scope), scope };
}

async function viewOf(
  trx: Trx,
  judge: OfficialJudge,
  tenantId: string,
  documentId: string,
): Promise<DocumentView> {
  const row = await findDocument(trx, tenantId, documentId);
  if (row === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const members = await countMembersByState(trx, tenantId, row.kind === 'archive' ? [documentId] : []);
  const verdict = await judge.find(trx, tenantId, documentId);
  const renderings = await listRenderings(trx, tenantId, documentId);
  return presentDocument(row, members.get(documentId), { verdict, renderings });
}

async function fileOf(deps: FeatureDeps, { tenantId, scope }: Caller, documentId: string) {
  const row = await inScope(deps.db, scope, (trx) => findDocument(trx, tenantId, documentId));
  if (row === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const { file_name: fileName, sha256 } = row;
  if (sha256 === null) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
  try {
    const stream = await deps.storage.stream({ tenantId, sha256 });
    return { fileName, contentType: contentTypeOf(fileName), sizeBytes: Number(row.size_bytes), stream };
  } catch (error) {
    if (error instanceof StoredFileMissing) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
    throw error;
  }
}

function contentTypeOf(fileName: string): string {
  if (/\.xml$/i.test(fileName)) return 'application/xml';
  return /\.zip$/i.test(fileName) ? 'application/zip' : 'application/octet-stream';
}
