/** Documents as the contract shows them. */
import { z } from 'zod';
import type { ShownVerdict } from '../rule-packs/contract.ts';
import {
  type DocumentEvent,
  type DocumentListItem,
  type DocumentView,
  documentListItem,
  documentState,
  failureView,
  findingView,
  invoiceView,
  renderingView,
  signatureView,
} from './contract.ts';
import type { DocumentCounts, ListedDocument, ReadDocument } from './documents.queries.ts';
import { remedyOf } from './finding-remedies.ts';
import type { RenderingRow } from './renderings.queries.ts';

type Members = Readonly<Record<string, number>> | undefined;

const shape = documentListItem.shape;

export function presentListItem(row: ListedDocument, members: Members): DocumentListItem {
  return {
    id: row.document_id,
    clientId: row.client_id,
    state: documentState.parse(row.state),
    kind: shape.kind.parse(row.kind),
    fileName: row.file_name,
    entryPath: row.entry_path,
    containerId: row.container_id,
    sizeBytes: Number(row.size_bytes),
    root: row.root,
    profile: row.profile,
    type: row.type,
    documentNo: row.document_no,
    ettn: row.ettn,
    issueDate: row.issue_date,
    direction: shape.direction.parse(row.direction),
    counterpartyTaxId: row.counterparty_tax_id,
    counterpartyName: row.counterparty_name,
    currency: row.currency,
    payable: row.payable,
    notThisClient: row.not_this_client,
    duplicateOf: row.duplicate_of,
    worstFinding: shape.worstFinding.parse(row.worst_finding),
    clean: isClean(row),
    voucherId: row.voucher_id,
    voucherVersion: row.voucher_version,
    failure: failureView.nullable().parse(row.failure),
    rejectReason: row.reject_reason,
    memberCounts: row.kind === 'archive' ? countsOf(Object.entries(members ?? {})) : null,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

/** The contract's rule; the database has the same in its index documents_clean. */
function isClean(row: ListedDocument): boolean {
  const unsuspicious = row.worst_finding === null || row.worst_finding === 'info';
  return (
    row.state === 'READY' &&
    row.voucher_id !== null &&
    row.duplicate_of === null &&
    !row.not_this_client &&
    unsuspicious
  );
}

export function presentDocument(
  row: ReadDocument,
  members: Members,
  { verdict, renderings }: { verdict: ShownVerdict | null; renderings: readonly RenderingRow[] },
): DocumentView {
  const item = presentListItem(row, members);
  return {
    ...item,
    renderings: renderings.map(({ kind, sizeBytes, ...same }) => ({
      ...same,
      kind: renderingView.shape.kind.parse(kind),
      sizeBytes: Number(sizeBytes),
    })),
    findings: z
      .array(findingView)
      .parse(row.findings)
      .map((finding) => ({ ...finding, remedy: remedyOf(finding, item.direction) })),
    invoice: invoiceView.nullable().parse(row.invoice),
    signature: signatureView.nullable().parse(row.signature),
    verdict,
  };
}

export function presentCounts(counts: DocumentCounts): Omit<DocumentEvent, 'clientId'> {
  return {
    counts: countsOf([...counts.byState]),
    cleanCount: counts.clean,
    notThisClientCount: counts.notThisClient,
  };
}

function countsOf(entries: readonly (readonly [string, number])[]): DocumentEvent['counts'] {
  return Object.fromEntries(entries.map(([state, count]) => [documentState.parse(state), count]));
}
