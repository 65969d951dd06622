/** What outgoing mail adds to the operations page: whether the server accepts, and how much waits, failed or is held. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database, FeatureDeps } from '../feature.ts';
import type { OperationsPart, PartReport } from '../operations-part.ts';
import { countAccountMails, countOfficeMails, type MailCounts } from './clear-mails.queries.ts';

const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

export function mailPart({ db, mail }: Pick<FeatureDeps, 'db' | 'mail'>): OperationsPart {
  return {
    name: 'mail',
    title: { tr: 'Posta', en: 'Mail' },
    // A mail server is not knocked at more often.
    keepSeconds: 60,
    async look() {
      const counts = await countAll(db);
      return reportOf(await mail.check(), counts);
    },
  };
}

/** Over all offices, and of no office. */
async function countAll(db: Database): Promise<MailCounts> {
  const offices = await askEveryOffice(db, countOfficeMails);
  const all = [...offices, await inScope(db, NO_OFFICE, countAccountMails)];
  const sum = (of: (counts: MailCounts) => number) => all.reduce((total, counts) => total + of(counts), 0);
  return {
    waiting: sum(({ waiting }) => waiting),
    late: sum(({ late }) => late),
    failed: sum(({ failed }) => failed),
    held: sum(({ held }) => held),
  };
}

function reportOf(road: 'smtp' | 'outbox', { waiting, late, failed, held }: MailCounts): PartReport {
  const tr = [
    road === 'smtp'
      ? 'posta sunucusu kabul ediyor'
      : 'posta sunucusu yok (SMTP_URL); postalar klasöre yazılıyor',
    `${waiting} bekliyor`,
    ...(late > 0 ? [`${late} bir saatten uzun süredir`] : []),
    ...(failed > 0 ? [`son gün ${failed} gitmedi`] : []),
    ...(held > 0 ? [`${held} klasörde tutuluyor`] : []),
  ];
  const en = [
    road === 'smtp' ? 'the mail server accepts' : 'no mail server (SMTP_URL); mail is written to a folder',
    `${waiting} waiting`,
    ...(late > 0 ? [`${late} for more than an hour`] : []),
    ...(failed > 0 ? [`${failed} not delivered within the last day`] : []),
    ...(held > 0 ? [`${held} held in the folder`] : []),
  ];
  const isWell = road === 'smtp' && late === 0 && failed === 0;
  return { state: isWell ? 'ok' : 'warn', detail: { tr: tr.join(' · '), en: en.join(' · ') } };
}
