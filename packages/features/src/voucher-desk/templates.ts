/** Keeps templates of vouchers: of one client or of the whole office, saved again under the same name. */
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import { type TemplateView, type voucherDeskContract, voucherDeskErrors } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import {
  countTemplates,
  deleteTemplate,
  type KeptLine,
  listTemplates,
  saveTemplate,
  type TemplateRow,
} from './templates.queries.ts';

type Context = Pick<DeskContext, 'db'>;
type Body = RouteInput<(typeof voucherDeskContract)['saveVoucherTemplate']>['body'];

const MOST_TEMPLATES = 500;

/** Throws CLIENT_NOT_FOUND for a client that is not there or takes nothing any more. */
export async function clientOf(trx: Trx, tenantId: string, clientId: string): Promise<void> {
  if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
}

export function showTemplates({ db }: Context, scope: Scope, clientId: string): Promise<TemplateView[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await clientOf(trx, tenantId, clientId);
    return (await listTemplates(trx, tenantId, clientId)).map(present);
  });
}

/** Throws CLIENT_NOT_FOUND, VOUCHER_TEMPLATE_LIMIT. */
export function keepTemplate(
  { db }: Context,
  scope: Scope,
  clientId: string,
  { name, office, type, description, lines }: Body,
): Promise<TemplateView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await clientOf(trx, tenantId, clientId);
    if ((await countTemplates(trx, tenantId)) >= MOST_TEMPLATES)
      throw voucherDeskErrors.VOUCHER_TEMPLATE_LIMIT({ limit: MOST_TEMPLATES });
    const place = office ? null : clientId;
    const kept = keptLines(lines);
    return present(
      await saveTemplate(trx, tenantId, { clientId: place, name, type, description, lines: kept }),
    );
  });
}

/** Throws VOUCHER_TEMPLATE_NOT_FOUND. */
export function removeTemplate({ db }: Context, scope: Scope, templateId: string): Promise<void> {
  return inScope(db, scope, async (trx) => {
    if (!(await deleteTemplate(trx, tenantOf(scope), templateId)))
      throw voucherDeskErrors.VOUCHER_TEMPLATE_NOT_FOUND();
  });
}

/** Amounts as they are kept: kuruş as text. */
export function keptLines(lines: Body['lines']): KeptLine[] {
  const kurus = (text: string) => String(kurusFromDecimal(text));
  return lines.map(({ accountCode, description, debit, credit, fx = null }) => ({
    accountCode,
    description,
    debit: kurus(debit),
    credit: kurus(credit),
    fx,
  }));
}

function present({ id, clientId, name, type, description, lines }: TemplateRow): TemplateView {
  const amount = (kurus: string) => kurusToDecimal(BigInt(kurus));
  return {
    id,
    name,
    office: clientId === null,
    type: type as TemplateView['type'],
    description,
    lines: lines.map(({ fx = null, ...line }) => ({
      ...line,
      debit: amount(line.debit),
      credit: amount(line.credit),
      fx,
    })),
  };
}
