/** The columns of outgoing mail, and its card on a phone. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { MailStateWord } from './mail-state.tsx';
import type { OutgoingMail } from './mails-queries.ts';

/** Why it stands where it does, in the reader's language; when it is tried again where it waits. */
export function useReason(): (mail: Pick<OutgoingMail, 'reason' | 'nextAttemptAt'>) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language = i18n.language === 'en' ? 'en' : 'tr';
  return ({ reason, nextAttemptAt }) =>
    [
      reason?.[language] ?? '',
      nextAttemptAt === null ? '' : t('outgoingMails.nextTry', { at: format.moment(nextAttemptAt) }),
    ]
      .filter((part) => part !== '')
      .join(' ');
}

export function useMailColumns(): GridColumn<OutgoingMail>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonOf = useReason();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('outgoingMails.column.state'),
        width: 165,
        fixed: true,
        cell: (mail) => <MailStateWord state={mail.state} />,
      },
      {
        id: 'to',
        header: t('outgoingMails.column.to'),
        width: 180,
        cell: ({ to }) => <span title={to.address}>{to.name ?? to.address}</span>,
      },
      { id: 'subject', header: t('outgoingMails.column.subject'), width: 220, cell: (mail) => mail.subject },
      {
        id: 'reason',
        header: t('outgoingMails.column.reason'),
        width: 180,
        grow: true,
        cell: (mail) => <span title={reasonOf(mail)}>{reasonOf(mail)}</span>,
      },
      {
        id: 'purpose',
        header: t('outgoingMails.column.purpose'),
        width: 95,
        cell: (mail) => t(`outgoingMails.purpose.${mail.purpose}`),
      },
      {
        id: 'client',
        header: t('outgoingMails.column.client'),
        width: 150,
        cell: (mail) => mail.client?.title ?? '',
      },
      {
        id: 'created',
        header: t('outgoingMails.column.created'),
        width: 160,
        cell: (mail) => format.moment(mail.createdAt),
      },
    ],
    [t, format, reasonOf],
  );
}

export function MailCard({ mail }: { mail: OutgoingMail }) {
  return (
    <>
      <strong className="cut">{mail.to.name ?? mail.to.address}</strong>
      <span className="cut">
        <MailStateWord state={mail.state} /> <span className="faint">{mail.subject}</span>
      </span>
    </>
  );
}
