/** The choices that reports take: how each is asked for, and how it is read. */
import type { ReportKind } from './contract.ts';
import { reportKindErrors } from './contract.ts';

type Option = ReportKind['options'][number];

export const ACCOUNT_OPTION: Option = {
  name: 'account',
  label: { tr: 'Hesap kodu (120.01)', en: 'Account (120.01)' },
  required: true,
  fallback: null,
};
export const TAX_ID_OPTION: Option = {
  name: 'taxId',
  label: { tr: 'Karşı taraf VKN / TCKN', en: 'Tax number of the counterparty' },
  required: false,
  fallback: null,
};

const ACCOUNT = /^[1-9]\d{0,2}(\.[0-9A-Za-z]{1,20})*$/;
const TAX_ID = /^\d{10,11}$/;

const given = (text: string | undefined): string | undefined =>
  text?.trim() === '' ? undefined : text?.trim();

/** Throws REPORT_OPTION_WRONG where it is no code of an account. */
export function accountOf(options: Readonly<Record<string, string>>): string {
  const text = given(options.account) ?? '';
  if (!ACCOUNT.test(text)) throw reportKindErrors.REPORT_OPTION_WRONG({ option: 'account', value: text });
  return text;
}

/** An account or a counterparty, the account before it. Throws REPORT_OPTION_WRONG where neither can be read. */
export function whoseOf(
  options: Readonly<Record<string, string>>,
): { readonly account: string } | { readonly taxId: string } {
  const taxId = given(options.taxId);
  if (given(options.account) !== undefined || taxId === undefined) return { account: accountOf(options) };
  if (!TAX_ID.test(taxId)) throw reportKindErrors.REPORT_OPTION_WRONG({ option: 'taxId', value: taxId });
  return { taxId };
}
