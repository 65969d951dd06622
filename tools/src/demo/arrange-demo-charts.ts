/** What the demo office did to its charts: accounts of its own, the option of costs that is not used closed, a template for the others. */
import { chartContract } from '@muhasebi/features/chart/contract.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import type { DemoStage } from './demo-stage.ts';
import type { OpenedOffice } from './open-demo-office.ts';

const OWN = [
  ['770.20', 'Yazılım ve Abonelik Giderleri'],
  ['770.20.01', 'Bulut Sunucu Giderleri'],
  ['770.20.02', 'Yazılım Lisansları'],
  ['760.10', 'Fuar ve Etkinlik Giderleri'],
] as const;
/** Heads the accounts of 7/B; this office keeps its clients' costs by 7/A. */
const UNUSED = '79';
const TEMPLATE = 'Ofisin genel planı';

/** The first client's chart becomes a template, which the second takes. A template that is there says that all of it was done. */
export async function arrangeCharts({ api }: DemoStage, office: OpenedOffice): Promise<void> {
  const [first, second] = office.clients;
  if (first === undefined || second === undefined) return;
  const templates = await api.call(office.accountant, chartContract.listChartTemplates, {});
  if (templates.items.some(({ name }) => name === TEMPLATE)) return;
  const params = { clientId: first.clientId };
  const { accounts } = await api.call(office.accountant, chartContract.showChart, { params });
  const there = new Set(accounts.map(({ code }) => code));
  for (const [code, name] of OWN.filter(([each]) => !there.has(each)))
    await api.call(office.accountant, ledgerContract.createAccount, { params, body: { code, name } });
  await api.call(office.accountant, chartContract.setAccountStatus, {
    params,
    body: { codes: [UNUSED], status: 'closed', withBranch: true },
  });
  const template = await api.call(office.accountant, chartContract.createChartTemplate, {
    body: { name: TEMPLATE, clientId: first.clientId },
  });
  await api.call(office.accountant, chartContract.mergeChart, {
    params: { clientId: second.clientId },
    body: { from: { templateId: template.id }, apply: true },
  });
}
