/** The vouchers that are entered by hand in the books of the demo's trader: a pure function of its months. */
import { afterLines, type Balances } from '@muhasebi/accounting/donem-sonu/balances.ts';
import { closeKdvMonth } from '@muhasebi/accounting/kdv/close-month.ts';
import { kurusFromForeign, kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import type { z } from 'zod';
import { figuresOf, lira, ratesOf } from './trader-figures.ts';
import { MONTHS_LEFT_OPEN, type TraderMonth } from './trader-months.ts';

type VoucherInput = z.input<typeof ledgerContract.createVoucher.body>;
type VoucherType = NonNullable<VoucherInput['type']>;

/** A voucher with the name by which it is known again where the seeding was cut off. */
export interface NamedVoucher extends VoucherInput {
  readonly key: string;
  readonly type: VoucherType;
}

interface Line {
  readonly accountCode: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly fx?: { readonly currency: 'USD' | 'EUR'; readonly amount: string; readonly rate: string };
}

const CASH = '100.01';
const BANK = '102.01';
const USD_BANK = '102.02.01';
const EUR_BANK = '102.02.02';
const EXPORT_BUYER = '120.02.0101';
const IMPORT_SELLER = '320.02.0101';
const STOCK = '153.01.020';
const KDV_IN = '191.01.020';
const KDV_OUT = '391.01.020';
const WITHHELD = '360.01';
const KDV_OWED = '360.03';
const KDV_LEAVES = [KDV_IN, KDV_OUT, '190', KDV_OWED, '392.01'];
const buyerOf = (index: number) => `120.01.010${(index % 3) + 1}`;
const sellerOf = (index: number) => `320.01.010${(index % 2) + 1}`;

const OPENING = { cash: lira(4000), usd: 3000n, eur: 5000n, claim: lira(600_000), debt: lira(500_000) };
/** Sold for lira every month, so that the account does not only grow. */
const SOLD_EUR = 7000n;
const RENT = lira(60_000);

const kdvOf = (net: bigint): bigint => net / 5n;
const withKdv = (net: bigint): bigint => net + kdvOf(net);
const percent = (amount: bigint, per: bigint): bigint => (amount * per) / 100n;
const borc = (accountCode: string, debitKurus: bigint): Line => ({
  accountCode,
  debitKurus,
  creditKurus: 0n,
});
const alacak = (accountCode: string, creditKurus: bigint): Line => ({
  accountCode,
  debitKurus: 0n,
  creditKurus,
});
type Foreign = readonly [currency: 'USD' | 'EUR', amount: bigint, rate: string];
const lirasOf = ([, amount, rate]: Foreign): bigint => kurusFromForeign(String(amount), rate);
const withFx = (line: Line, [currency, amount, rate]: Foreign): Line => ({
  ...line,
  fx: { currency, amount: String(amount), rate },
});
const borcFx = (code: string, foreign: Foreign): Line => withFx(borc(code, lirasOf(foreign)), foreign);
const alacakFx = (code: string, foreign: Foreign): Line => withFx(alacak(code, lirasOf(foreign)), foreign);

type Write = (
  key: string,
  type: VoucherType,
  day: number,
  description: string,
  lines: readonly Line[],
) => void;

const CASH_SALE = 'Peşin satış';

/** What the trader began its books with; the rest of it is the capital. */
function begin(write: Write, year: string): void {
  const { usd, eur } = ratesOf(0);
  const lines = [
    borc(CASH, OPENING.cash),
    borc(BANK, lira(2_400_000)),
    borcFx(USD_BANK, ['USD', OPENING.usd, usd]),
    borcFx(EUR_BANK, ['EUR', OPENING.eur, eur]),
    borc(buyerOf(0), OPENING.claim),
    borc(STOCK, lira(1_200_000)),
    borc('253', lira(900_000)),
    borc('255', lira(240_000)),
    alacak('257', lira(180_000)),
    alacak('300', lira(1_000_000)),
    alacak(sellerOf(1), OPENING.debt),
  ];
  const capital = sumKurus(lines.map(({ debitKurus, creditKurus }) => debitKurus - creditKurus));
  write('acilis', 'acilis', 1, `${year} açılış fişi`, [...lines, alacak('500', capital)]);
}

/** What is collected in a month: of the sale one, two or three months ago, by who bought. */
function collectedIn(index: number): { readonly from: string; readonly kurus: bigint } {
  if (index === 0) return { from: buyerOf(0), kurus: OPENING.claim };
  const sold = index - (index % 3 === 0 ? 2 : index % 3 === 1 ? 1 : 3);
  return { from: buyerOf(Math.max(sold, 0)), kurus: sold < 0 ? 0n : withKdv(figuresOf(sold).sale) };
}

/** Goods bought and sold at home. */
function homeTrade(write: Write, { index }: TraderMonth): void {
  const { purchase, sale } = figuresOf(index);
  write('alis', 'mahsup', 4, 'Ticari mal alışı', [
    borc(STOCK, purchase),
    borc(KDV_IN, kdvOf(purchase)),
    alacak(sellerOf(index), withKdv(purchase)),
  ]);
  write('satis', 'mahsup', 8, 'Vadeli satış', [
    borc(buyerOf(index), withKdv(sale)),
    alacak('600.01.020', sale),
    alacak(KDV_OUT, kdvOf(sale)),
  ]);
  const { from, kurus } = collectedIn(index);
  if (kurus > 0n)
    write('tahsilat', 'tahsil', 18, 'Havale ile tahsilat', [borc(BANK, kurus), alacak(from, kurus)]);
  const paid = index === 0 ? OPENING.debt : withKdv(figuresOf(index - 1).purchase);
  write('odeme', 'tediye', 25, 'Satıcıya havale', [borc(sellerOf(index + 1), paid), alacak(BANK, paid)]);
}

function cashSale(write: Write, key: string, day: number, words: string, net: bigint): void {
  write(key, 'tahsil', day, words, [
    borc(CASH, withKdv(net)),
    alacak('600.01.020', net),
    alacak(KDV_OUT, kdvOf(net)),
  ]);
}

/** The till. Last month's cash sale came in late, so that month's cash falls below zero: work for who closes it. */
function till(write: Write, { index, monthsBack }: TraderMonth): void {
  const { cashSale: net } = figuresOf(index);
  if (monthsBack === 0)
    cashSale(write, 'gec-satis', 2, `${CASH_SALE} (geç gelen fiş)`, figuresOf(index - 1).cashSale);
  if (monthsBack !== 1) cashSale(write, 'pesin-satis', 15, CASH_SALE, net);
  const paidIn = withKdv(net) - lira(800);
  write('yatirilan', 'mahsup', 17, 'Kasadan bankaya yatırılan', [borc(BANK, paidIn), alacak(CASH, paidIn)]);
  const meal = lira(600);
  write('agirlama', 'tediye', 23, 'Temsil ve ağırlama', [
    borc('770.08', meal),
    borc(KDV_IN, kdvOf(meal)),
    alacak(CASH, withKdv(meal)),
  ]);
}

/** Machines from abroad in dollars, sold abroad in euros; each is paid for in the month after. */
function foreignTrade(write: Write, { index }: TraderMonth): void {
  const { usd, eur, importUsd, exportEur } = figuresOf(index);
  const goods: Foreign = ['USD', importUsd, usd];
  write('ithalat', 'mahsup', 6, 'Mal ithalatı', [
    borc(STOCK, lirasOf(goods)),
    alacakFx(IMPORT_SELLER, goods),
  ]);
  const customs = kdvOf(lirasOf(goods));
  write('gumruk', 'tediye', 7, 'İthalde ödenen KDV', [borc(KDV_IN, customs), alacak(BANK, customs)]);
  const sold: Foreign = ['EUR', exportEur, eur];
  write('ihracat', 'mahsup', 12, 'Mal ihracatı', [
    borcFx(EXPORT_BUYER, sold),
    alacak('601.01', lirasOf(sold)),
  ]);
  const exchanged: Foreign = ['EUR', SOLD_EUR, eur];
  if (index === 0) return;
  const before = figuresOf(index - 1);
  const received: Foreign = ['EUR', before.exportEur, eur];
  write('ihracat-bedeli', 'tahsil', 20, 'İhracat bedeli', [
    borcFx(EUR_BANK, received),
    alacakFx(EXPORT_BUYER, received),
  ]);
  write('doviz-satis', 'mahsup', 21, 'Döviz bozdurma', [
    borc(BANK, lirasOf(exchanged)),
    alacakFx(EUR_BANK, exchanged),
  ]);
  const owed: Foreign = ['USD', before.importUsd, usd];
  write('doviz-alis', 'mahsup', 22, 'Döviz alışı', [borcFx(USD_BANK, owed), alacak(BANK, lirasOf(owed))]);
  write('ithalat-bedeli', 'tediye', 23, 'İthalat bedeli', [
    borcFx(IMPORT_SELLER, owed),
    alacakFx(USD_BANK, owed),
  ]);
}

interface Wages {
  readonly gross: bigint;
  readonly employer: bigint;
  readonly premiums: bigint;
  readonly tax: bigint;
  readonly stamp: bigint;
  readonly net: bigint;
}

function wagesOf(index: number): Wages {
  const { gross } = figuresOf(index);
  const employer = percent(gross, 20n);
  const worker = percent(gross, 15n);
  const tax = percent(gross, 13n);
  const stamp = (gross * 759n) / 100_000n;
  return { gross, employer, premiums: employer + worker, tax, stamp, net: gross - worker - tax - stamp };
}

/** Wages of the month, and what last month's left to pay; the month's rent is a recurring voucher once the demo has one. */
function wagesAndTaxes(write: Write, month: TraderMonth, kdvOwed: bigint): void {
  const { index, monthsBack, lastDay } = month;
  const rentTax = percent(RENT, 20n);
  if (monthsBack > 0)
    write('kira', 'tediye', 1, 'İş yeri kirası', [
      borc('770.05', RENT),
      alacak(WITHHELD, rentTax),
      alacak(BANK, RENT - rentTax),
    ]);
  if (index > 0) {
    const { net, premiums, tax, stamp } = wagesOf(index - 1);
    write('ucret-odeme', 'tediye', 5, 'Ücret ödemesi', [borc('335', net), alacak(BANK, net)]);
    const paid = [
      borc(WITHHELD, tax + rentTax),
      borc('360.04', stamp),
      borc('361.01', premiums),
      ...(kdvOwed > 0n ? [borc(KDV_OWED, kdvOwed)] : []),
    ];
    const sum = sumKurus(paid.map(({ debitKurus }) => debitKurus));
    write('vergi-odeme', 'tediye', 26, 'Vergi ve SGK ödemesi', [...paid, alacak(BANK, sum)]);
  }
  const { gross, employer, premiums, tax, stamp, net } = wagesOf(index);
  write('ucret', 'mahsup', Number(lastDay.slice(8)), 'Ücret tahakkuku', [
    borc('770.12', gross + employer),
    alacak('335', net),
    alacak('361.01', premiums),
    alacak(WITHHELD, tax),
    alacak('360.04', stamp),
  ]);
}

/** Power, interest, what was sold at cost, and at the end of a year the wear of machines. */
function costs(write: Write, { index, month, lastDay }: TraderMonth): void {
  const { power, cost } = figuresOf(index);
  const last = Number(lastDay.slice(8));
  write('elektrik', 'tediye', 14, 'Elektrik gideri', [
    borc('770.01', power),
    borc(KDV_IN, kdvOf(power)),
    alacak(BANK, withKdv(power)),
  ]);
  write('faiz', 'tediye', 28, 'Kredi faizi', [borc('780', lira(28_500)), alacak(BANK, lira(28_500))]);
  write('maliyet', 'mahsup', last, 'Satılan malın maliyeti', [borc('621', cost), alacak(STOCK, cost)]);
  if (month.endsWith('-12'))
    write('amortisman', 'mahsup', last, 'Yıllık amortisman', [
      borc('770.99', lira(190_000)),
      alacak('257', lira(190_000)),
    ]);
}

const toInput = ({ accountCode, debitKurus, creditKurus, fx = undefined }: Line, description: string) => ({
  accountCode,
  description,
  ...(debitKurus > 0n ? { debit: kurusToDecimal(debitKurus) } : { credit: kurusToDecimal(creditKurus) }),
  ...(fx === undefined ? {} : { fx }),
});

/** Every voucher up to `today` in the order of its months. What is owed of KDV is paid where the month's KDV is closed. */
export function traderVouchers(months: readonly TraderMonth[], today: string): NamedVoucher[] {
  const vouchers: NamedVoucher[] = [];
  let kdv: Balances = new Map();
  let owed = 0n;
  for (const month of months) {
    const write: Write = (key, type, day, description, lines) => {
      const date = `${month.month}-${String(day).padStart(2, '0')}`;
      if (date > today) return;
      kdv = afterLines(
        kdv,
        lines.filter(({ accountCode }) => accountCode === KDV_IN || accountCode === KDV_OUT),
      );
      const entered = lines.map((line) => toInput(line, description));
      vouchers.push({ key: `${month.month}/${key}`, type, date, description, lines: entered });
    };
    if (month.index === 0) begin(write, month.month.slice(0, 4));
    homeTrade(write, month);
    till(write, month);
    foreignTrade(write, month);
    wagesAndTaxes(write, month, owed);
    costs(write, month);
    owed = 0n;
    if (month.monthsBack < MONTHS_LEFT_OPEN - 1) continue;
    const closing = closeKdvMonth(kdv, KDV_LEAVES);
    owed = closing.payableKurus;
    kdv = afterLines(kdv, closing.lines);
  }
  return vouchers;
}
