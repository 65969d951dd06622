/** Writes a proposal as the table an accountant reads: account, borç, alacak, reason; then what is opened and found. */
import { formatKurusTr, sumKurus } from '../money/kurus.ts';
import type { ProposalResult } from './propose-voucher.ts';

function row(account: string, debit: string, credit: string, reason: string): string {
  return `${account.padEnd(13)}${debit.padStart(16)}${credit.padStart(16)}   ${reason}`.trimEnd();
}

const side = (kurus: bigint): string => (kurus === 0n ? '' : formatKurusTr(kurus));

/** One text for a golden file; lines that start with "#" there are the accountant's own working and are not compared. */
export function voucherTable({ proposal, findings }: ProposalResult): string {
  const rows: string[] = [];
  if (proposal === null) rows.push('FİŞ YOK');
  else {
    rows.push(`${proposal.date}  ${proposal.type.toUpperCase()}  ${proposal.description}`);
    rows.push(row('HESAP', 'BORÇ', 'ALACAK', 'DAYANAK'));
    for (const line of proposal.lines)
      rows.push(row(line.accountCode, side(line.debitKurus), side(line.creditKurus), line.reason.text));
    const debit = sumKurus(proposal.lines.map((line) => line.debitKurus));
    const credit = sumKurus(proposal.lines.map((line) => line.creditKurus));
    rows.push(row('TOPLAM', side(debit), side(credit), ''));
    for (const account of proposal.newAccounts) rows.push(`AÇILACAK  ${account.code} ${account.name}`);
  }
  for (const each of findings) rows.push(`BULGU  ${each.severity} ${each.code}: ${each.message}`);
  return `${rows.join('\n')}\n`;
}
