/** What I sent, and what became of it: four plain words, and what to do where something is wrong. */
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount, StateWord, type Tone } from '../../ui/small.tsx';
import classes from './portal.module.css';
import { type SentDocument, sentQuery } from './portal-queries.ts';
import { PortalPage } from './portal-shell.tsx';

const LOOKS: Record<SentDocument['state'], { readonly icon: IconName; readonly tone: Tone }> = {
  received: { icon: 'clock', tone: 'plain' },
  read: { icon: 'check', tone: 'plain' },
  done: { icon: 'check', tone: 'done' },
  problem: { icon: 'warn', tone: 'wrong' },
};

/** The sentence below a document: what its state means, or what to do now. */
function Note({ document }: { document: SentDocument }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { note, reason, reasonEn, members } = document;
  if (note === null) return <p className="soft">{t(`portal.sent.means.${document.state}`)}</p>;
  const own = reason === null ? '' : ` ${format.pick(reason, reasonEn ?? reason)}`;
  return (
    <p className={document.state === 'problem' ? undefined : 'soft'}>
      {t(`portal.sent.notes.${note}`, { n: format.count(members ?? 0) })}
      {own}
    </p>
  );
}

function Sent({ document }: { document: SentDocument }) {
  const { t } = useTranslation();
  const format = useFormat();
  const look = LOOKS[document.state];
  const facts = [
    document.counterpartyName === null ? null : document.fileName,
    document.issueDate === null ? null : format.date(document.issueDate),
    t('portal.sent.at', { at: format.moment(document.sentAt) }),
  ].filter((fact) => fact !== null);
  return (
    <li className={classes.row}>
      <span className={classes.rowTitle}>{document.counterpartyName ?? document.fileName}</span>
      <span className={classes.rowEnd}>
        <StateWord icon={look.icon} tone={look.tone}>
          {t(`portal.sent.states.${document.state}`)}
        </StateWord>
      </span>
      <span className={classes.rowSub}>{facts.join(' · ')}</span>
      <span className={classes.rowEnd}>
        {document.payable !== null && (
          <Amount value={document.payable} currency={document.currency} zero="number" />
        )}
      </span>
      <Note document={document} />
    </li>
  );
}

function Waiting() {
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {[1, 2, 3, 4].map((n) => (
        <Skeleton key={n} height={66} />
      ))}
    </div>
  );
}

export function SentPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { clientId } = useParams({ from: '/portal/$clientId/belgelerim' });
  const query = useInfiniteQuery(sentQuery(clientId));
  const rows = rowsOf(query.data);
  return (
    <PortalPage title={t('portal.sent.title')} hint={t('portal.sent.hint')}>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {query.isSuccess && rows.length === 0 && (
        <Empty icon="upload" title={t('portal.sent.empty')} next={t('portal.sent.emptyNext')}>
          {can('document:upload') && (
            <Link to="/portal/$clientId/yukle" params={{ clientId }}>
              {t('portal.send.title')}
            </Link>
          )}
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className={classes.list} aria-live="polite">
          {rows.map((document) => (
            <Sent key={document.id} document={document} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          size="md"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('portal.sent.more')}
        </Button>
      )}
    </PortalPage>
  );
}
