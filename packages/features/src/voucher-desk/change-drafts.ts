/** Changes or deletes many drafts of a client in one act, each for itself, and takes the whole act back. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { ledgerErrors } from '../ledger/contract.ts';
import { findVoucherOf, insertAttachment, listAttachments } from './attachments.queries.ts';
import { type ChangeResult, type voucherDeskContract, voucherDeskErrors } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import { type ChangedDraft, insertChange, lockChange, markUndone } from './draft-changes.queries.ts';
import { clientOf } from './templates.ts';

type Body = RouteInput<(typeof voucherDeskContract)['changeDrafts']>['body'];
type Result = ChangeResult['results'][number];

/** Throws CLIENT_NOT_FOUND; why a draft was not changed stands in its result, and the others are changed all the same. */
export function changeDrafts(
  context: DeskContext,
  scope: Scope,
  clientId: string,
  { drafts, change }: Body,
): Promise<ChangeResult> {
  const tenantId = tenantOf(scope);
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      await clientOf(trx, tenantId, clientId);
      await context.ledger.acts.lockPosting(trx, clientId);
      const done: ChangedDraft[] = [];
      const results: Result[] = [];
      for (const { id, version } of drafts) {
        const result = await attempt(id, async () => {
          const place = { tenantId, clientId, voucherId: id, version };
          done.push(await changeOne(context, trx, place, change));
        });
        results.push(result);
      }
      if (done.length === 0) return { changeId: null, results };
      await announce(trx, { tenantId, topic: 'vouchers', clientId });
      const kind = 'delete' in change ? 'delete' : 'edit';
      return { changeId: await insertChange(trx, { tenantId, clientId }, kind, done), results };
    }),
  );
}

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
  readonly voucherId: string;
  readonly version: number;
}

async function changeOne(
  { ledger }: DeskContext,
  trx: Trx,
  { tenantId, clientId, voucherId, version }: Place,
  change: Body['change'],
): Promise<ChangedDraft> {
  const voucher = await findVoucherOf(trx, tenantId, voucherId);
  if (voucher?.clientId !== clientId) throw ledgerErrors.VOUCHER_NOT_FOUND();
  const before = await ledger.acts.copyDraft(trx, tenantId, voucherId);
  if (before === null) throw ledgerErrors.VOUCHER_NOT_FOUND();
  const seen = { voucherId, version };
  if ('delete' in change) {
    const files = await listAttachments(trx, tenantId, voucherId);
    await ledger.acts.deleteDraft(trx, tenantId, seen);
    const attachments = files.map(({ fileName, mediaType, sha256, sizeBytes }) => ({
      fileName,
      mediaType,
      sha256,
      sizeBytes: Number(sizeBytes),
    }));
    return { voucherId, version: null, before, attachments };
  }
  const after = await ledger.acts.editDraft(trx, tenantId, seen, change);
  return { voucherId, version: after.version, before };
}

/**
 * Puts the drafts back as they were before the change; one that was changed or posted since stays and says so. Throws
 * DRAFT_CHANGE_NOT_FOUND, DRAFT_CHANGE_UNDONE.
 */
export function undoDraftChange(
  context: DeskContext,
  scope: Scope,
  changeId: string,
): Promise<{ results: Result[] }> {
  const tenantId = tenantOf(scope);
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const change = await lockChange(trx, tenantId, changeId);
      if (change === null) throw voucherDeskErrors.DRAFT_CHANGE_NOT_FOUND();
      if (change.undoneAt !== null) throw voucherDeskErrors.DRAFT_CHANGE_UNDONE();
      const { clientId } = change;
      await context.ledger.acts.lockPosting(trx, clientId);
      const results: Result[] = [];
      for (const item of change.items)
        results.push(
          await attempt(item.voucherId, () => putBack(context, trx, { tenantId, clientId }, item)),
        );
      await markUndone(trx, tenantId, changeId);
      await announce(trx, { tenantId, topic: 'vouchers', clientId });
      return { results };
    }),
  );
}

async function putBack(
  { ledger }: DeskContext,
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  { voucherId, version, before, attachments = [] }: ChangedDraft,
): Promise<void> {
  if (version !== null) return ledger.acts.putLinesBack(trx, place.tenantId, { voucherId, version }, before);
  const opened = await ledger.acts.openCopy(trx, place, null, before);
  if (opened === null) throw voucherDeskErrors.DRAFT_ACCOUNT_GONE();
  for (const attachment of attachments)
    await insertAttachment(trx, { ...place, voucherId: opened }, attachment);
}

/** A refusal comes before anything of its draft is written, so that the others go on in the same transaction. */
async function attempt(id: string, work: () => Promise<void>): Promise<Result> {
  try {
    await work();
    return { id, status: 'done', error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { tr, en, nextTr, nextEn } = error.definition;
    const { code, params } = error;
    const [message, messageEn, next, nextInEnglish] = [tr, en, nextTr, nextEn].map((text) =>
      fillText(text, params),
    );
    return {
      id,
      status: 'refused',
      error: {
        code,
        message: message ?? '',
        messageEn: messageEn ?? '',
        next: next ?? '',
        nextEn: nextInEnglish ?? '',
      },
    };
  }
}
