/** What belongs to one document, with the time in which a commercial invoice is answered. */
import { cancellationTimeOf, missedTime } from '@muhasebi/accounting/iptal/cancellation.ts';
import { invoiceDueOf } from '@muhasebi/accounting/irsaliye/invoice-due.ts';
import { answerPeriodOf } from '@muhasebi/accounting/uygulama-yaniti/answer-period.ts';
import { type Clock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inSnapshot, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { documentErrors, documentState } from '../document-intake/contract.ts';
import type { Database, Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { listWritten, type WrittenAnswer } from './answers.queries.ts';
import { mayBeCancelled } from './cancel-document.ts';
import { type CancellationRow, listCancellations } from './cancellations.queries.ts';
import {
  type answerView,
  type documentLinksContract,
  envelopeView,
  type LinkedDocument,
  linkKind,
} from './contract.ts';
import { findSubject, type LinkedSubject, type LinkRow, listLinks } from './links.queries.ts';

/** More than a person reads on one page. */
const MOST_SHOWN = 200;

type Shown = z.input<typeof documentLinksContract.listDocumentLinks.response>;
type Answer = z.infer<typeof answerView>;

/** Throws DOCUMENT_NOT_FOUND. */
export function showLinks(
  deps: { readonly db: Database; readonly clock: Clock; readonly ledger: LedgerService },
  scope: Scope,
  documentId: string,
): Promise<Shown> {
  const tenantId = tenantOf(scope);
  return inSnapshot(deps.db, scope, async (trx) => {
    const subject = await findSubject(trx, tenantId, documentId);
    if (subject === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
    const rows = await listLinks(trx, tenantId, documentId, MOST_SHOWN + 1);
    const answers = rows.flatMap(({ side, kind, answer }) =>
      side === 'stating' && kind === 'answer' && answer !== null ? [answer.toUpperCase()] : [],
    );
    const [written] = await listWritten(trx, tenantId, [documentId]);
    const answer = answerOf(subject, answers, turkishDay(deps.clock));
    const [cancelled] = await listCancellations(trx, tenantId, [documentId]);
    const isOpen = answer?.state === 'running' || answer?.state === 'passed';
    return {
      items: rows.slice(0, MOST_SHOWN).map(present),
      more: Math.max(0, rows.length - MOST_SHOWN),
      answer,
      envelope: envelopeView.nullable().parse(subject.envelope),
      written: written === undefined ? null : presentWritten(written),
      mayAnswer:
        isOpen &&
        written === undefined &&
        cancelled === undefined &&
        subject.direction === 'alis' &&
        !subject.isDuplicate,
      invoiceDue: invoiceDueFor(subject, rows, turkishDay(deps.clock)),
      cancellation: cancelled === undefined ? null : presentCancellation(cancelled),
      mayCancel: cancelled === undefined && mayBeCancelled(subject) ? timeToCancel(subject) : null,
      reversal: await reversalFor(deps, trx, { tenantId, subject, rows, cancelled }),
    };
  });
}

function presentWritten({ answer, reason, number, writtenAt }: WrittenAnswer) {
  return { answer, reason, number, writtenAt: writtenAt.toISOString() };
}

function present(row: LinkRow): LinkedDocument {
  const { id, root, type, documentNo, issueDate, state, currency, payable } = row;
  return {
    kind: linkKind.parse(row.kind),
    side: row.side,
    document:
      id === null
        ? null
        : { id, root, type, documentNo, issueDate, state: documentState.parse(state), currency, payable },
    ettn: row.ettn,
    number: row.number,
    date: row.date,
    answer: row.answer,
    note: row.note,
  };
}

const ANSWERED: Readonly<Record<string, Answer['state']>> = {
  KABUL: 'accepted',
  RED: 'refused',
  IADE: 'returned',
};

function answerOf(subject: LinkedSubject, answers: readonly string[], today: string): Answer | null {
  const { kind, profile, issueDate } = subject;
  if (kind !== 'invoice' || profile?.toUpperCase() !== 'TICARIFATURA' || issueDate === null) return null;
  const period = answerPeriodOf(issueDate);
  if (period === null) return null;
  const { lastDay, law } = period;
  const left = daysBetween(today, lastDay) + 1;
  const answered = ANSWERED[answers.findLast((answer) => answer in ANSWERED) ?? ''];
  return { state: answered ?? (left > 0 ? 'running' : 'passed'), lastDay, daysLeft: Math.max(0, left), law };
}

function invoiceDueFor(
  { root, issueDate, state }: LinkedSubject,
  rows: readonly LinkRow[],
  today: string,
): Shown['invoiceDue'] {
  const isInvoiced = rows.some(({ side, kind }) => side === 'stating' && kind === 'despatch');
  // Of a note that waits to be moved or decided the time is not this client's.
  if (root !== 'DespatchAdvice' || state !== 'SETTLED' || isInvoiced || issueDate === null) return null;
  const due = invoiceDueOf(issueDate);
  return due === null ? null : { ...due, isOver: due.lastDay < today };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

function presentCancellation(row: CancellationRow): Shown['cancellation'] {
  const { cancelledOn, way, reference, note, writtenAt, byName, issueDate } = row;
  const missed = issueDate === null ? null : missedTime(row, issueDate);
  return { cancelledOn, way, reference, note, writtenAt: writtenAt.toISOString(), byName, missed };
}

function timeToCancel({ issueDate }: LinkedSubject): Shown['mayCancel'] {
  const time = issueDate === null ? null : cancellationTimeOf(issueDate);
  return { from: issueDate, lastDay: time?.lastDay ?? null, law: time?.law ?? null };
}

interface Spoken {
  readonly tenantId: string;
  readonly subject: LinkedSubject;
  readonly rows: readonly LinkRow[];
  readonly cancelled: CancellationRow | undefined;
}

/** The posted voucher that something speaks against, or whose reversal waits already. */
async function reversalFor(
  { ledger, clock }: { readonly ledger: LedgerService; readonly clock: Clock },
  trx: Trx,
  { tenantId, subject, rows, cancelled }: Spoken,
): Promise<Shown['reversal']> {
  const { state, voucherId, clientId } = subject;
  if (state !== 'POSTED' || voucherId === null) return null;
  const answer = rows.findLast(
    ({ side, kind, answer: said }) =>
      side === 'stating' && kind === 'answer' && said !== null && said.toUpperCase() in ANSWERED,
  );
  const refusal = answer?.answer?.toUpperCase() === 'RED' ? answer : null;
  const because = cancelled !== undefined ? 'IPTAL' : refusal !== null ? 'RED' : null;
  const draftId = await ledger.findReversalDraft(trx, tenantId, voucherId);
  if (because === null && draftId === null) return null;
  const wantedOn = cancelled?.cancelledOn ?? refusal?.issueDate ?? turkishDay(clock);
  const date = await ledger.firstOpenDay(trx, tenantId, clientId, wantedOn);
  return { voucherId, because, draftId, wantedOn, date };
}
