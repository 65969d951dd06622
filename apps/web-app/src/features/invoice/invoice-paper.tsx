/** An invoice as it looks on paper, laid out like GİB's own print and drawn by us from what was read; nothing of the file is run. */
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { FindingList } from './finding-list.tsx';
import { FindingNotes } from './findings.tsx';
import { type Finding, groupFindings } from './group-findings.ts';
import classes from './invoice.module.css';
import { InvoiceLines } from './invoice-lines.tsx';
import { InvoiceTotals } from './invoice-totals.tsx';
import type { Invoice } from './invoice-type.ts';
import { At, PaperProvider, useFindings } from './lit.tsx';
import { partOf } from './places.ts';

const NOTHING: readonly string[] = [];

interface PaperProps {
  readonly invoice: Invoice;
  readonly findings: readonly Finding[];
  /** Places to light: where the voucher line under the pointer comes from. */
  readonly lit?: readonly string[];
  /** Places that voucher lines come from; with `onPlace` they can be pointed at. */
  readonly sources?: readonly string[];
  readonly onPlace?: (place: string | null) => void;
  /** False where the document's XML is not shown on the same page: findings then lead to no line of it. */
  readonly hasXml?: boolean;
}

function Party({
  title,
  at,
  party,
}: {
  title: string;
  at: 'supplier' | 'customer';
  party: Invoice['supplier'];
}) {
  const { t } = useTranslation();
  const findings = useFindings((place) => partOf(place) === at);
  return (
    <div className={classes.party}>
      <div className={classes.label}>{title}</div>
      <strong>
        <At at={`${at}.name`}>{party.name ?? t('invoice.noName')}</At>
      </strong>
      {party.address !== null && <div>{party.address}</div>}
      {(party.city !== null || party.country !== null) && (
        <div>{[party.city, party.country].filter(Boolean).join(' / ')}</div>
      )}
      {party.taxOffice !== null && <div>{t('invoice.taxOffice', { name: party.taxOffice })}</div>}
      <div>
        <At at={`${at}.taxId`}>
          {party.taxId === null ? t('invoice.noTaxId') : `${party.taxId.scheme}: ${party.taxId.value}`}
        </At>
      </div>
      <FindingNotes findings={findings} />
    </div>
  );
}

/** "e-FATURA" or "e-ARŞİV FATURA", as the print is headed. */
function Title({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const isArchive = invoice.profile?.startsWith('EARSIV') === true;
  return <h2 className={classes.title}>{t(isArchive ? 'invoice.archiveTitle' : 'invoice.title')}</h2>;
}

function Meta({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isTry = invoice.currency === 'TRY';
  const rate = invoice.exchangeRate === null || isTry ? null : format.amount(invoice.exchangeRate);
  const rows: [string, string, string | null][] = [
    ['customization', t('invoice.customization'), invoice.customization],
    ['profile', t('invoice.profile'), invoice.profile],
    ['type', t('invoice.type'), invoice.type],
    ['number', t('invoice.number'), invoice.number],
    ['issueDate', t('invoice.date'), invoice.issueDate === null ? null : format.date(invoice.issueDate)],
    ['issueTime', t('invoice.time'), invoice.issueTime?.slice(0, 5) ?? null],
    ['currency', t('invoice.currency'), isTry ? null : invoice.currency],
    ['exchangeRate', t('invoice.rate'), rate],
  ];
  return (
    <dl className={classes.meta}>
      {rows
        .filter(([, , value]) => value !== null)
        .map(([at, name, value]) => (
          <Fragment key={at}>
            <dt>{name}</dt>
            <dd>
              <At at={at}>{value}</At>
            </dd>
          </Fragment>
        ))}
    </dl>
  );
}

function Notes({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {invoice.references.length > 0 && (
        <div className={classes.notes}>
          <div className={classes.label}>{t('invoice.references')}</div>
          {invoice.references.map((reference) => (
            <div key={`${reference.kind}${reference.id}`}>
              {t(`invoice.reference.${reference.kind}`)}: {reference.id}{' '}
              {reference.issueDate !== null && format.date(reference.issueDate)}
            </div>
          ))}
        </div>
      )}
      {invoice.notes.length > 0 && (
        <div className={classes.notes}>
          <div className={classes.label}>{t('invoice.notes')}</div>
          {invoice.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </>
  );
}

export function InvoicePaper(props: PaperProps) {
  const { invoice, findings, lit = NOTHING, sources = NOTHING, hasXml = true, onPlace } = props;
  const { t } = useTranslation();
  const paper = useRef<HTMLElement>(null);
  const numbered = useMemo(() => groupFindings(findings), [findings]);
  useEffect(() => {
    if (lit.length > 0) paper.current?.querySelector('[data-lit]')?.scrollIntoView({ block: 'nearest' });
  }, [lit]);
  return (
    <PaperProvider value={{ lit, sources, findings: numbered, hasXml, onPlace }}>
      <FindingList findings={numbered} />
      <article ref={paper} className={classes.paper} aria-label={t('invoice.label')}>
        <div className={classes.top}>
          <Party title={t('invoice.seller')} at="supplier" party={invoice.supplier} />
          <Title invoice={invoice} />
        </div>
        <div className={classes.top}>
          <Party title={t('invoice.buyer')} at="customer" party={invoice.customer} />
          <Meta invoice={invoice} />
        </div>
        {invoice.ettn !== null && (
          <div className={classes.ettn}>
            {t('invoice.ettn')}: <At at="ettn">{invoice.ettn}</At>
          </div>
        )}
        <InvoiceLines invoice={invoice} />
        <InvoiceTotals invoice={invoice} />
        <Notes invoice={invoice} />
      </article>
    </PaperProvider>
  );
}
