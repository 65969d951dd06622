/** One mail: what became of it and why, what to do now, its text, and sending it again to the same or a corrected address. */
import { Button, Drawer, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useReason } from './mail-columns.tsx';
import { MailNote } from './mail-note.tsx';
import { MailStateWord } from './mail-state.tsx';
import { mailQuery } from './mails-queries.ts';
import classes from './outgoing-mails.module.css';
import { useSendAgain } from './use-send-again.ts';

type WholeMail = NonNullable<ReturnType<typeof useMail>['data']>;
const useMail = (mailId: string) => useQuery(mailQuery(mailId));

export function MailDrawer({ mailId, onClose }: { mailId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useMail(mailId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(600px, 100vw)"
      title={query.data?.subject ?? t('outgoingMails.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={260} />}
      {query.data !== undefined && <Detail key={query.data.to.address} mail={query.data} />}
    </Drawer>
  );
}

function Detail({ mail }: { mail: WholeMail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { address, name } = mail.to;
  const facts: [label: string, value: string][] = [
    [t('outgoingMails.column.to'), name === null ? address : `${name} <${address}>`],
    [t('outgoingMails.column.purpose'), t(`outgoingMails.purpose.${mail.purpose}`)],
    [t('outgoingMails.column.client'), mail.client?.title ?? ''],
    [t('outgoingMails.column.created'), format.moment(mail.createdAt)],
    [t('outgoingMails.ended'), mail.endedAt === null ? '' : format.moment(mail.endedAt)],
    [t('outgoingMails.attempts'), mail.attempts === 0 ? '' : format.count(mail.attempts)],
    [t('outgoingMails.attached'), mail.attachments.map(({ fileName }) => fileName).join(', ')],
    [t('outgoingMails.answer'), mail.answer ?? ''],
  ];
  const mayGoAgain = can('mail:write') && mail.isKept && mail.state !== 'sent' && mail.state !== 'sending';
  return (
    <Stack gap="md">
      <MailStateWord state={mail.state} />
      <Why mail={mail} />
      {mayGoAgain && <SendAgain mail={mail} />}
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {mail.text === null ? (
        <p className="soft">
          {t(mail.purpose === 'invitation' ? 'outgoingMails.invitationNotKept' : 'outgoingMails.notKept')}
        </p>
      ) : (
        <pre className={classes.text}>{mail.text}</pre>
      )}
    </Stack>
  );
}

function Why({ mail }: { mail: WholeMail }) {
  const { i18n } = useTranslation();
  const reason = useReason()(mail);
  if (reason === '') return null;
  const isLost = mail.state === 'failed' || mail.state === 'bounced';
  return (
    <MailNote tone={isLost ? 'wrong' : 'wait'} title={reason}>
      {mail.next?.[i18n.language === 'en' ? 'en' : 'tr']}
    </MailNote>
  );
}

function SendAgain({ mail }: { mail: WholeMail }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(mail.to.address);
  const again = useSendAgain();
  const typed = address.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        again.mutate({ ids: [mail.id], ...(typed === mail.to.address ? {} : { address: typed }) });
      }}
    >
      <Stack gap="xs">
        {again.isError && <ProblemNote error={again.error} />}
        <div className={classes.again}>
          <TextInput
            type="email"
            label={t('outgoingMails.address')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Button type="submit" loading={again.isPending} disabled={typed === ''}>
            {t(mail.state === 'queued' ? 'outgoingMails.now' : 'outgoingMails.again')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
