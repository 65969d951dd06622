/** The lines of an invoice; a very long one shows its first lines and the rest when asked. */
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { FindingNotes } from './findings.tsx';
import classes from './invoice.module.css';
import type { Invoice } from './invoice-type.ts';
import { At, Markers, useFindings } from './lit.tsx';
import { partOf } from './places.ts';

type Line = Invoice['lines'][number];
const SHOWN_AT_FIRST = 100;

/** UN/ECE codes that invoices in Türkiye use most, and the unit they stand for. */
const UNITS = {
  C62: 'piece',
  NIU: 'piece',
  EA: 'piece',
  KGM: 'kg',
  GRM: 'g',
  TNE: 't',
  LTR: 'l',
  MTR: 'm',
  MTK: 'm2',
  MTQ: 'm3',
  KWH: 'kwh',
  HUR: 'hour',
  DAY: 'day',
  MON: 'month',
  ANN: 'year',
  BX: 'box',
  PK: 'pack',
  SET: 'set',
  PR: 'pair',
} as const;

const isKnownUnit = (code: string): code is keyof typeof UNITS => code in UNITS;

function Unit({ code }: { code: string | null }) {
  const { t } = useTranslation();
  if (code === null) return null;
  return <span className="faint">{isKnownUnit(code) ? t(`invoice.units.${UNITS[code]}`) : code}</span>;
}

/** The columns that only some invoices have. */
interface Columns {
  readonly discount: boolean;
  readonly otherTaxes: boolean;
}

const KDV_CODE = '0015';

interface LineTax {
  readonly subtotal: Line['taxTotals'][number]['subtotals'][number];
  readonly at: string;
}

function taxesOf(line: Line, at: string): readonly LineTax[] {
  return line.taxTotals.flatMap((total, i) =>
    total.subtotals.map((subtotal, j) => ({ subtotal, at: `${at}.taxTotals[${i}].subtotals[${j}]` })),
  );
}

const isKdv = ({ subtotal }: LineTax) => subtotal.code === KDV_CODE || subtotal.code === null;

function columnsOf(invoice: Invoice): Columns {
  const has = (test: (line: Line) => boolean) => invoice.lines.some(test);
  return {
    discount: has((line) => line.allowanceCharges.length > 0),
    otherTaxes: has(
      (line) => line.withholdingTotals.length > 0 || taxesOf(line, '').some((tax) => !isKdv(tax)),
    ),
  };
}

/** KDV rate and amount, each in a column of its own as on the print. */
function KdvCells({ taxes }: { taxes: readonly LineTax[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kdv = taxes.filter(isKdv);
  return (
    <>
      <td className="num">
        {kdv.map(({ subtotal, at }) => (
          <div key={at}>
            {subtotal.percent !== null &&
              t('invoice.taxRate', { percent: format.quantity(subtotal.percent) })}
          </div>
        ))}
      </td>
      <td className="num">
        {kdv.map(({ subtotal, at }) => (
          <div key={at}>
            <At at={at}>{subtotal.tax === null ? '' : format.amount(subtotal.tax)}</At>
          </div>
        ))}
      </td>
    </>
  );
}

function OtherTaxes({ line, taxes, at }: { line: Line; taxes: readonly LineTax[]; at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rate = (percent: string | null) =>
    percent === null ? '' : t('invoice.taxRate', { percent: format.quantity(percent) });
  const withheld = line.withholdingTotals.flatMap((total, i) =>
    total.subtotals.map((subtotal, j) => ({ subtotal, at: `${at}.withholdingTotals[${i}].subtotals[${j}]` })),
  );
  return (
    <td className="num">
      {taxes
        .filter((tax) => !isKdv(tax))
        .map(({ subtotal, at: place }) => (
          <div key={place}>
            <At at={place}>
              {subtotal.name} {rate(subtotal.percent)}
            </At>
          </div>
        ))}
      {withheld.map(({ subtotal, at: place }) => (
        <div key={place} className="soft">
          <At at={place}>
            {t('invoice.withheld')} {rate(subtotal.percent)}
          </At>
        </div>
      ))}
    </td>
  );
}

function Discount({ line }: { line: Line }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <td className="num">
      {line.allowanceCharges.map((change) => (
        <div
          key={`${change.isCharge}${change.amount}${change.reason}`}
          title={change.reason ?? t(change.isCharge ? 'invoice.charge' : 'invoice.discount')}
        >
          {change.isCharge ? '+' : ''}
          {change.amount === null ? '' : format.amount(change.amount)}
        </div>
      ))}
    </td>
  );
}

function Row({ line, index, columns }: { line: Line; index: number; columns: Columns }) {
  const format = useFormat();
  const at = `lines[${index}]`;
  const findings = useFindings((place) => partOf(place) === at);
  const taxes = taxesOf(line, at);
  const width = 7 + Number(columns.discount) + Number(columns.otherTaxes);
  return (
    <Fragment>
      <tr>
        <td>
          {line.id ?? index + 1}
          <Markers findings={findings} />
        </td>
        <td>
          <At at={`${at}.name`}>{line.name ?? ''}</At>
          {line.note !== null && <div className="soft">{line.note}</div>}
        </td>
        <td className="num">
          <At at={`${at}.quantity`}>{line.quantity === null ? '' : format.quantity(line.quantity)}</At>{' '}
          <Unit code={line.unit} />
        </td>
        <td className="num">
          <At at={`${at}.unitPrice`}>{line.unitPrice === null ? '' : format.amount(line.unitPrice)}</At>
        </td>
        {columns.discount && <Discount line={line} />}
        <KdvCells taxes={taxes} />
        {columns.otherTaxes && <OtherTaxes line={line} taxes={taxes} at={at} />}
        <td className="num">
          <At at={`${at}.amount`}>{line.amount === null ? '' : format.amount(line.amount)}</At>
        </td>
      </tr>
      {findings.length > 0 && (
        <tr>
          <td colSpan={width}>
            <FindingNotes findings={findings} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Head({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  const numbers = [
    t('invoice.quantity'),
    t('invoice.price'),
    ...(columns.discount ? [t('invoice.discount')] : []),
    t('invoice.kdvRate'),
    t('invoice.kdvAmount'),
    ...(columns.otherTaxes ? [t('invoice.otherTaxes')] : []),
    t('invoice.amount'),
  ];
  return (
    <thead>
      <tr>
        <th scope="col">{t('invoice.line')}</th>
        <th scope="col">{t('invoice.item')}</th>
        {numbers.map((name) => (
          <th key={name} scope="col" className="num">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const columns = columnsOf(invoice);
  const findings = useFindings((place) => partOf(place) === 'lines');
  // A line that something is wrong with is never among those left out.
  const last = Math.max(
    SHOWN_AT_FIRST,
    ...useFindings((place) => place !== null && /^lines\[/.test(place)).map(
      ({ finding }) => Number(/^lines\[(\d+)/.exec(finding.place ?? '')?.[1] ?? 0) + 1,
    ),
  );
  const shown = all ? invoice.lines : invoice.lines.slice(0, last);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow page scrolls it sideways, which the keyboard must reach
    <section className={classes.linesBox} aria-label={t('invoice.lines')} tabIndex={0}>
      <table className={classes.lines}>
        <Head columns={columns} />
        <tbody>
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and documents repeat their ids
            <Row key={index} line={line} index={index} columns={columns} />
          ))}
        </tbody>
      </table>
      <FindingNotes findings={findings} />
      {shown.length < invoice.lines.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('invoice.more', { n: format.count(invoice.lines.length - shown.length) })}
        </button>
      )}
    </section>
  );
}
