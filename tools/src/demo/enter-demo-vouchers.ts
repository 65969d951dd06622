/** Vouchers that people enter by hand: what each client began with, what was collected and what was paid. */
import { kurusFromDecimal, kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import type { z } from 'zod';
import { TRADER } from './demo-clients.ts';
import { demoDay } from './demo-invoices.ts';
import type { DemoStage } from './demo-stage.ts';
import type { OpenedOffice } from './open-demo-office.ts';

type VoucherInput = z.input<typeof ledgerContract.createVoucher.body>;
type LineInput = VoucherInput['lines'][number];

const BANK = '102.01';
const CASH = '100.01';
const CAPITAL = '500';
/** How many customers and suppliers settle a part. */
const SETTLED = 3;

interface ClientBooks {
  readonly stage: DemoStage;
  readonly office: OpenedOffice;
  readonly clientId: string;
}

/** The leaf that takes postings of the account: itself, or the first below it. */
async function leafOf({ stage, office, clientId }: ClientBooks, code: string): Promise<string> {
  const query = { q: code, leafOnly: 'true' };
  const { items } = await stage.api.call(office.accountant, ledgerContract.listAccounts, {
    params: { clientId },
    query,
  });
  const leaf = items.find((item) => item.code === code || item.code.startsWith(`${code}.`));
  if (leaf === undefined) throw new Error(`the chart has no leaf ${code}`);
  return leaf.code;
}

async function opening(books: ClientBooks): Promise<VoucherInput> {
  const year = demoDay(books.office.today, 5, 1).slice(0, 4);
  const description = 'Açılış kaydı';
  const lines: LineInput[] = [
    { accountCode: CASH, debit: '18500.00', description },
    { accountCode: BANK, debit: '2481500.00', description },
    { accountCode: await leafOf(books, CAPITAL), credit: '2500000.00', description },
  ];
  return { type: 'acilis', date: `${year}-01-01`, description: `${year} açılış fişi`, lines };
}

/** Half of the open balances of one account group at the end of a day, largest first, in kuruş. */
async function openBalances(
  { stage, office, clientId }: ClientBooks,
  group: string,
  side: 'debit' | 'credit',
  to: string,
) {
  const query = { from: demoDay(office.today, 5, 1), to };
  const { rows } = await stage.api.call(office.accountant, ledgerContract.getMizan, {
    params: { clientId },
    query,
  });
  return rows
    .filter((row) => row.isLeaf && row.code.startsWith(`${group}.`))
    .map((row) => ({
      code: row.code,
      kurus: kurusFromDecimal(side === 'debit' ? row.balanceDebit : row.balanceCredit) / 2n,
    }))
    .filter((row) => row.kurus > 0n)
    .toSorted((a, b) => (a.kurus > b.kurus ? -1 : 1))
    .slice(0, SETTLED);
}

async function collection(books: ClientBooks, date: string): Promise<VoucherInput | null> {
  const debts = await openBalances(books, '120', 'debit', date);
  if (debts.length === 0) return null;
  const description = 'Havale ile tahsilat';
  const credits = debts.map(
    (debt): LineInput => ({ accountCode: debt.code, credit: kurusToDecimal(debt.kurus), description }),
  );
  const debit = kurusToDecimal(sumKurus(debts.map((debt) => debt.kurus)));
  return {
    type: 'tahsil',
    date,
    description,
    lines: [{ accountCode: BANK, debit, description }, ...credits],
  };
}

async function payment(books: ClientBooks, date: string): Promise<VoucherInput | null> {
  const debts = await openBalances(books, '320', 'credit', date);
  if (debts.length === 0) return null;
  const description = 'Satıcılara havale';
  const debits = debts.map(
    (debt): LineInput => ({ accountCode: debt.code, debit: kurusToDecimal(debt.kurus), description }),
  );
  const credit = kurusToDecimal(sumKurus(debts.map((debt) => debt.kurus)));
  return {
    type: 'tediye',
    date,
    description,
    lines: [...debits, { accountCode: BANK, credit, description }],
  };
}

/** The vouchers of one client that no document stands behind: each type entered once, then posted. */
async function enterFor(books: ClientBooks): Promise<void> {
  const { stage, office, clientId } = books;
  const params = { clientId };
  const manual = async () => {
    const { items } = await stage.api.call(office.accountant, ledgerContract.listVouchers, {
      params,
      query: { limit: 500 },
    });
    return items.filter(({ documentId }) => documentId === null);
  };
  const known = new Set((await manual()).map(({ type }) => type));
  const date = demoDay(office.today, 2, 28);
  for (const body of [await opening(books), await collection(books, date), await payment(books, date)]) {
    if (body === null || known.has(body.type ?? 'mahsup')) continue;
    await stage.api.call(office.accountant, ledgerContract.createVoucher, { params, body });
  }
  const vouchers = (await manual()).flatMap(({ id, status }) => (status === 'draft' ? [{ id }] : []));
  if (vouchers.length === 0) return;
  await stage.api.call(office.accountant, ledgerContract.postVouchers, { body: { vouchers } });
}

/** Enters them for every client but the trader, whose books have all of it; what is entered already stays. Needs the documents of that time posted. */
export async function enterVouchers(stage: DemoStage, office: OpenedOffice): Promise<void> {
  const others = office.clients.filter(({ client }) => client.key !== TRADER);
  await Promise.all(others.map(({ clientId }) => enterFor({ stage, office, clientId })));
}
