/** Gives the demo office reports that come by mail: once, and one of each at once, so that a mail lies there to be looked at. */
import {
  reportSchedulesContract as contract,
  type ScheduleBody,
} from '@muhasebi/features/report-schedules/contract.ts';
import { demoAccount } from '../demo/demo-sign-ins.ts';
import type { DemoStage } from '../demo/demo-stage.ts';
import type { OpenedOffice } from '../demo/open-demo-office.ts';
import { BANK_CLIENT } from './sample-drops.ts';

function schedulesOf(office: OpenedOffice): ScheduleBody[] {
  const clientIds = office.clients
    .filter(({ client }) => client.key === BANK_CLIENT)
    .map(({ clientId }) => clientId);
  const common: Omit<
    ScheduleBody,
    'name' | 'reportId' | 'about' | 'clientIds' | 'rule' | 'span' | 'subject'
  > = {
    format: 'pdf',
    language: 'tr',
    options: {},
    recipients: [{ kind: 'address', address: demoAccount('owner').email }],
    body: 'Sayın {alici},\n\n{donem} dönemi için {rapor} ektedir.\n\n{ozet}\n\n{ofis}',
    attach: true,
    skipEmpty: true,
  };
  return [
    {
      ...common,
      name: 'Aylık özet (demo)',
      reportId: 'month-summary',
      about: 'some',
      clientIds,
      rule: { every: 'month', day: 'first-working', offDay: 'next', time: '08:30' },
      span: 'previous-month',
      subject: '{mukellef}: {donem} özeti',
    },
    {
      ...common,
      name: 'Günlük ofis durumu (demo)',
      reportId: 'office-portfolio',
      about: 'office',
      clientIds: [],
      rule: { every: 'day', workingDaysOnly: true, time: '08:00' },
      span: 'this-month',
      subject: 'Ofis durumu, {donem}',
    },
  ];
}

/** One that is there is left as it is. */
export async function scheduleDemoReports({ api }: DemoStage, office: OpenedOffice): Promise<void> {
  const { items } = await api.call(office.owner, contract.listSchedules);
  const known = new Set(items.map(({ name }) => name));
  for (const body of schedulesOf(office).filter(({ name }) => !known.has(name))) {
    const { id } = await api.call(office.owner, contract.createSchedule, { body });
    await api.call(office.owner, contract.sendOneNow, { params: { scheduleId: id }, body: {} });
  }
}
