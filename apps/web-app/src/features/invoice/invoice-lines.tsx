/** The lines of an invoice; a very long one shows its first lines and the rest when asked. */
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { FindingNotes } from './findings.tsx';
import classes from './invoice-lines.module.css';
import type { Invoice } from './invoice-type.ts';
import { At, Markers, useFindings } from './lit.tsx';
import { partOf } from './places.ts';
import { useFittingLayout } from './use-fitting-layout.ts';

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

/** The names of the columns with numbers, in their order; those that this invoice has. */
function useNames({ discount, otherTaxes }: Columns) {
  const { t } = useTranslation();
  return {
    quantity: t('invoice.quantity'),
    price: t('invoice.price'),
    ...(discount ? { discount: t('invoice.discount') } : {}),
    kdvRate: t('invoice.kdvRate'),
    kdvAmount: t('invoice.kdvAmount'),
    ...(otherTaxes ? { otherTaxes: t('invoice.otherTaxes') } : {}),
    amount: t('invoice.amount'),
  };
}
type Names = ReturnType<typeof useNames>;

/** KDV rate and amount, each in a column of its own as on the print. */
function KdvCells({ taxes, names }: { taxes: readonly LineTax[]; names: Names }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kdv = taxes.filter(isKdv);
  return (
    <>
      <td className="num" data-name={names.kdvRate}>
        {kdv.map(({ subtotal, at }) => (
          <div key={at}>
            {subtotal.percent !== null &&
              t('invoice.taxRate', { percent: format.quantity(subtotal.percent) })}
          </div>
        ))}
      </td>
      <td className="num" data-name={names.kdvAmount}>
        {kdv.map(({ subtotal, at }) => (
          <div key={at}>
            <At at={at}>{subtotal.tax === null ? '' : format.amount(subtotal.tax)}</At>
          </div>
        ))}
      </td>
    </>
  );
}

interface OtherTaxesProps {
  readonly line: Line;
  readonly taxes: readonly LineTax[];
  readonly at: string;
  readonly name: string;
}

function OtherTaxes({ line, taxes, at, name }: OtherTaxesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rate = (percent: string | null) =>
    percent === null ? '' : t('invoice.taxRate', { percent: format.quantity(percent) });
  const withheld = line.withholdingTotals.flatMap((total, i) =>
    total.subtotals.map((subtotal, j) => ({ subtotal, at: `${at}.withholdingTotals[${i}].subtotals[${j}]` })),
  );
  return (
    <td className="num" data-name={name} data-words>
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

function Discount({ line, name }: { line: Line; name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <td className="num" data-name={name}>
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

function Row({ line, index, names }: { line: Line; index: number; names: Names }) {
  const format = useFormat();
  const at = `lines[${index}]`;
  const findings = useFindings((place) => partOf(place) === at);
  const taxes = taxesOf(line, at);
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
        <td className="num" data-name={names.quantity}>
          <span>
            <At at={`${at}.quantity`}>{line.quantity === null ? '' : format.quantity(line.quantity)}</At>{' '}
            <Unit code={line.unit} />
          </span>
        </td>
        <td className="num" data-name={names.price}>
          <At at={`${at}.unitPrice`}>{line.unitPrice === null ? '' : format.amount(line.unitPrice)}</At>
        </td>
        {names.discount !== undefined && <Discount line={line} name={names.discount} />}
        <KdvCells taxes={taxes} names={names} />
        {names.otherTaxes !== undefined && (
          <OtherTaxes line={line} taxes={taxes} at={at} name={names.otherTaxes} />
        )}
        <td className="num" data-name={names.amount}>
          <At at={`${at}.amount`}>{line.amount === null ? '' : format.amount(line.amount)}</At>
        </td>
      </tr>
      {findings.length > 0 && (
        <tr>
          <td colSpan={Object.keys(names).length + 2}>
            <FindingNotes findings={findings} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Head({ names }: { names: Names }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{t('invoice.line')}</th>
        <th scope="col">{t('invoice.item')}</th>
        {Object.entries(names).map(([column, name]) => (
          <th key={column} scope="col" className="num">
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
  const names = useNames(columnsOf(invoice));
  const findings = useFindings((place) => partOf(place) === 'lines');
  // A line that something is wrong with is never among those left out.
  const last = Math.max(
    SHOWN_AT_FIRST,
    ...useFindings((place) => place !== null && /^lines\[/.test(place)).flatMap(({ all }) =>
      all.map(({ place }) => Number(/^lines\[(\d+)/.exec(place ?? '')?.[1] ?? 0) + 1),
    ),
  );
  const shown = all ? invoice.lines : invoice.lines.slice(0, last);
  const box = useFittingLayout(invoice, shown.length, Object.keys(names).length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is too wide in any layout scrolls, which the keyboard must reach
    <section ref={box} className={classes.box} aria-label={t('invoice.lines')} tabIndex={0}>
      <table className={classes.lines}>
        <Head names={names} />
        <tbody>
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and documents repeat their ids
            <Row key={index} line={line} index={index} names={names} />
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
