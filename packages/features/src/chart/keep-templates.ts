/** Keeps the office's templates of charts: saved from a client's chart, renamed, renewed, deleted. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { loadAccounts } from './chart.queries.ts';
import { type ChartContext, ownerOf } from './chart-context.ts';
import { type ChartTemplate, type chartContract, chartErrors } from './contract.ts';
import { ownAccounts } from './own-accounts.ts';
import {
  changeTemplate,
  deleteTemplate,
  insertTemplate,
  listTemplates,
  lockTemplate,
  lockTemplates,
  lookAtNames,
  replaceTemplateAccounts,
  type TemplateAccount,
} from './templates.queries.ts';

type Contract = typeof chartContract;
type Context = Pick<ChartContext, 'db'>;

const MOST_TEMPLATES = 100;

export function showTemplates({ db }: Context, scope: Scope): Promise<ChartTemplate[]> {
  return inScope(db, scope, (trx) => listTemplates(trx, tenantOf(scope)));
}

/** What of a client's chart belongs into a template. Throws CLIENT_NOT_FOUND. */
async function contentOf(trx: Trx, tenantId: string, clientId: string): Promise<TemplateAccount[]> {
  const accounts = await loadAccounts(trx, await ownerOf(trx, tenantId, clientId));
  return ownAccounts(accounts, false).map(({ code, name, isGroup = false }) => ({ code, name, isGroup }));
}

/** Throws CLIENT_NOT_FOUND, CHART_TEMPLATE_NAME_TAKEN, CHART_TEMPLATE_LIMIT. */
export function createTemplate(
  { db }: Context,
  scope: Scope,
  { name, clientId }: RouteInput<Contract['createChartTemplate']>['body'],
): Promise<ChartTemplate> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const accounts = await contentOf(trx, tenantId, clientId);
    await lockTemplates(trx, tenantId);
    const { count, isTaken } = await lookAtNames(trx, tenantId, name, null);
    if (isTaken) throw chartErrors.CHART_TEMPLATE_NAME_TAKEN({ name });
    if (count >= MOST_TEMPLATES) throw chartErrors.CHART_TEMPLATE_LIMIT({ limit: MOST_TEMPLATES });
    const template = await insertTemplate(trx, tenantId, name, accounts.length);
    await replaceTemplateAccounts(trx, tenantId, template.id, accounts);
    return template;
  });
}

/** Throws CHART_TEMPLATE_NOT_FOUND. */
async function templateToChange(trx: Trx, tenantId: string, templateId: string) {
  const template = await lockTemplate(trx, tenantId, templateId);
  if (template === null) throw chartErrors.CHART_TEMPLATE_NOT_FOUND();
  return template;
}

/** Throws CHART_TEMPLATE_NOT_FOUND, STALE_VERSION, CHART_TEMPLATE_NAME_TAKEN, CLIENT_NOT_FOUND. */
export function updateTemplate(
  { db }: Context,
  scope: Scope,
  templateId: string,
  { version, name, clientId }: RouteInput<Contract['updateChartTemplate']>['body'],
): Promise<ChartTemplate> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const before = await templateToChange(trx, tenantId, templateId);
    if (before.version !== version) throw platformErrors.STALE_VERSION({ current: before.version });
    const accounts = clientId === undefined ? null : await contentOf(trx, tenantId, clientId);
    if (name !== undefined) {
      await lockTemplates(trx, tenantId);
      const { isTaken } = await lookAtNames(trx, tenantId, name, templateId);
      if (isTaken) throw chartErrors.CHART_TEMPLATE_NAME_TAKEN({ name });
    }
    if (accounts !== null) await replaceTemplateAccounts(trx, tenantId, templateId, accounts);
    return changeTemplate(trx, tenantId, templateId, {
      name: name ?? before.name,
      account_count: accounts?.length ?? before.accountCount,
    });
  });
}

/** Throws CHART_TEMPLATE_NOT_FOUND. */
export function removeTemplate({ db }: Context, scope: Scope, templateId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await templateToChange(trx, tenantId, templateId);
    await deleteTemplate(trx, tenantId, templateId);
  });
}
