/** The demo's files are plausible on whatever day it is made. */
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import { decideDirection } from '@muhasebi/accounting/fatura/invoice-kind.ts';
import { isValidTaxId } from '@muhasebi/accounting/vkn/tax-number.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { isPasswordWeak } from '@muhasebi/features/identity/password-rules.ts';
import { expect, it } from 'vitest';
import { DEMO_CLIENTS } from './demo-clients.ts';
import { demoDay, faultyFiles, misplacedFile, partyOfClient, soundFiles } from './demo-invoices.ts';
import { demoSignIns } from './demo-sign-ins.ts';
import { uploadsOf } from './demo-uploads.ts';

const DAYS = ['2026-11-23', '2027-01-01', '2028-02-29', '2026-03-31'];

function invoiceOf(bytes: Buffer) {
  const result = readUbl(bytes);
  if (!result.ok) throw new Error(result.error.messageEn);
  const invoice = result.documents[0]?.invoice;
  if (!invoice) throw new Error('not an invoice');
  return invoice;
}

it.each(DAYS)(
  'on %s every sound invoice is the client’s own, dated no later than today and without findings',
  (today) => {
    for (const client of DEMO_CLIENTS) {
      const taxId = partyOfClient(client).taxId.value;
      for (const { bytes } of soundFiles(client, today)) {
        const invoice = invoiceOf(bytes);
        expect(['alis', 'satis']).toContain(decideDirection(invoice, taxId));
        expect(invoice.issueDate !== null && invoice.issueDate <= today).toBe(true);
        expect(checkInvoice(invoice, today)).toEqual([]);
      }
    }
  },
);

it('no two invoices share an ETTN or a number of one issuer, but for the duplicates meant', () => {
  const invoices = DEMO_CLIENTS.flatMap((client) => soundFiles(client, '2026-11-23')).map(({ bytes }) =>
    invoiceOf(bytes),
  );
  const keys = invoices.flatMap(({ ettn, number, supplier }) => [ettn, `${supplier.taxId?.value} ${number}`]);
  expect(new Set(keys).size).toBe(keys.length);
});

it('some three to four hundred invoices come in, a handful of them faulty', () => {
  const sound = DEMO_CLIENTS.flatMap((client) => soundFiles(client, '2026-11-23')).length;
  const faulty = DEMO_CLIENTS.flatMap((client) => faultyFiles(client, '2026-11-23')).length;
  expect(sound + faulty).toBeGreaterThanOrEqual(300);
  expect(sound + faulty).toBeLessThanOrEqual(400);
  expect(faulty).toBeGreaterThanOrEqual(15);
});

it('own invoices are numbered in the order of their days', () => {
  for (const client of DEMO_CLIENTS) {
    const own = soundFiles(client, '2026-11-23').filter(({ fileName }) => fileName.startsWith(client.prefix));
    const dates = own.map(({ bytes }) => invoiceOf(bytes).issueDate ?? '');
    const numbers = own.map(({ fileName }) => fileName.slice(7));
    expect(dates).toEqual(dates.toSorted());
    expect(numbers).toEqual(numbers.toSorted());
  }
});

it('clients have tax numbers with right check digits, each its own, the sole trader a TCKN', () => {
  const ids = DEMO_CLIENTS.map((client) => partyOfClient(client).taxId);
  expect(ids.every(isValidTaxId)).toBe(true);
  expect(new Set(ids.map(({ value }) => value)).size).toBe(DEMO_CLIENTS.length);
  expect(ids.filter(({ scheme }) => scheme === 'TCKN')).toHaveLength(1);
});

it('the misplaced invoice belongs to another client of the office', () => {
  const { clientKey, file } = misplacedFile('2026-11-23');
  const invoice = invoiceOf(file.bytes);
  const directions = DEMO_CLIENTS.map((client) => [
    client.key,
    decideDirection(invoice, partyOfClient(client).taxId.value),
  ]);
  const named = directions.filter(([, direction]) => direction !== 'neither').map(([key]) => key);
  expect(named).toHaveLength(1);
  expect(named).not.toContain(clientKey);
});

it('the same day gives the same files, archives included, so that a second upload adds nothing', async () => {
  for (const client of DEMO_CLIENTS) {
    expect(await uploadsOf(client, '2026-11-23')).toEqual(await uploadsOf(client, '2026-11-23'));
  }
});

it('days lie in the month asked for, and in the running one not after today', () => {
  expect(demoDay('2026-11-23', 0, 28)).toBe('2026-11-23');
  expect(demoDay('2026-11-23', 0, 5)).toBe('2026-11-05');
  expect(demoDay('2027-01-01', 5, 28)).toBe('2026-08-28');
});

it('every demo password is one that the product accepts', () => {
  for (const account of demoSignIns) expect(isPasswordWeak(account.password, account)).toBe(false);
});
