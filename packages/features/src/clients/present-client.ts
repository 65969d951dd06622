/** Shows client companies as the contract has them. */
import { isValidTaxId } from '@muhasebi/accounting/vkn/tax-number.ts';
import type { Trx } from '../feature.ts';
import { type ClientRow, findClient } from './clients.queries.ts';
import { type ClientView, clientErrors } from './contract.ts';

export function presentClient(row: ClientRow): ClientView {
  const scheme = row.taxIdScheme as ClientView['taxIdScheme'];
  return {
    id: row.id,
    title: row.title,
    taxId: row.taxId,
    taxIdScheme: scheme,
    taxIdValid: isValidTaxId({ scheme, value: row.taxId }),
    taxOffice: row.taxOffice,
    naceCode: row.naceCode,
    fiscalYearStartMonth: row.fiscalYearStartMonth,
    purchaseDefault: row.purchaseDefault as ClientView['purchaseDefault'],
    tradeName: row.tradeName,
    legalType: row.legalType as ClientView['legalType'],
    address: row.address,
    phone: row.phone,
    email: row.email,
    mersisNo: row.mersisNo,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    version: row.version,
    waiting: {
      reading: row.reading,
      review: row.review,
      failed: row.failed,
      notThisClient: row.notThisClient,
    },
  };
}

/** Throws CLIENT_NOT_FOUND. */
export async function showClient(trx: Trx, tenantId: string, clientId: string): Promise<ClientView> {
  const row = await findClient(trx, tenantId, clientId);
  if (row === null) throw clientErrors.CLIENT_NOT_FOUND();
  return presentClient(row);
}
