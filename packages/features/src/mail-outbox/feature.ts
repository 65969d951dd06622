/** Outgoing mail as a feature: its service for all who write, its pages, its jobs. */
import type { Feature, FeatureDeps, Trx } from '../feature.ts';
import { clearMailsJob, clearMailsSchedule } from './clear-mails.job.ts';
import type { EndedMail, MailOutboxService } from './contract.ts';
import { deliverUnkept } from './deliver-unkept.ts';
import { mailOutboxRoutes } from './mail-outbox.routes.ts';
import { mailPart } from './operations-part.ts';
import { postMails } from './post-mails.ts';
import { recordBounce } from './record-bounce.ts';
import { recoverMailsJob, recoverMailsSchedule } from './recover-mails.job.ts';
import { sendOutgoingJob } from './send-outgoing.job.ts';

export type MailOutboxDeps = Pick<FeatureDeps, 'db' | 'clock' | 'mail' | 'storage' | 'publicUrl'>;

export function createMailOutboxFeature(deps: MailOutboxDeps): {
  readonly feature: Feature;
  readonly service: MailOutboxService;
} {
  const listeners: ((trx: Trx, mail: EndedMail) => Promise<void>)[] = [];
  const tell = async (trx: Trx, mail: EndedMail) => {
    for (const listener of listeners) await listener(trx, mail);
  };
  const service: MailOutboxService = {
    post: (trx, tenantId, mail) => postMails(trx, tenantId, mail, deps.publicUrl),
    onEnded: (listener) => void listeners.push(listener),
    recordBounce: (trx, tenantId, messageId, reason) =>
      recordBounce(trx, { tenantId, messageId, reason, at: deps.clock.now() }, tell),
    deliver: (job, mail) => deliverUnkept(deps, job, mail),
  };
  return {
    service,
    feature: {
      name: 'mail-outbox',
      routes: mailOutboxRoutes(deps),
      jobs: [sendOutgoingJob(deps, tell), clearMailsJob(deps), recoverMailsJob(deps)],
      schedules: [clearMailsSchedule, recoverMailsSchedule],
      parts: [mailPart(deps)],
    },
  };
}
