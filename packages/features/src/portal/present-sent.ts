/** What became of a sent document, in the words of somebody who keeps no books: a pure decision. */
import { failureView } from '../document-intake/contract.ts';
import type { SentDocument } from './contract.ts';
import type { SentRow } from './portal.queries.ts';

type Verdict = Pick<SentDocument, 'state' | 'note' | 'reason' | 'reasonEn'>;

/** Files that people rightly send and no machine reads: a person of the office looks at them. */
const BY_HAND: ReadonlySet<string> = new Set(['file.pdf', 'file.image', 'file.html', 'xml.not-xml']);

const plainly = (state: Verdict['state'], note: Verdict['note'] = null): Verdict => ({
  state,
  note,
  reason: null,
  reasonEn: null,
});

export function presentSent(row: SentRow): SentDocument {
  return {
    id: row.id,
    fileName: row.fileName,
    sentAt: row.sentAt.toISOString(),
    ...verdictOf(row),
    counterpartyName: row.counterpartyName,
    documentNo: row.documentNo,
    issueDate: row.issueDate,
    payable: row.payable,
    currency: row.currency,
    members: row.kind === 'archive' ? row.members : null,
  };
}

function verdictOf(row: SentRow): Verdict {
  switch (row.state) {
    case 'POSTED':
      return plainly('done');
    case 'SETTLED':
      return plainly('done');
    case 'READY':
      if (row.notThisClient) return plainly('problem', 'other-company');
      return plainly('read', row.duplicate ? 'sent-before' : null);
    case 'UNPACKED':
      return plainly('read', row.unread > 0 ? 'archive-problems' : 'archive');
    case 'REJECTED':
      return { state: 'problem', note: 'refused', reason: row.rejectReason, reasonEn: row.rejectReason };
    case 'FAILED':
      return failed(row.failure);
    default:
      return plainly('received');
  }
}

function failed(failure: unknown): Verdict {
  const known = failureView.safeParse(failure);
  if (!known.success) return plainly('problem', 'unreadable');
  const { code, message, messageEn, next, nextEn } = known.data;
  // A fault of ours is the office's to mend, not the sender's.
  if (BY_HAND.has(code) || code === 'intake.given-up') return plainly('received', 'by-hand');
  return {
    state: 'problem',
    note: 'unreadable',
    reason: `${message} ${next}`,
    reasonEn: `${messageEn} ${nextEn}`,
  };
}
