/** No false alarm: what GİB's own rules pass raises only what is truly wrong in it, and becomes a balanced voucher. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import type { ChartView } from '@muhasebi/accounting/fatura/choose-account.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { proposeVoucher } from '@muhasebi/accounting/fatura/propose-voucher.ts';
import { nextSubAccountCode } from '@muhasebi/accounting/hesap-plani/next-sub-account.ts';
import { startingChart } from '@muhasebi/accounting/hesap-plani/starting-chart.ts';
import { describe, expect, it } from 'vitest';
import { readUbl } from './read-ubl.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const TODAY = '2026-11-23';

const accounts = new Map(startingChart().map((each) => [each.code, { ...each, isActive: true }]));
const chart: ChartView = {
  find: (code) => accounts.get(code) ?? null,
  counterpartyAccount: () => null,
  nextSubAccountCode: (parent) => nextSubAccountCode(accounts.keys(), parent),
  preferences: new Map(),
};

/** Invoices that pass the official schematron, by file. */
function passing(): [file: string, invoice: Invoice][] {
  if (!existsSync(SAMPLES)) return [];
  const rows = readFileSync(join(SAMPLES, 'verdicts.csv'), 'utf8').trim().split('\n').slice(1);
  const files = rows.map((row) => row.split(',')).filter((row) => row[7] === 'pass');
  return files.flatMap(([file = '']) => {
    const path = [file.normalize('NFC'), file.normalize('NFD')].find((one) => existsSync(join(SAMPLES, one)));
    const result = readUbl(readFileSync(join(SAMPLES, path ?? file)));
    const invoices = result.ok ? result.documents.flatMap(({ invoice }) => invoice ?? []) : [];
    return invoices.map((invoice): [string, Invoice] => [file, invoice]);
  });
}

const alarms = (findings: readonly Finding[]): string[] =>
  findings.filter((each) => each.severity !== 'info').map((each) => each.code);

/** Wrong in the samples themselves: totals that leave out one of two lines. Invented tax numbers are passed over below. */
const TRUE_OF_DOCUMENT: Readonly<Record<string, readonly string[]>> = {
  'e-fatura-paketi/TEKNOLOJI_DESTEK.xml': ['fatura.satir-toplami', 'fatura.satir-kdv'],
};
/** An invoice wholly discounted; KDV asked for on a delivery for export. */
const TRUE_OF_VOUCHER: Readonly<Record<string, readonly string[]>> = {
  'izibiz/FATURA_10.xml': ['fis.tutar-sifir'],
  'izibiz/FATURA_17.xml': ['fis.ihrac-kayitli-tahsil'],
};

describe.skipIf(passing().length === 0)('a sample that passes the official rules', () => {
  it('is one of many', () => {
    expect(passing().length).toBeGreaterThan(35);
  });

  it.each(passing())('%s raises nothing that is not wrong in it', (file, invoice) => {
    const findings = checkInvoice(invoice, TODAY);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const raised = alarms(findings).filter((code) => code !== 'fatura.vkn-hatali');
    expect(raised).toEqual(TRUE_OF_DOCUMENT[file] ?? []);
  });

  it.each(passing())(
    '%s becomes a voucher of its seller and of its buyer without a warning',
    (file, invoice) => {
      for (const direction of ['satis', 'alis'] as const) {
        const clientTaxId = (direction === 'satis' ? invoice.supplier : invoice.customer).taxId?.value ?? '';
        const { proposal, findings } = proposeVoucher({ invoice, clientTaxId, direction, chart });
        expect(alarms(findings).filter((code) => code !== 'fis.iki-taraf-ayni')).toEqual(
          TRUE_OF_VOUCHER[file] ?? [],
        );
        expect(proposal === null).toBe(file === 'izibiz/FATURA_10.xml');
      }
    },
  );
});
