/** Checks a voucher before it is posted: balance, number of lines, one side a line, leaf and active accounts. */
import type { Finding, FindingSeverity } from '../fatura/finding.ts';
import { isIsoDate } from '../fatura/iso-date.ts';
import { finding } from '../fatura/make-finding.ts';
import { formatKurusTr, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import type { VoucherLine } from './voucher.ts';

/** What must be known of an account for a posting to it. */
export interface PostingAccount {
  readonly isLeaf: boolean;
  readonly isActive: boolean;
}

export interface VoucherToCheck {
  /** ISO date. */
  readonly date: string;
  readonly lines: readonly VoucherLine[];
}

function error(
  code: string,
  place: string | null,
  tr: string,
  en: string,
  params: Record<string, string> = {},
): Finding {
  const severity: FindingSeverity = 'error';
  return finding(code, severity, place, { tr, en }, params);
}

function checkSides(line: VoucherLine, index: number): Finding[] {
  const { debitKurus: debit, creditKurus: credit } = line;
  if (debit >= 0n && credit >= 0n && debit > 0n !== credit > 0n) return [];
  const params = { debit: kurusToDecimal(debit), credit: kurusToDecimal(credit) };
  return [
    error(
      'fis.satir-tek-taraf',
      `lines[${index}]`,
      `${index + 1}. satırda borç ${formatKurusTr(debit)}, alacak ${formatKurusTr(credit)}: biri pozitif, öbürü sıfır olmalı.`,
      `Line ${index + 1} has debit ${params.debit} and credit ${params.credit}: one must be positive, the other zero.`,
      params,
    ),
  ];
}

function checkAccount(
  line: VoucherLine,
  index: number,
  find: (code: string) => PostingAccount | null,
): Finding[] {
  const place = `lines[${index}].accountCode`;
  const params = { account: line.accountCode };
  const account = find(line.accountCode);
  if (account === null)
    return [
      error(
        'fis.hesap-yok',
        place,
        `${line.accountCode} hesabı hesap planında yok.`,
        `Account ${line.accountCode} is not in the chart.`,
        params,
      ),
    ];
  if (!account.isLeaf)
    return [
      error(
        'fis.hesap-ana',
        place,
        `${line.accountCode} bir ana hesap; yalnız en alt hesaplara kayıt yapılır.`,
        `Account ${line.accountCode} has sub-accounts; only leaves take postings.`,
        params,
      ),
    ];
  if (account.isActive) return [];
  return [
    error(
      'fis.hesap-kapali',
      place,
      `${line.accountCode} hesabı kapalı; kayıt yapılamaz.`,
      `Account ${line.accountCode} is closed; nothing can be posted to it.`,
      params,
    ),
  ];
}

function checkBalance(lines: readonly VoucherLine[]): Finding[] {
  const debit = sumKurus(lines.map((line) => line.debitKurus));
  const credit = sumKurus(lines.map((line) => line.creditKurus));
  if (debit === credit) return [];
  const params = {
    debit: kurusToDecimal(debit),
    credit: kurusToDecimal(credit),
    difference: kurusToDecimal(debit - credit),
  };
  return [
    error(
      'fis.denk-degil',
      null,
      `Fiş denk değil: borç ${formatKurusTr(debit)}, alacak ${formatKurusTr(credit)}, fark ${formatKurusTr(debit - credit)}.`,
      `The voucher does not balance: debit ${params.debit}, credit ${params.credit}, difference ${params.difference}.`,
      params,
    ),
  ];
}

/** Errors that keep a voucher from being posted; empty where it may be. `find` looks an account up in the client's chart. */
export function checkVoucher(
  voucher: VoucherToCheck,
  find: (code: string) => PostingAccount | null,
): Finding[] {
  const { date, lines } = voucher;
  const found: Finding[] = [];
  if (!isIsoDate(date))
    found.push(
      error(
        'fis.tarih-hatali',
        'date',
        `Fiş tarihi "${date}" geçersiz.`,
        `The voucher date "${date}" is not valid.`,
        { date },
      ),
    );
  if (lines.length < 2)
    found.push(
      error(
        'fis.satir-az',
        'lines',
        `Fişte ${lines.length} satır var; en az iki satır gerekir.`,
        `The voucher has ${lines.length} lines; at least two are needed.`,
        { lines: String(lines.length) },
      ),
    );
  found.push(
    ...lines.flatMap((line, index) => [...checkSides(line, index), ...checkAccount(line, index, find)]),
  );
  return [...found, ...checkBalance(lines)];
}
