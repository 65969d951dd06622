/** Vouchers that came into the trader's books as a table: brought in one step of the seeding, written in a later one. */
import { setTimeout } from 'node:timers/promises';
import { voucherImportContract } from '@muhasebi/features/voucher-import/contract.ts';
import type { TraderBooks } from './trader-books.ts';

const HEADERS = ['Fiş no', 'Tarih', 'Hesap kodu', 'Açıklama', 'Belge no', 'Borç', 'Alacak'];
/** Kuruş net of KDV, by day; the last row names an account that the chart does not have. */
const FUEL = [
  { day: 9, account: '770.04', net: 125_000n },
  { day: 13, account: '770.04', net: 98_000n },
  { day: 18, account: '760.02', net: 240_000n },
  { day: 22, account: '770.04', net: 131_500n },
  { day: 24, account: '770.44', net: 87_000n },
] as const;

const MOST_ROUNDS = 600;
const PAUSE_MS = 100;

const amountTr = (kurus: bigint): string => `${kurus / 100n},${String(kurus % 100n).padStart(2, '0')}`;

/** The card statement of a month ("2026-10") as a spreadsheet program writes it. */
function statementOf(month: string): Buffer {
  const [year = '', name = ''] = month.split('-');
  const rows = FUEL.flatMap(({ day, account, net }, at) => {
    const kdv = net / 5n;
    const head = [String(at + 1), `${String(day).padStart(2, '0')}.${name}.${year}`];
    const belge = `KRD${year}${name}${String(at + 1).padStart(4, '0')}`;
    const words = account === '760.02' ? 'Kargo' : 'Akaryakıt';
    return [
      [...head, account, words, belge, amountTr(net), ''],
      [...head, '191.01.020', words, belge, amountTr(kdv), ''],
      [...head, '102.01', words, belge, '', amountTr(net + kdv)],
    ];
  });
  return Buffer.from(`\uFEFF${[HEADERS, ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`, 'utf8');
}

async function importsOf({ stage, office, clientId }: TraderBooks) {
  const params = { clientId };
  return (await stage.api.call(office.accountant, voucherImportContract.listVoucherImports, { params }))
    .items;
}

/** Brings the file and asks for it to be read, its columns as they were proposed. */
export async function bringCardStatement(books: TraderBooks): Promise<void> {
  const { stage, office, clientId, months } = books;
  const open = months.find(({ monthsBack }) => monthsBack === 1);
  if (open === undefined) return;
  const { api } = stage;
  const known = (await importsOf(books)).find(({ state }) => state !== 'dropped');
  const brought =
    known ??
    (await api.call(office.accountant, voucherImportContract.uploadVoucherImport, {
      params: { clientId },
      files: [{ fileName: `kart-ekstresi-${open.month}.csv`, bytes: statementOf(open.month) }],
    }));
  if (brought.state !== 'mapping') return;
  const params = { importId: brought.id };
  const { plan } = await api.call(office.accountant, voucherImportContract.getVoucherImport, { params });
  await api.call(office.accountant, voucherImportContract.readVoucherImport, { params, body: plan });
}

/** Does the waiting jobs until the import is in none of these states; a worker beside may have taken its job. */
async function afterJobs(books: TraderBooks, working: readonly string[]) {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await books.stage.drain();
    const brought = (await importsOf(books)).find(({ state }) => state !== 'dropped');
    if (brought === undefined || !working.includes(brought.state)) return brought;
    await setTimeout(PAUSE_MS);
  }
  throw new Error('the card statement is still being worked on');
}

/** Posts the rows that are good; the faulty ones stay to be seen. */
export async function writeCardStatement(books: TraderBooks): Promise<void> {
  const ready = await afterJobs(books, ['reading']);
  if (ready?.state !== 'ready') return;
  await books.stage.api.call(books.office.accountant, voucherImportContract.writeVoucherImport, {
    params: { importId: ready.id },
    body: { allOrNothing: false, post: true },
  });
  await afterJobs(books, ['writing']);
}
