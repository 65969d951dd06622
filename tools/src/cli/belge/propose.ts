/** The proposed voucher of `belge oner`, on a starting chart that grows with what the run has proposed so far. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { type Direction, decideDirection, hasTemplate } from '@muhasebi/accounting/fatura/invoice-kind.ts';
import { proposeVoucher } from '@muhasebi/accounting/fatura/propose-voucher.ts';
import { nextSubAccountCode } from '@muhasebi/accounting/hesap-plani/next-sub-account.ts';
import { startingChart } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { NewAccount, ProposedLine } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';

/** `proposal` is null for documents other than invoices and where no voucher can be worked out. */
export interface PresentedProposal {
  readonly proposal: Record<string, unknown> | null;
  readonly findings: readonly Finding[];
}

/** Proposes for the client of this VKN or TCKN, one document after another. */
export function proposer(clientTaxId: string): (document: UblDocument) => PresentedProposal {
  const chart = growingChart();
  return ({ root, invoice }) => {
    if (invoice === null || (root === 'CreditNote' && !hasTemplate(invoice.type)))
      return { proposal: null, findings: [] };
    const decided = decideDirection(invoice, clientTaxId);
    if (decided === 'neither') return { proposal: null, findings: [notThisClient(clientTaxId)] };
    // A document of the client with itself is treated as its sale; a finding says so.
    const direction: Direction = decided === 'both' ? 'satis' : decided;
    const { proposal, findings } = proposeVoucher({ invoice, clientTaxId, direction, chart: chart.view });
    if (proposal === null) return { proposal: null, findings };
    for (const account of proposal.newAccounts) chart.open(account);
    const { type, date, description, newAccounts } = proposal;
    const lines = proposal.lines.map((line) => presentLine(line, chart.nameOf(line.accountCode)));
    return { proposal: { direction, type, date, description, lines, newAccounts }, findings };
  };
}

function presentLine(line: ProposedLine, name: string | null): Record<string, unknown> {
  return {
    account: line.accountCode,
    name,
    debit: kurusToDecimal(line.debitKurus),
    credit: kurusToDecimal(line.creditKurus),
    reason: line.reason.text,
  };
}

function growingChart() {
  const accounts = new Map(
    startingChart().map(({ code, name, isLeaf }) => [code, { name, isLeaf, isActive: true }]),
  );
  const byCounterparty = new Map<string, string>();
  return {
    view: {
      find: (code: string) => accounts.get(code) ?? null,
      counterpartyAccount: (parent: string, taxId: string) =>
        byCounterparty.get(`${parent}|${taxId}`) ?? null,
      nextSubAccountCode: (parent: string) => nextSubAccountCode(accounts.keys(), parent),
      preferences: new Map<string, string>(),
    },
    nameOf: (code: string) => accounts.get(code)?.name ?? null,
    open: (account: NewAccount) => {
      accounts.set(account.code, { name: account.name, isLeaf: true, isActive: true });
      if (account.counterpartyTaxId !== null) {
        byCounterparty.set(`${account.parentCode}|${account.counterpartyTaxId}`, account.code);
      }
    },
  };
}

function notThisClient(clientTaxId: string): Finding {
  return {
    code: 'belge.baska-mukellef',
    severity: 'error',
    place: null,
    message: `Belgenin satıcısı da alıcısı da ${clientTaxId} değil; fiş önerilmedi.`,
    messageEn: `Neither seller nor buyer of the document is ${clientTaxId}; no voucher is proposed.`,
    params: { clientTaxId },
  };
}
