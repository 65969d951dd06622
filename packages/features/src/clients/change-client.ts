/** Changes what is known of a client company, archives it or takes it back. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import {
  type ClientColumns,
  type ClientRow,
  changeClient,
  findClient,
  findTitleByTaxId,
  hasPostedVouchers,
  lockClient,
} from './clients.queries.ts';
import { type ClientView, clientErrors, type clientsContract } from './contract.ts';
import type { ClientsContext } from './open-client.ts';
import { showClient } from './present-client.ts';

type ClientChange = z.output<typeof clientsContract.updateClient.body>;

/**
 * Throws CLIENT_NOT_FOUND, STALE_VERSION, CLIENT_TAX_ID_TAKEN, and CLIENT_FISCAL_YEAR_FIXED where the start of the
 * fiscal year would change under posted vouchers.
 */
export async function updateClient(
  { db, clock, ledger }: ClientsContext,
  scope: Scope,
  clientId: string,
  change: ClientChange,
): Promise<ClientView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const version = await lockClient(trx, tenantId, clientId);
    const current = await findClient(trx, tenantId, clientId);
    if (version === null || current === null) throw clientErrors.CLIENT_NOT_FOUND();
    if (version !== change.version) throw platformErrors.STALE_VERSION({ current: version });
    await refuseTakenTaxId(trx, tenantId, current, change.taxId);
    const startMonth = change.fiscalYearStartMonth ?? current.fiscalYearStartMonth;
    const isYearMoved = startMonth !== current.fiscalYearStartMonth;
    if (isYearMoved && (await hasPostedVouchers(trx, tenantId, clientId)))
      throw clientErrors.CLIENT_FISCAL_YEAR_FIXED();
    await changeClient(trx, tenantId, clientId, columnsOf(change), change.archived);
    if (isYearMoved)
      await ledger.moveFiscalYears(
        trx,
        { tenantId, clientId, fiscalYearStartMonth: startMonth },
        turkishDay(clock),
      );
    return showClient(trx, tenantId, clientId);
  });
}

async function refuseTakenTaxId(
  trx: Trx,
  tenantId: string,
  current: ClientRow,
  taxId: string | undefined,
): Promise<void> {
  if (taxId === undefined || taxId === current.taxId) return;
  const title = await findTitleByTaxId(trx, tenantId, taxId);
  if (title !== null) throw clientErrors.CLIENT_TAX_ID_TAKEN({ taxId, title });
}

function columnsOf(change: ClientChange): Partial<ClientColumns> {
  const all = {
    title: change.title,
    tax_id: change.taxId,
    tax_office: emptied(change.taxOffice),
    nace_code: emptied(change.naceCode),
    trade_name: emptied(change.tradeName),
    legal_type: emptied(change.legalType),
    address: emptied(change.address),
    phone: emptied(change.phone),
    email: emptied(change.email),
    mersis_no: emptied(change.mersisNo),
    fiscal_year_start_month: change.fiscalYearStartMonth,
    purchase_default: change.purchaseDefault,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** An emptied field is null; one that is not mentioned stays as it is. */
function emptied(value: string | null | undefined): string | null | undefined {
  return value === undefined ? undefined : value || null;
}
