/** Opens a client company together with its books, or neither. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import type { LedgerService } from '../ledger/contract.ts';
import type { ExportDeps } from '../table-export.ts';
import { findOfficeDefaults, findTitleByTaxId, insertClient, setSeeding } from './clients.queries.ts';
import { type ClientView, clientErrors, type clientsContract } from './contract.ts';
import { showClient } from './present-client.ts';

/** What the use cases of clients work with. */
export interface ClientsContext extends ExportDeps {
  readonly ledger: LedgerService;
}

/** Throws CLIENT_TAX_ID_TAKEN. A wrong check digit is accepted and shown by `taxIdValid`. */
export async function openClient(
  { db, clock, ledger }: ClientsContext,
  scope: Scope,
  input: z.output<typeof clientsContract.createClient.body>,
): Promise<ClientView> {
  const tenantId = tenantOf(scope);
  const { taxId } = input;
  return inScope(db, scope, async (trx) => {
    const usual = await findOfficeDefaults(trx, tenantId);
    const purchaseDefault = input.purchaseDefault ?? usual.purchaseDefault;
    const fiscalYearStartMonth = input.fiscalYearStartMonth ?? usual.fiscalYearStartMonth;
    const clientId = await insertClient(trx, tenantId, {
      title: input.title,
      tax_id: taxId,
      tax_office: input.taxOffice || null,
      nace_code: input.naceCode || null,
      trade_name: input.tradeName || null,
      legal_type: input.legalType ?? null,
      address: input.address || null,
      phone: input.phone || null,
      email: input.email || null,
      mersis_no: input.mersisNo || null,
      fiscal_year_start_month: fiscalYearStartMonth,
      purchase_default: purchaseDefault,
    });
    if (clientId === null) {
      const title = (await findTitleByTaxId(trx, tenantId, taxId)) ?? taxId;
      throw clientErrors.CLIENT_TAX_ID_TAKEN({ taxId, title });
    }
    await setSeeding(trx, true);
    const client = { tenantId, clientId, taxId, purchaseDefault, fiscalYearStartMonth };
    await ledger.openBooks(trx, client, turkishDay(clock));
    await setSeeding(trx, false);
    return showClient(trx, tenantId, clientId);
  });
}
