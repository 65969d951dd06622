/** The routes of documents: each validates its actor, calls one use case and presents what came of it. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RequestContext, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { clientErrors } from '../clients/contract.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { type Caller, createDocumentChanges } from './change-documents.ts';
import {
  documentIntakeContract as contract,
  type DocumentView,
  documentErrors,
  documentState,
} from './contract.ts';
import { streamDocumentEvents } from './document-events.ts';
import { countDocuments, countMembersByState, findDocument, listDocuments } from './documents.queries.ts';
import { clientIsInSight } from './intake.queries.ts';
import { presentCounts, presentDocument, presentListItem } from './present-document.ts';
import { uploadDocuments } from './upload-documents.ts';

export function documentRoutes(deps: FeatureDeps, ledger: LedgerService): RouteImplementation[] {
  const changes = createDocumentChanges(deps, ledger);
  const show = ({ tenantId, scope }: Caller, documentId: string) =>
    inScope(deps.db, scope, (trx) => viewOf(trx, tenantId, documentId));

  return [
    implement(contract.uploadDocuments, async (ctx, { params }) => {
      const { tenantId, scope } = callerOf(ctx);
      return uploadDocuments(deps, { tenantId, clientId: params.clientId, scope, files: ctx.files() });
    }),
    implement(contract.listDocuments, async (ctx, { params, query }) => {
      const { tenantId, scope } = callerOf(ctx);
      const place = { tenantId, clientId: params.clientId };
      const { cursor, state, kind, notThisClient, clean, q, order, limit } = query;
      const after = decodeCursor(cursor, 1)?.[0] ?? null;
      const filter = {
        states: statesOf(state),
        kind,
        notThisClient,
        clean,
        q,
        order,
        after: uuidOrNull(after),
      };
      return inScope(deps.db, scope, async (trx) => {
        if (!(await clientIsInSight(trx, place))) throw clientErrors.CLIENT_NOT_FOUND();
        const found = await listDocuments(trx, place, { ...filter, limit: limit + 1 });
        const rows = found.slice(0, limit);
        const archives = rows.filter((row) => row.kind === 'archive').map((row) => row.document_id);
        const members = await countMembersByState(trx, tenantId, archives);
        const last = found.length > limit ? rows.at(-1) : undefined;
        return {
          items: rows.map((row) => presentListItem(row, members.get(row.document_id))),
          nextCursor: last === undefined ? null : encodeCursor([last.document_id]),
          ...presentCounts(await countDocuments(trx, place)),
        };
      });
    }),
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
    implement(contract.moveDocument, async (ctx, { params, body }) => {
      const caller = callerOf(ctx);
      await changes.move(caller, params.documentId, body.clientId);
      return show(caller, params.documentId);
    }),
    implement(contract.documentEvents, async (ctx, { params }) => {
      const { tenantId, scope } = callerOf(ctx);
      const place = { tenantId, clientId: params.clientId };
      if (!(await inScope(deps.db, scope, (trx) => clientIsInSight(trx, place))))
        throw clientErrors.CLIENT_NOT_FOUND();
      await streamDocumentEvents(deps, ctx, place);
      return undefined;
    }),
  ];
}

/** Throws FORBIDDEN for the platform administrator, who has no office and sees no documents. */
function callerOf({ scope }: RequestContext): Caller {
  return { tenantId: tenantOf(scope), scope };
}

async function viewOf(trx: Trx, tenantId: string, documentId: string): Promise<DocumentView> {
  const row = await findDocument(trx, tenantId, documentId);
  if (row === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const members = await countMembersByState(trx, tenantId, row.kind === 'archive' ? [documentId] : []);
  return presentDocument(row, members.get(documentId));
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

/** Unknown states are passed over; none known is no filter. */
function statesOf(text: string | undefined): string[] | null {
  const states = (text ?? '').split(',').filter((state) => documentState.safeParse(state).success);
  return states.length === 0 ? null : states;
}

const uuidOrNull = (text: string | null) =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
