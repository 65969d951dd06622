/** The card of a client company: who they are, what they are registered as, whom to call, where they bank. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { BankAccountsSection } from './bank-accounts-section.tsx';
import classes from './card.module.css';
import { ContactsSection } from './contacts-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { StatusesSection } from './statuses-section.tsx';
import { cardQuery } from './use-card.ts';
import { UsersSection } from './users-section.tsx';

export function CardPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/kart' });
  const query = useQuery(cardQuery(clientId));
  const disabled = !can('client:write');
  const card = query.data;
  return (
    <Page title={t('card.title')} sub={disabled ? t('card.readOnly') : card?.client.title}>
      <div className={classes.sections}>
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {card === undefined && !query.isError && <Skeleton height={640} />}
        {card !== undefined && (
          // Another client is another card: nothing that was typed goes over.
          <div key={clientId}>
            <IdentitySection client={card.client} disabled={disabled} />
            <StatusesSection clientId={clientId} statuses={card.statuses} disabled={disabled} />
            <ContactsSection clientId={clientId} contacts={card.contacts} disabled={disabled} />
            <BankAccountsSection clientId={clientId} bankAccounts={card.bankAccounts} disabled={disabled} />
            {can('member:read') && <UsersSection clientId={clientId} />}
          </div>
        )}
      </div>
    </Page>
  );
}
