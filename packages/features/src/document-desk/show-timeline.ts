/** The timeline of one document, from where it came to how it was posted, told from its row, its vouchers and the audit log. */
import { inSnapshot, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { Database } from '../feature.ts';
import type { TimelineEvent } from './contract.ts';
import {
  type ChangeLine,
  type DocumentPast,
  findDocumentPast,
  listCancelling,
  listChanges,
  listDraftEdits,
  listDuplicates,
  listVouchersOf,
  nameAll,
  type VoucherPast,
} from './timeline.queries.ts';

/** The latest changes of each kind that are told; a document that was changed more often has a story of its own. */
const MOST_CHANGES = 200;

/** An event before its people and clients have names. */
type Told = Pick<TimelineEvent, 'kind'> &
  Partial<TimelineEvent> & { readonly when: Date; readonly userId?: string | null };

/** Throws DOCUMENT_NOT_FOUND. A client user is told what happened, but not which person of the office did it. */
export function showTimeline(
  deps: { readonly db: Database },
  scope: Scope,
  documentId: string,
): Promise<{ items: TimelineEvent[] }> {
  const tenantId = tenantOf(scope);
  return inSnapshot(deps.db, scope, async (trx) => {
    const past = await findDocumentPast(trx, tenantId, documentId);
    if (past === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
    const changes = await listChanges(trx, tenantId, documentId, MOST_CHANGES);
    const cancelling = await listCancelling(trx, tenantId, documentId, MOST_CHANGES);
    const vouchers = await listVouchersOf(trx, tenantId, documentId);
    const edits = await listDraftEdits(
      trx,
      tenantId,
      vouchers.map((voucher) => voucher.voucherId),
      MOST_CHANGES,
    );
    const duplicates = await listDuplicates(trx, tenantId, documentId, MOST_CHANGES);
    const told: Told[] = [
      ...arrivalOf(past),
      ...changes.flatMap(eventOf),
      ...cancelling.map(({ at: when, userId, action }) => {
        const kind = action === 'delete' ? ('cancellation-withdrawn' as const) : ('cancelled' as const);
        return { kind, when, userId };
      }),
      ...vouchers.flatMap(eventsOfVoucher),
      ...edits.map(({ at, userId, voucherId }) => ({ kind: 'edited' as const, when: at, userId, voucherId })),
      ...duplicates.map(({ at, ...duplicate }) => ({ kind: 'duplicate' as const, when: at, ...duplicate })),
    ];
    const users = told.flatMap((event) => event.userId ?? []);
    const clients = told.flatMap((event) => [event.fromClient ?? [], event.toClient ?? []].flat());
    const names = await nameAll(trx, tenantId, [...new Set(users)], [...new Set(clients)]);
    const seesPeople = (userId: string) => scope.clientIds === null || userId === scope.userId;
    return {
      items: inOrder(told).map((event) => named(event, names, seesPeople)),
    };
  });
}

/** By time, what came first first: the clock of the worker may be behind that of the database. */
function inOrder(told: readonly Told[]): Told[] {
  const [received, ...later] = told;
  return received === undefined ? [] : [received, ...later.toSorted((a, b) => +a.when - +b.when)];
}

function arrivalOf(past: DocumentPast): Told[] {
  const { fileName, entryPath, containerId, containerName, createdAt, createdBy, readAt } = past;
  const received: Told = {
    kind: 'received',
    when: createdAt,
    userId: createdBy,
    fileName,
    entryPath,
    containerId,
    containerName,
  };
  if (readAt === null) return [received];
  const findings = { error: past.errors, warning: past.warnings, info: past.infos };
  const { readerVersion } = past;
  return [received, { kind: past.failed ? 'failed' : 'read', when: readAt, readerVersion, findings }];
}

/** What a change by a person was; what the ledger did is told by the vouchers. */
function eventOf(line: ChangeLine): Told[] {
  const { at: when, userId, beforeState, afterState, beforeClient, afterClient, reason } = line;
  if (beforeClient !== afterClient)
    return [{ kind: 'moved', when, userId, fromClient: beforeClient, toClient: afterClient }];
  if (beforeState === afterState) return [];
  if (afterState === 'REJECTED') return [{ kind: 'rejected', when, userId, reason }];
  if (beforeState === 'REJECTED') return [{ kind: 'restored', when, userId }];
  const settled = ['READY', 'SETTLED', 'FAILED'].includes(beforeState ?? '');
  return settled && afterState === 'PENDING' ? [{ kind: 'retried', when, userId }] : [];
}

function eventsOfVoucher(voucher: VoucherPast): Told[] {
  const { voucherId, fisNo, date: voucherDate, createdAt, createdBy, postedAt, postedBy } = voucher;
  const numbered = { voucherId, fisNo, voucherDate };
  if (voucher.isReversal)
    return postedAt === null ? [] : [{ kind: 'reversed', when: postedAt, userId: postedBy, ...numbered }];
  const proposed: Told = { kind: 'proposed', when: createdAt, userId: createdBy, voucherId };
  return postedAt === null
    ? [proposed]
    : [proposed, { kind: 'posted', when: postedAt, userId: postedBy, ...numbered }];
}

const NOTHING = {
  byName: null,
  fileName: null,
  entryPath: null,
  containerId: null,
  containerName: null,
  readerVersion: null,
  findings: null,
  fromClient: null,
  toClient: null,
  reason: null,
  voucherId: null,
  fisNo: null,
  voucherDate: null,
  documentId: null,
} as const;

function named(
  { when, userId = null, ...event }: Told,
  names: ReadonlyMap<string, string>,
  seesPeople: (userId: string) => boolean,
): TimelineEvent {
  const nameOf = (id: string | null | undefined) => (id == null ? null : (names.get(id) ?? null));
  return {
    ...NOTHING,
    ...event,
    at: when.toISOString(),
    byName: userId !== null && seesPeople(userId) ? nameOf(userId) : null,
    fromClient: nameOf(event.fromClient),
    toClient: nameOf(event.toClient),
  };
}
