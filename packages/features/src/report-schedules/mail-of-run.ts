/** The mail of a run to one recipient: the schedule's own words, and below them how to open the report. */
import { dayIn } from '@muhasebi/platform/clock/zoned-time.ts';
import { fillTemplate } from './fill-template.ts';
import type { ScheduleRow } from './schedules.queries.ts';
import { LINK_DAYS } from './schedules-context.ts';
import { type Period, periodText } from './span.ts';

export interface MailFacts {
  readonly reportTitle: string;
  /** Empty for a report of the whole office. */
  readonly clientTitle: string;
  readonly officeName: string;
  readonly period: Period;
  readonly summary: string;
  readonly recipient: { readonly name: string; readonly link: string | null };
  /** "28.12.2026". */
  readonly expires: string;
}

/** Subject and text; a link only where it opens for the recipient. */
export function mailOf(
  { subject, body, language }: Pick<ScheduleRow, 'subject' | 'body' | 'language'>,
  facts: MailFacts,
): { readonly subject: string; readonly body: string } {
  const words = {
    client: facts.clientTitle,
    report: facts.reportTitle,
    period: periodText(facts.period),
    office: facts.officeName,
    summary: facts.summary,
    recipient: facts.recipient.name,
  };
  const parts = [fillTemplate(body, words), linkLines(facts, language), facts.officeName];
  return {
    subject: fillTemplate(subject, words).replace(/\s+/g, ' '),
    body: `${parts.filter((part) => part !== null).join('\n\n')}\n`,
  };
}

function linkLines({ recipient, expires }: MailFacts, language: 'tr' | 'en'): string | null {
  if (recipient.link === null) return null;
  return language === 'tr'
    ? `Raporu aç (oturum açmanız istenir, ${expires} gününe kadar):\n${recipient.link}`
    : `Open the report (you are asked to sign in, until ${expires}):\n${recipient.link}`;
}

/** The page of the record, for people of the office. */
export function linkForOffice(publicUrl: string, runId: string): string {
  return `${publicUrl}/raporlar/zamanlanmis?kayit=${runId}`;
}

/** The page of a client user's reports. */
export function linkForClient(publicUrl: string, clientId: string): string {
  return `${publicUrl}/portal/${clientId}/raporlarim`;
}

/** Until when what is posted now can be fetched. */
export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + LINK_DAYS * 86_400_000);
}

/** "28.12.2026" by the clock of the office. */
export function expiryText(expires: Date, timeZone: string): string {
  return dayIn(timeZone, expires).split('-').reverse().join('.');
}
