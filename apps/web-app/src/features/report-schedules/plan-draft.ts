/** A schedule while it is being written: how it begins, and when it is whole enough to be looked at. */
import type { Choices, Schedule } from './schedules-queries.ts';

export type Draft = Pick<
  Schedule,
  | 'name'
  | 'reportId'
  | 'format'
  | 'language'
  | 'options'
  | 'about'
  | 'clientIds'
  | 'rule'
  | 'span'
  | 'recipients'
  | 'subject'
  | 'body'
  | 'attach'
  | 'skipEmpty'
>;
export type Rule = Draft['rule'];
export type Recipient = Draft['recipients'][number];
export type Report = Choices['reports'][number];
export type ChangeDraft = (part: Partial<Draft>) => void;

/** Words of the form that a new schedule begins with. */
export interface FirstWords {
  readonly subject: string;
  readonly body: string;
}

const RULES = {
  day: { every: 'day', workingDaysOnly: true, time: '08:30' },
  week: { every: 'week', weekday: 1, offDay: 'next', time: '08:30' },
  month: { every: 'month', day: 'first-working', offDay: 'keep', time: '08:30' },
  closing: { every: 'closing' },
} as const satisfies Record<Rule['every'], Rule>;

/** A rule of another rhythm; the time of day is kept where there is one. */
export function ruleOf(every: Rule['every'], before: Rule): Rule {
  const fresh: Rule = RULES[every];
  return fresh.every === 'closing' || before.every === 'closing' ? fresh : { ...fresh, time: before.time };
}

export function emptyDraft(language: 'tr' | 'en', words: FirstWords): Draft {
  return {
    name: '',
    reportId: '',
    format: 'pdf',
    language,
    options: {},
    about: 'all',
    clientIds: [],
    rule: RULES.month,
    span: 'previous-month',
    recipients: [],
    ...words,
    attach: true,
    skipEmpty: true,
  };
}

export function draftOf(schedule: Schedule): Draft {
  const { name, reportId, format, language, options, about, clientIds, rule, span } = schedule;
  const { recipients, subject, body, attach, skipEmpty } = schedule;
  return {
    ...{ name, reportId, format, language, options, about, clientIds, rule, span },
    ...{ recipients, subject, body, attach, skipEmpty },
  };
}

/** What choosing a report brings with it: its name, a format it has, and whom it is about. */
export function withReport(draft: Draft, report: Report, title: string): Partial<Draft> {
  const format = report.formats.find((each) => each === draft.format) ?? report.formats[0] ?? 'pdf';
  const options = Object.fromEntries(
    report.options.flatMap(({ name, fallback }) => (fallback === null ? [] : [[name, fallback]])),
  );
  const shared = { reportId: report.id, format, options, ...(draft.name === '' && { name: title }) };
  if (report.about === 'client') return { ...shared, about: draft.about === 'office' ? 'all' : draft.about };
  const rule = draft.rule.every === 'closing' ? RULES.month : draft.rule;
  const recipients = draft.recipients.filter(({ kind }) => kind === 'person' || kind === 'address');
  return { ...shared, about: 'office', clientIds: [], rule, recipients };
}

/** Addresses that no mail reaches, as far as their form tells; the server judges the rest. */
export function wrongAddresses(recipients: readonly Recipient[]): string[] {
  return recipients.flatMap((each) =>
    each.kind === 'address' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(each.address) ? [each.address] : [],
  );
}

export function isWhole({ name, reportId, about, clientIds, recipients, subject, body }: Draft): boolean {
  const texts = [name, reportId, subject, body].every((text) => text.trim() !== '');
  const isReachable = recipients.length > 0 && wrongAddresses(recipients).length === 0;
  return texts && isReachable && (about !== 'some' || clientIds.length > 0);
}
