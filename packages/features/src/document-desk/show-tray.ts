/** The tray: documents that are nobody's, each with the client of the office to which its tax numbers point. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { z } from 'zod';
import { invoiceView } from '../document-intake/contract.ts';
import type { Database } from '../feature.ts';
import type { TrayItem } from './contract.ts';
import { countTray, findClientsByTaxId, listTray, type TrayRow } from './desk.queries.ts';

type Party = TrayItem['parties'][number];
const partyOf = invoiceView.shape.supplier.nullable();

/** A page of the tray and how much lies in it. */
export function showTray(
  deps: { readonly db: Database },
  scope: Scope,
  query: { cursor?: string | undefined; limit: number },
) {
  const tenantId = tenantOf(scope);
  const before = z.uuid().safeParse(decodeCursor(query.cursor, 1)?.[0]).data ?? null;
  return inScope(deps.db, scope, async (trx) => {
    const found = await listTray(trx, tenantId, before, query.limit + 1);
    const rows = found.slice(0, query.limit).map((row) => ({ row, parties: partiesOf(row) }));
    const taxIds = rows.flatMap(({ parties }) => parties.flatMap((party) => party.taxId ?? []));
    const clients = await findClientsByTaxId(trx, tenantId, [...new Set(taxIds)]);
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ row, parties }) => present(row, parties, clients)),
      nextCursor: last === undefined ? null : encodeCursor([last.row.documentId]),
      total: await countTray(trx, tenantId),
    };
  });
}

function partiesOf({ supplier, customer }: TrayRow): Party[] {
  return (
    [
      ['supplier', supplier],
      ['customer', customer],
    ] as const
  ).flatMap(([role, read]) => {
    const party = partyOf.parse(read ?? null);
    if (party === null) return [];
    return [{ role, name: party.name, taxId: party.taxId?.value ?? null, taxOffice: party.taxOffice }];
  });
}

function present(
  row: TrayRow,
  parties: Party[],
  clients: Awaited<ReturnType<typeof findClientsByTaxId>>,
): TrayItem {
  return {
    id: row.documentId,
    clientId: row.clientId,
    clientTitle: row.clientTitle,
    fileName: row.fileName,
    documentNo: row.documentNo,
    issueDate: row.issueDate,
    currency: row.currency,
    payable: row.payable,
    receivedAt: row.receivedAt.toISOString(),
    parties,
    // Who buys books a purchase, who sells a sale; it lies with neither of them now.
    suggestions: parties.flatMap(({ role, taxId }) => {
      const client = clients.get(taxId ?? '');
      if (client === undefined || client.clientId === row.clientId) return [];
      return [{ ...client, as: role === 'customer' ? ('alis' as const) : ('satis' as const) }];
    }),
  };
}
