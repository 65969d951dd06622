/** Whether a schedule can be kept: report, clients, period, recipients and texts go together. */
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import type { ReportsService } from '../reports/contract.ts';
import { type Recipient, reportScheduleErrors, type ScheduleBody } from './contract.ts';
import { checkTemplate } from './fill-template.ts';
import { listOfficePeople } from './recipients.queries.ts';
import { listClientIds } from './schedules.queries.ts';
import { type Asked, isInSight } from './schedules-context.ts';

/** Throws REPORT_SCHEDULE_UNFIT, REPORT_SCHEDULE_TEMPLATE, REPORT_SCHEDULE_LINK_ONLY, REPORT_SCHEDULE_RECIPIENT, CLIENT_NOT_FOUND. */
export async function checkSchedule(
  trx: Trx,
  { scope, permissions }: Asked,
  reports: ReportsService,
  body: ScheduleBody,
): Promise<void> {
  const tenantId = tenantOf(scope);
  const isForThem = reports.isFor(body.reportId, permissions);
  const unfit = isForThem ? unfitness(reports, body) : UNKNOWN;
  // Who sees named companies alone schedules reports of these alone: the worker that makes them sees all.
  if (isForThem && !isInSight({ reports }, { scope, permissions }, body))
    throw clientErrors.CLIENT_NOT_FOUND();
  if (unfit !== null)
    throw reportScheduleErrors.REPORT_SCHEDULE_UNFIT({
      report: titleOf(reports, body.reportId),
      why: unfit.tr,
      whyEn: unfit.en,
    });
  checkTemplate(body.subject);
  checkTemplate(body.body);
  const linkOnly = body.attach ? undefined : body.recipients.find(hasNoAccount);
  if (linkOnly !== undefined) throw reportScheduleErrors.REPORT_SCHEDULE_LINK_ONLY(nameOf(linkOnly));
  const people = [
    ...new Set(body.recipients.flatMap((each) => (each.kind === 'person' ? [each.userId] : []))),
  ];
  if ((await listOfficePeople(trx, tenantId, people)).length < people.length)
    throw reportScheduleErrors.REPORT_SCHEDULE_RECIPIENT();
  if (body.about === 'some' && (await listClientIds(trx, tenantId, body)).length === 0)
    throw reportScheduleErrors.REPORT_SCHEDULE_UNFIT({
      report: titleOf(reports, body.reportId),
      why: 'seçilen mükelleflerin hiçbiri listede yok ya da hepsi arşivde',
      whyEn: 'none of the clients chosen is there, or all of them are archived',
    });
}

function titleOf(reports: ReportsService, reportId: string): string {
  return reports.list().find((report) => report.reportId === reportId)?.title.tr ?? reportId;
}

const hasNoAccount = ({ kind }: Recipient) => kind === 'client-card' || kind === 'address';

function nameOf(recipient: Recipient): { readonly who: string; readonly whoEn: string } {
  return recipient.kind === 'address'
    ? { who: recipient.address, whoEn: recipient.address }
    : { who: 'mükellef kartındaki adresler', whoEn: 'the addresses of the client’s card' };
}

/** One that is not for whoever schedules it is not there for them. */
const UNKNOWN = { tr: 'böyle bir rapor yok', en: 'there is no such report' };

/** Null where report, clients, format, period and recipients go together. */
function unfitness(reports: ReportsService, body: ScheduleBody): { tr: string; en: string } | null {
  const report = reports.list().find(({ reportId }) => reportId === body.reportId);
  if (report === undefined) return UNKNOWN;
  if (!report.formats.includes(body.format))
    return {
      tr: `bu rapor ${body.format.toUpperCase()} olarak hazırlanmıyor`,
      en: `it is not made as ${body.format.toUpperCase()}`,
    };
  const missing = report.options.find(
    ({ name, required, fallback }) => required && fallback === null && !body.options[name],
  );
  if (missing !== undefined)
    return {
      tr: `“${missing.label.tr}” seçeneği yazılmadı`,
      en: `its choice “${missing.label.en}” is missing`,
    };
  if (report.about === 'office') return unfitForOffice(body);
  if (body.about === 'office') return { tr: 'mükellef seçilmedi', en: 'no client is chosen' };
  if (body.rule.every === 'closing' && !body.span.endsWith('previous-month'))
    return {
      tr: 'dönem kapanınca yollanan rapor kapanan ayı ya da yılın o aya kadarını anlatır',
      en: 'a report after a closing is about the closed month, or the year up to it',
    };
  return null;
}

function unfitForOffice({ about, rule, recipients }: ScheduleBody): { tr: string; en: string } | null {
  if (about !== 'office')
    return { tr: 'ofisin tümünü anlatır, mükellef seçilmez', en: 'it is about the whole office' };
  if (rule.every === 'closing')
    return {
      tr: 'ofis raporu bir mükellefin kapanışını bekleyemez',
      en: 'no closing of a client decides over it',
    };
  // What tells of every client goes to nobody of one.
  if (recipients.some(({ kind }) => kind === 'client-users' || kind === 'client-card'))
    return { tr: 'ofis raporu mükelleflere yollanmaz', en: 'a report of the office is not sent to clients' };
  return null;
}
