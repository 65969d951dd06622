/** What the demo leaves to be done in the trader's books: a locked month with an exception, a month full of checks, drafts of its own. */
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { periodsContract } from '@muhasebi/features/periods/contract.ts';
import { revaluationsContract } from '@muhasebi/features/revaluations/contract.ts';
import { voucherDeskContract } from '@muhasebi/features/voucher-desk/contract.ts';
import { demoDay } from './demo-invoices.ts';
import type { TraderBooks } from './trader-books.ts';

const PHONE = 'Telefon faturası (tutarı teyit edilecek)';
const RENT = 'İş yeri kirası';
const WAGES = 'Ücret tahakkuku';

/** The month before last is numbered and locked; the accountant may still post into it for a week. */
async function lockWithException({ stage, office, clientId, months }: TraderBooks): Promise<void> {
  const locked = months.find(({ monthsBack }) => monthsBack === 2);
  if (locked === undefined) return;
  const params = { clientId, month: locked.month };
  const { items } = await stage.api.call(office.owner, periodsContract.listExceptions, { params });
  if (items.length > 0) return;
  await stage.api.call(office.accountant, periodsContract.numberPeriod, { params });
  await stage.api.call(office.accountant, periodsContract.setPeriod, { params, body: { status: 'locked' } });
  await stage.api.call(office.owner, periodsContract.grantException, {
    params,
    body: {
      userId: office.accountant.userId ?? '',
      reason: 'Nakliye faturası geç geldi; beyannameden önce işlenecek.',
      hours: 168,
    },
  });
}

/** Last month waits: its foreign money is proposed and not posted, and a voucher of the staff lacks its amount's proof. */
async function leaveDrafts({ stage, office, clientId, months }: TraderBooks): Promise<void> {
  const open = months.find(({ monthsBack }) => monthsBack === 1);
  if (open === undefined) return;
  const params = { clientId };
  await stage.api.call(office.accountant, revaluationsContract.proposeRevaluation, {
    params: { clientId, date: open.lastDay },
    body: {},
  });
  const { items } = await stage.api.call(office.staff, ledgerContract.listVouchers, {
    params,
    query: { status: 'draft', limit: 500 },
  });
  if (items.some(({ description }) => description === PHONE)) return;
  await stage.api.call(office.staff, ledgerContract.createVoucher, {
    params,
    body: {
      date: `${open.month}-27`,
      description: PHONE,
      lines: [
        { accountCode: '770.02', debit: '1450.00', description: PHONE },
        { accountCode: '191.01.020', debit: '290.00', description: PHONE },
        { accountCode: '102.01', credit: '1740.00', description: PHONE },
      ],
    },
  });
}

/** A template of the office, and the rent that comes every month from this one on. */
async function keepHabits({ stage, office, clientId }: TraderBooks): Promise<void> {
  const params = { clientId };
  const line = (accountCode: string, debit: string, credit: string, description: string) => ({
    accountCode,
    description,
    debit,
    credit,
  });
  await stage.api.call(office.accountant, voucherDeskContract.saveVoucherTemplate, {
    params,
    body: {
      name: WAGES,
      office: true,
      description: WAGES,
      lines: [
        line('770.12', '0', '0', WAGES),
        line('335', '0', '0', WAGES),
        line('361.01', '0', '0', WAGES),
        line('360.01', '0', '0', WAGES),
        line('360.04', '0', '0', WAGES),
      ],
    },
  });
  const { items } = await stage.api.call(office.accountant, voucherDeskContract.listRecurringVouchers, {
    params,
  });
  if (items.some(({ name }) => name === RENT)) return;
  await stage.api.call(office.accountant, voucherDeskContract.createRecurringVoucher, {
    params,
    body: {
      name: RENT,
      type: 'tediye',
      description: RENT,
      every: 'month',
      day: 1,
      from: demoDay(office.today, 0, 1),
      lines: [
        line('770.05', '60000.00', '0', RENT),
        line('360.01', '0', '12000.00', RENT),
        line('102.01', '0', '48000.00', RENT),
      ],
    },
  });
}

export async function leaveTraderWork(books: TraderBooks): Promise<void> {
  await lockWithException(books);
  await leaveDrafts(books);
  await keepHabits(books);
}
