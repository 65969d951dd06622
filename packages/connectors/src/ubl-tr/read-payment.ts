/** Reads what an invoice says of its payment: means with their accounts, terms, rates, the period it bills. */

import type {
  FinancialAccount,
  PaymentMeans,
  PaymentTerms,
  StatedExchangeRate,
  StatedPeriod,
} from '@muhasebi/accounting/fatura/invoice-parts.ts';
import { readAmount, readNote, readQuantity, textsOf } from './read-item.ts';
import { anyStated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

export function readPaymentMeans(node: UblNode): PaymentMeans[] {
  return childrenOf(node, 'PaymentMeans').flatMap(
    (means) =>
      anyStated({
        code: textAt(means, 'PaymentMeansCode'),
        dueDate: textAt(means, 'PaymentDueDate'),
        channel: textAt(means, 'PaymentChannelCode'),
        note: textsOf(means, 'InstructionNote').join('\n') || null,
        payee: readAccount(child(means, 'PayeeFinancialAccount')),
        payer: readAccount(child(means, 'PayerFinancialAccount')),
      }) ?? [],
  );
}

function readAccount(account: UblNode | null): FinancialAccount | null {
  const branch = child(account, 'FinancialInstitutionBranch');
  return anyStated({
    id: textAt(account, 'ID'),
    currency: textAt(account, 'CurrencyCode'),
    bank: textAt(branch, 'FinancialInstitution', 'Name'),
    branch: textAt(branch, 'Name'),
    note: textAt(account, 'PaymentNote'),
  });
}

export function readPaymentTerms(node: UblNode): PaymentTerms[] {
  return childrenOf(node, 'PaymentTerms').flatMap(
    (terms) =>
      anyStated({
        note: readNote(terms),
        dueDate: textAt(terms, 'PaymentDueDate'),
        penaltyPercent: textAt(terms, 'PenaltySurchargePercent'),
        amount: readAmount(terms, 'Amount'),
        penaltyAmount: readAmount(terms, 'PenaltyAmount'),
      }) ?? [],
  );
}

const RATES = [
  ['PricingExchangeRate', 'pricing'],
  ['TaxExchangeRate', 'tax'],
  ['PaymentExchangeRate', 'payment'],
  ['PaymentAlternativeExchangeRate', 'alternative'],
] as const;

export function readExchangeRates(node: UblNode): StatedExchangeRate[] {
  return RATES.flatMap(([name, kind]) =>
    childrenOf(node, name).map((rate) => ({
      kind,
      source: textAt(rate, 'SourceCurrencyCode'),
      target: textAt(rate, 'TargetCurrencyCode'),
      rate: textAt(rate, 'CalculationRate'),
      date: textAt(rate, 'Date'),
    })),
  );
}

export function readPeriod(node: UblNode): StatedPeriod | null {
  const period = child(node, 'InvoicePeriod');
  return anyStated({
    startDate: textAt(period, 'StartDate'),
    startTime: textAt(period, 'StartTime'),
    endDate: textAt(period, 'EndDate'),
    endTime: textAt(period, 'EndTime'),
    description: textAt(period, 'Description'),
    duration: readQuantity(period, 'DurationMeasure'),
  });
}
