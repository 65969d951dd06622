/** The routes of outgoing mail: the list, one of them, and sending again. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { FeatureDeps } from '../feature.ts';
import {
  mailOutboxContract as contract,
  MAIL_PURPOSES,
  type MailView,
  mailOutboxErrors,
} from './contract.ts';
import { countMails, findMail, listMails, type MailRow } from './list-mails.queries.ts';
import { findKept, queueAgain } from './mails.queries.ts';
import { enqueueSending } from './post-mails.ts';

type Deps = Pick<FeatureDeps, 'db' | 'mail'>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function mailOutboxRoutes({ db, mail }: Deps): RouteImplementation[] {
  return [
    implement(contract.listMails, ({ scope }, { query }) => {
      const { limit, cursor, state, purpose, clientId, source, text } = query;
      const filter = { state, purpose, clientId, source, text };
      const [moment = '', id = ''] = decodeCursor(cursor, 2) ?? [];
      const after = !Number.isNaN(Date.parse(moment)) && UUID.test(id) ? ([moment, id] as const) : null;
      const tenantId = tenantOf(scope);
      return inScope(db, scope, async (trx) => {
        const rows = await listMails(trx, tenantId, filter, after, limit + 1);
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        return {
          items: shown.map(present),
          nextCursor: last === undefined ? null : encodeCursor([last.createdAt.toISOString(), last.id]),
          counts: await countMails(trx, tenantId, filter),
          road: mail.road,
        };
      });
    }),
    implement(contract.showMail, ({ scope }, { params: { mailId } }) =>
      inScope(db, scope, async (trx) => {
        const row = await findMail(trx, tenantOf(scope), mailId);
        if (row === null) throw mailOutboxErrors.MAIL_NOT_FOUND();
        const { text, answer, messageId } = row;
        return { ...present(row), text, answer, messageId };
      }),
    ),
    implement(contract.sendMailsAgain, ({ scope }, { body }) => {
      const tenantId = tenantOf(scope);
      const ids = [...new Set(body.ids)];
      if (body.address !== undefined && ids.length > 1) throw mailOutboxErrors.MAIL_ADDRESS_OF_ONE();
      return inScope(db, scope, async (trx) => {
        const found = await findKept(trx, tenantId, ids);
        if (found.length < ids.length) throw mailOutboxErrors.MAIL_NOT_FOUND();
        if (found.every(({ isKept }) => !isKept)) throw mailOutboxErrors.MAIL_NOT_KEPT();
        const sentAgain = await queueAgain(trx, tenantId, ids, body.address ?? null);
        for (const mailId of sentAgain) await enqueueSending(trx, tenantId, mailId);
        return { sentAgain, left: ids.filter((id) => !sentAgain.includes(id)) };
      });
    }),
  ];
}

function present(row: MailRow): MailView {
  const { id, source, subject, state, attempts, reason, next, isKept } = row;
  return {
    ...{ id, source, subject, state, attempts, reason, next, isKept },
    purpose: MAIL_PURPOSES.find((known) => known === row.purpose) ?? 'other',
    client: row.clientId === null ? null : { id: row.clientId, title: row.clientTitle ?? '' },
    to: { address: row.toAddress, name: row.toName },
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    attachments: row.attachments.map(({ fileName, contentType }) => ({ fileName, contentType })),
  };
}
