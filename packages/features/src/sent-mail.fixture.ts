/** The real outbox for tests of other features, and a mail of an office that a server took. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import type { FeatureDeps } from './feature.ts';
import type { MailOutboxService } from './mail-outbox/contract.ts';
import { createMailOutboxFeature } from './mail-outbox/feature.ts';
import type { OfficeScope } from './whole-office.fixture.ts';

export const outboxOf = (deps: FeatureDeps): MailOutboxService => createMailOutboxFeature(deps).service;

export interface SentMail {
  readonly messageId: string;
  readonly state: string;
  readonly reason: string | null;
}

/** What became of the office's mails. */
export function mailsOf({ db }: Pick<FeatureDeps, 'db'>, scope: OfficeScope): Promise<SentMail[]> {
  return inScope(db, scope, async (trx) => {
    const { rows } = await sql<SentMail>`
      select message_id as "messageId", state, reason->>'tr' as reason from outgoing_mails
      where tenant_id = ${scope.tenantId}`.execute(trx);
    return rows;
  });
}

/** Posts a mail and notes it as sent; answers its Message-ID. */
export async function sendMail(deps: FeatureDeps, scope: OfficeScope): Promise<string> {
  await inScope(deps.db, scope, async (trx) => {
    const to = [{ address: 'yok@alici.test', name: null }];
    const about = { purpose: 'report', source: null, clientId: null, subject: 'Özet' } as const;
    const text = { text: 'Ekte.', html: null, attachments: [] };
    await outboxOf(deps).post(trx, scope.tenantId, { ...about, ...text, to });
    await sql`update outgoing_mails set state = 'sent', attempts = 1, ended_at = now()
      where tenant_id = ${scope.tenantId}`.execute(trx);
  });
  return (await mailsOf(deps, scope))[0]?.messageId ?? '';
}
