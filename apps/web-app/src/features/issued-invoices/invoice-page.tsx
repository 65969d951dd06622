/** One invoice: a new one, a copy or a return to be looked over, a draft to go on with, or what was issued. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import classes from './issued.module.css';
import { downloadXml, type IssuedInvoice, invoiceQuery, newQuery } from './issued-queries.ts';
import { InvoiceState } from './state-word.tsx';

/** Loaded beside what the page asks for: who looks at what was issued needs no form. */
const InvoiceEditor = lazy(() =>
  import('./invoice-editor.tsx').then((part) => ({ default: part.InvoiceEditor })),
);
const FROM = '/office/mukellefler/$clientId/fatura-kes/fatura';

/** Where the page began: a draft that came into being here does not begin it anew. */
function useStart(clientId: string) {
  const search = useSearch({ from: FROM });
  const navigate = useNavigate();
  const [start, setStart] = useState(search);
  const own = useRef<string | null>(null);
  const { fatura, kopya, iade } = search;
  const isSame = fatura === start.fatura && kopya === start.kopya && iade === start.iade;
  if (!isSame && (fatura === undefined || fatura !== own.current)) setStart(search);
  const onKept = useCallback(
    (id: string) => {
      own.current = id;
      void navigate({
        to: '/mukellefler/$clientId/fatura-kes/fatura',
        params: { clientId },
        search: { fatura: id },
        replace: true,
      });
    },
    [navigate, clientId],
  );
  return { start, onKept, shownId: fatura ?? null };
}

export function InvoicePage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: FROM });
  const { start, onKept, shownId } = useStart(clientId);
  const { fatura, kopya, iade } = start;
  const fresh = useQuery(
    newQuery(clientId, {
      ...(kopya === undefined ? {} : { copyOf: kopya }),
      ...(iade === undefined ? {} : { returnOf: iade }),
    }),
  );
  const shown = useQuery({ ...invoiceQuery(shownId ?? ''), enabled: shownId !== null });
  const { data: existing } = shown;
  const error = fresh.error ?? shown.error;
  if (error !== null)
    return (
      <Page title={t('issuedInvoices.newTitle')}>
        <ProblemNote error={error} onRetry={() => void (fresh.isError ? fresh.refetch() : shown.refetch())} />
      </Page>
    );
  if (existing !== undefined && existing.state !== 'draft') return <IssuedView invoice={existing} />;
  if (fresh.data === undefined || (fatura !== undefined && existing === undefined)) return <Waiting />;
  const begun = fatura === undefined ? undefined : existing;
  return (
    <Suspense fallback={<Waiting />}>
      <InvoiceEditor
        key={`${fatura} ${kopya} ${iade}`}
        clientId={clientId}
        start={begun === undefined ? null : { id: begun.id, version: begun.version }}
        draft={begun?.draft ?? fresh.data.draft}
        series={fresh.data.series}
        onKept={onKept}
      />
    </Suspense>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Page title={t('issuedInvoices.newTitle')}>
      <div className={classes.body}>
        <Skeleton height={60} />
        <Skeleton height={120} />
        <Skeleton height={240} />
      </div>
    </Page>
  );
}

/** What was issued, or given up: its facts, its file, and what can be made of it. */
function IssuedView({ invoice }: { invoice: IssuedInvoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { clientId, number, state, documentId } = invoice;
  const download = () => void downloadXml(invoice).catch(showProblem);
  useKeys(number === null ? [] : [{ key: 'i', label: t('issuedInvoices.download'), run: download }]);
  const facts: readonly (readonly [string, string])[] = [
    [t('issuedInvoices.buyer'), `${invoice.buyerName} ${invoice.buyerTaxId}`],
    [
      t('issuedInvoices.profile'),
      `${t(`issuedInvoices.profiles.${invoice.draft.profile}`)} · ${t(`issuedInvoices.types.${invoice.draft.type}`)}`,
    ],
    [t('issuedInvoices.issueDate'), invoice.issueDate === null ? '' : format.date(invoice.issueDate)],
    ['ETTN', invoice.ettn ?? ''],
  ];
  return (
    <Page
      title={number ?? t('issuedInvoices.draft')}
      sub={<InvoiceState state={state} />}
      acts={
        <>
          {number !== null && (
            <Button leftSection={<Icon name="download" />} onClick={download}>
              {t('issuedInvoices.download')}
            </Button>
          )}
          {can('document:write') && (
            <Link
              to="/mukellefler/$clientId/fatura-kes/fatura"
              params={{ clientId }}
              search={{ kopya: invoice.id }}
            >
              {t('issuedInvoices.copy')}
            </Link>
          )}
        </>
      }
    >
      <div className={classes.body}>
        {state === 'issued' && <p>{t('issuedInvoices.notSent')}</p>}
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <dt>{t('issuedInvoices.total.payable')}</dt>
          <dd>
            <Amount value={invoice.payable} currency={invoice.currency} zero="number" />
          </dd>
        </dl>
        {documentId !== null && (
          <p>
            <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }} search={{ belge: documentId }}>
              {t('issuedInvoices.openDocument')}
            </Link>
          </p>
        )}
      </div>
    </Page>
  );
}
