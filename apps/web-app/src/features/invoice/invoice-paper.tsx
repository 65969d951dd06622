/** An invoice as it looks on paper, drawn by us from what was read; nothing of the file itself is run. */
import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import classes from './invoice.module.css';
import { InvoiceLines } from './invoice-lines.tsx';
import { InvoiceTotals } from './invoice-totals.tsx';
import type { Invoice } from './invoice-type.ts';
import { At, type Finding, FindingNotes, LitPlaces } from './lit.tsx';
import { isWithin } from './places.ts';

const NOTHING_LIT: readonly string[] = [];

interface PaperProps {
  readonly invoice: Invoice;
  readonly findings: readonly Finding[];
  /** Places to light: where the voucher line under the pointer comes from. */
  readonly lit?: readonly string[];
}

/** Parts of the document whose findings are shown there; the rest stands at the top. */
const OWN_PARTS = ['lines', 'totals', 'taxTotals', 'withholdingTotals', 'supplier', 'customer'];

function Party({
  title,
  at,
  party,
  findings,
}: {
  title: string;
  at: string;
  party: Invoice['supplier'];
  findings: readonly Finding[];
}) {
  const { t } = useTranslation();
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
      <div className="soft">
        {party.taxOffice !== null && <>{t('invoice.taxOffice', { name: party.taxOffice })} · </>}
        <At at={`${at}.taxId`}>
          {party.taxId === null ? t('invoice.noTaxId') : `${party.taxId.scheme} ${party.taxId.value}`}
        </At>
      </div>
      <FindingNotes findings={findings} />
    </div>
  );
}

function Meta({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows: [string, string, string | null][] = [
    ['number', t('invoice.number'), invoice.number],
    [
      'issueDate',
      t('invoice.date'),
      invoice.issueDate === null
        ? null
        : `${format.date(invoice.issueDate)} ${invoice.issueTime?.slice(0, 5) ?? ''}`,
    ],
    ['type', t('invoice.type'), invoice.type],
    ['profile', t('invoice.profile'), invoice.profile],
    ['currency', t('invoice.currency'), invoice.currency === 'TRY' ? null : invoice.currency],
    [
      'exchangeRate',
      t('invoice.rate'),
      invoice.exchangeRate === null || invoice.currency === 'TRY'
        ? null
        : format.amount(invoice.exchangeRate),
    ],
    ['ettn', t('invoice.ettn'), invoice.ettn],
  ];
  return (
    <dl className={classes.meta}>
      {rows
        .filter(([, , value]) => value !== null)
        .map(([at, name, value]) => (
          <Fragment key={at}>
            <dt>{name}</dt>
            <dd data-at={at}>
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

export function InvoicePaper({ invoice, findings, lit = NOTHING_LIT }: PaperProps) {
  const { t } = useTranslation();
  const paper = useRef<HTMLElement>(null);
  const under = (place: string) =>
    findings.filter((finding) => finding.place !== null && isWithin(finding.place, place));
  const general = findings.filter(
    (finding) => finding.place === null || !OWN_PARTS.some((part) => isWithin(finding.place ?? '', part)),
  );
  useEffect(() => {
    if (lit.length > 0) paper.current?.querySelector('[data-lit]')?.scrollIntoView({ block: 'nearest' });
  }, [lit]);
  return (
    <LitPlaces value={lit}>
      <article ref={paper} className={classes.paper} aria-label={t('invoice.label')}>
        <FindingNotes findings={general} />
        <div className={classes.top}>
          <Party
            title={t('invoice.seller')}
            at="supplier"
            party={invoice.supplier}
            findings={under('supplier')}
          />
          <Meta invoice={invoice} />
        </div>
        <Party
          title={t('invoice.buyer')}
          at="customer"
          party={invoice.customer}
          findings={under('customer')}
        />
        <InvoiceLines invoice={invoice} findings={under('lines')} />
        <InvoiceTotals
          invoice={invoice}
          findings={[...under('totals'), ...under('taxTotals'), ...under('withholdingTotals')]}
        />
        <Notes invoice={invoice} />
      </article>
    </LitPlaces>
  );
}
