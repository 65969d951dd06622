/** Tells a person what happened at the door of their account: in the app, and by mail unless they turned that off. */
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import type { Origin } from './identity-deps.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import { lastOfficeOf } from './standing.queries.ts';

type SecurityNotice = Extract<SendMailPayload, { kind: 'security-notice' }>['notice'];

export interface DoorNews {
  readonly kind: SecurityNotice;
  readonly userId: string;
  readonly at: Date;
  /** Absent: the office of the latest session. Who has none, a platform administrator, is not told. */
  readonly officeId?: string | null;
  /** Of the second factor: whether it is on now. */
  readonly state?: 'on' | 'off';
}

/** Within the transaction of what happened. */
export async function tellOfDoor(trx: Trx, news: DoorNews, origin: Origin): Promise<void> {
  const { kind, userId, at, state } = news;
  const tenantId = news.officeId ?? (await lastOfficeOf(trx, userId));
  if (tenantId === null) return;
  const userAgent = origin.userAgent?.slice(0, 300) ?? null;
  const params = {
    ...(userAgent === null ? {} : { device: userAgent }),
    ...(origin.address === null ? {} : { address: origin.address }),
    ...(state === undefined ? {} : { state }),
  };
  const { mailTo } = await notify(trx, { tenantId, userIds: [userId], kind, params, link: '/guvenlik' });
  if (mailTo.length === 0) return;
  const payload: SendMailPayload = {
    kind: 'security-notice',
    userId,
    notice: kind,
    at: at.toISOString(),
    address: origin.address,
    userAgent,
    state: state ?? null,
  };
  await enqueue(trx, SEND_MAIL, payload);
}
