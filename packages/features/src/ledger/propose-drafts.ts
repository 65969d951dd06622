/** Replaces the drafts of a batch of documents by new proposals: few statements, whatever the number of documents. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { finding } from '@muhasebi/accounting/fatura/make-finding.ts';
import { proposeVoucher } from '@muhasebi/accounting/fatura/propose-voucher.ts';
import type { VoucherProposal } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { ExchangeRates } from '../exchange-rates/contract.ts';
import type { Trx } from '../feature.ts';
import { lockChart } from './books.queries.ts';
import { ChartOverlay } from './chart-overlay.ts';
import type { ClientForBooks, ProposalOutcome, ProposalRequest } from './contract.ts';
import { counterpartyTaxId } from './counterparty.ts';
import { type Fallback, type FallbackRates, fallbackRates } from './fallback-rates.ts';
import {
  deleteDocumentDrafts,
  findAccountsWithLines,
  insertDocumentDrafts,
  insertLines,
  insertProposedAccounts,
  loadChart,
  loadHighestSegments,
  loadPreferences,
  lockDocumentVouchers,
} from './proposals.queries.ts';
import { linesToInsert } from './proposed-lines.ts';
import { whyNotStorable } from './storable-proposal.ts';

interface Proposed {
  readonly request: ProposalRequest;
  readonly proposal: VoucherProposal | null;
  readonly findings: readonly Finding[];
}

interface Batch {
  readonly proposed: readonly Proposed[];
  readonly overlay: ChartOverlay;
}

/** Names of accounts and texts of vouchers are cut to what their columns hold. */
const NAME_LENGTH = 200;
const DESCRIPTION_LENGTH = 250;

/**
 * Proposes a voucher for each document and stores it as the document's draft, replacing an earlier one. Sub-accounts
 * that a proposal needs are opened with status "proposed". A document whose voucher is posted keeps it. Outcomes come
 * in the order of the requests.
 */
export async function proposeDrafts(
  rates: ExchangeRates,
  trx: Trx,
  client: ClientForBooks,
  requests: readonly ProposalRequest[],
): Promise<ProposalOutcome[]> {
  if (requests.length === 0) return [];
  const documentIds = requests.map((request) => request.documentId);
  const posted = await lockDocumentVouchers(trx, client.tenantId, documentIds);
  const open = requests.filter((request) => !posted.has(request.documentId));
  const fallbacks = await fallbackRates(rates, trx, client.tenantId, open);
  const { proposed, overlay } = await workOut(trx, client, { open, fallbacks });
  await deleteDocumentDrafts(trx, client.tenantId, documentIds);
  await openProposedAccounts(trx, client, overlay);
  const vouchers = await insertDrafts(trx, client, proposed);
  const findings = new Map(proposed.map((each) => [each.request.documentId, each.findings]));
  return documentIds.map((documentId) => ({
    documentId,
    voucherId: posted.get(documentId) ?? vouchers.get(documentId) ?? null,
    findings: findings.get(documentId) ?? [],
  }));
}

/**
 * Works the batch out on the stored chart. Where it opens accounts, it does so once more under the chart's lock with
 * the codes that are then taken, until nothing it asks for is unknown.
 */
async function workOut(
  trx: Trx,
  client: ClientForBooks,
  { open: requests, fallbacks }: { open: readonly ProposalRequest[]; fallbacks: FallbackRates },
): Promise<Batch> {
  const parents = new Set<string>();
  const full = new Set<string>();
  let isLocked = false;
  for (;;) {
    const overlay = await loadOverlay(trx, client, requests, parents);
    const proposed = requests.map((request) =>
      proposeOne(client, { ...request, ...fallbacks.get(request.documentId) }, overlay, full),
    );
    const leaves = [...overlay.opened.values()].map((account) => account.parentCode).filter(overlay.wasLeaf);
    const newlyFull = isLocked ? await findAccountsWithLines(trx, client, leaves) : [];
    if (overlay.opened.size === 0) return { proposed, overlay };
    if (isLocked && overlay.unknownParents.size === 0 && newlyFull.length === 0) return { proposed, overlay };
    if (!isLocked) await lockChart(trx, client.clientId);
    isLocked = true;
    for (const parent of overlay.unknownParents) parents.add(parent);
    for (const code of newlyFull) full.add(code);
  }
}

async function loadOverlay(
  trx: Trx,
  client: ClientForBooks,
  requests: readonly ProposalRequest[],
  parents: ReadonlySet<string>,
): Promise<ChartOverlay> {
  const taxIds = new Set<string>();
  for (const { invoice, direction } of requests) {
    const taxId = counterpartyTaxId(invoice, direction);
    if (taxId !== null) taxIds.add(taxId);
  }
  const preferences = await loadPreferences(trx, client, [...taxIds]);
  const codes = preferences.map((preference) => preference.accountCode);
  const chart = await loadChart(trx, client, [...taxIds], codes);
  const highest = parents.size === 0 ? new Map() : await loadHighestSegments(trx, client, [...parents]);
  return new ChartOverlay(chart, preferences, highest);
}

function proposeOne(
  client: ClientForBooks,
  request: ProposalRequest & Fallback,
  overlay: ChartOverlay,
  full: ReadonlySet<string>,
): Proposed {
  const { invoice, direction, fallbackRate = null, fallbackRateDate = null } = request;
  const chart = overlay.viewFor(counterpartyTaxId(invoice, direction));
  const { taxId: clientTaxId, purchaseDefault } = client;
  const { proposal, findings } = proposeVoucher({
    ...{ invoice, clientTaxId, direction, chart, purchaseDefault },
    ...{ fallbackRate, fallbackRateDate },
  });
  if (proposal === null) return { request, proposal, findings };
  const obstacle = whyNotStorable(proposal) ?? fullParent(proposal, full);
  if (obstacle !== null) return { request, proposal: null, findings: [...findings, obstacle] };
  overlay.open(proposal.newAccounts);
  const told = new Set(findings.map((each) => each.params.account));
  const unusable = overlay.unusable(proposal).filter((each) => !told.has(each.params.account));
  return { request, proposal, findings: [...findings, ...unusable] };
}

function fullParent(proposal: VoucherProposal, full: ReadonlySet<string>): Finding | null {
  const account = proposal.newAccounts.find(({ parentCode }) => full.has(parentCode));
  if (account === undefined) return null;
  const { code, parentCode } = account;
  return finding(
    'fis.ust-hesap-dolu',
    'error',
    null,
    {
      tr: `${parentCode} hesabında kayıt var; altına ${code} açılamadığı için fiş önerilemedi.`,
      en: `Account ${parentCode} has postings; ${code} cannot be opened below it, so no voucher is proposed.`,
    },
    { account: code, parent: parentCode },
  );
}

async function openProposedAccounts(trx: Trx, client: ClientForBooks, overlay: ChartOverlay): Promise<void> {
  const opened = [...overlay.opened.values()];
  const parents = new Set(opened.map((account) => account.parentCode));
  await insertProposedAccounts(
    trx,
    client,
    opened.map((account) => ({
      code: account.code,
      parent_code: account.parentCode,
      name: account.name.slice(0, NAME_LENGTH),
      counterparty_tax_id: account.counterpartyTaxId,
      is_leaf: !parents.has(account.code),
    })),
  );
}

async function insertDrafts(
  trx: Trx,
  client: ClientForBooks,
  proposed: readonly Proposed[],
): Promise<Map<string, string>> {
  const drafts = proposed.flatMap(({ request, proposal }) =>
    proposal === null ? [] : [{ documentId: request.documentId, proposal }],
  );
  if (drafts.length === 0) return new Map();
  const vouchers = await insertDocumentDrafts(
    trx,
    client,
    drafts.map(({ documentId, proposal }) => ({
      document_id: documentId,
      type: proposal.type,
      voucher_date: proposal.date,
      description: proposal.description.slice(0, DESCRIPTION_LENGTH),
    })),
  );
  const lines = drafts.flatMap(({ documentId, proposal }) =>
    linesToInsert(vouchers.get(documentId) ?? '', proposal.lines, DESCRIPTION_LENGTH),
  );
  await insertLines(trx, client, lines);
  return vouchers;
}
