/** A notification in words, in the reader's language. */
import { useTranslation } from 'react-i18next';
import { deviceName } from '../../features/security/device-name.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { Notification } from './notification-queries.ts';

export const ICONS: Readonly<Record<Notification['kind'], IconName>> = {
  'client-assigned': 'people',
  'bulk-done': 'check',
  'upload-failures': 'warn',
  'request-answered': 'document',
  'invitation-accepted': 'people',
  'webhook-off': 'settings',
  'period-changed': 'lock',
  'sync-failed': 'warn',
  'report-failed': 'warn',
  'documents-waiting': 'clock',
  'answers-ending': 'clock',
  'period-closing': 'lock',
  'new-sign-in': 'shield',
  'password-changed': 'shield',
  'second-factor-changed': 'shield',
};

export function useSentence(): (notification: Notification) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthName();
  return ({ kind, params, client }) => {
    const text = (name: string) => String(params[name] ?? '');
    const n = format.count(Number(params.count ?? params.refused ?? 0));
    const title = client?.title ?? '';
    switch (kind) {
      case 'upload-failures':
        return t('notifications.kinds.upload-failures', { n });
      case 'bulk-done':
        return t('notifications.kinds.bulk-done', { done: format.count(Number(params.done ?? 0)), n });
      case 'period-changed': {
        const month = monthName(text('month'));
        if (params.status === 'exception')
          return t('notifications.periodException', { month, n: format.count(Number(params.hours ?? 0)) });
        if (params.status === 'closed')
          return t(client === null ? 'notifications.periodsClosed' : 'notifications.periodClosed', {
            month,
            n,
          });
        const locked = params.status === 'locked';
        if (client !== null)
          return t(locked ? 'notifications.periodLocked' : 'notifications.periodOpened', { month });
        return t(locked ? 'notifications.periodsLocked' : 'notifications.periodsOpened', { month, n });
      }
      case 'sync-failed':
      case 'report-failed':
        return t(`notifications.kinds.${kind}`, { name: text('name') });
      case 'documents-waiting':
        return t('notifications.kinds.documents-waiting', {
          n: format.count(Number(params.documents ?? 0)),
        });
      case 'answers-ending':
        return t('notifications.kinds.answers-ending', {
          n: format.count(Number(params.documents ?? 0)),
          day: format.date(text('day')),
        });
      case 'period-closing':
        return t('notifications.kinds.period-closing', {
          month: monthName(text('month')),
          day: format.date(text('day')),
          n: format.count(Number(params.clients ?? 0)),
        });
      case 'new-sign-in': {
        const where = [deviceName(text('device') || null), text('address')].filter(Boolean).join(', ');
        return t('notifications.kinds.new-sign-in', { where });
      }
      case 'second-factor-changed':
        return t(params.state === 'off' ? 'notifications.secondFactorOff' : 'notifications.secondFactorOn');
      case 'invitation-accepted':
        return t('notifications.kinds.invitation-accepted', { name: text('name') });
      case 'webhook-off':
        return t('notifications.kinds.webhook-off', { host: text('host') });
      default:
        return t(`notifications.kinds.${kind}`, { title });
    }
  };
}
