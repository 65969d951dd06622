/** The lines of an invoice; a very long one shows its first lines and the rest when asked. */
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import classes from './invoice.module.css';
import type { Invoice } from './invoice-type.ts';
import { At, type Finding, FindingNotes } from './lit.tsx';
import { isWithin } from './places.ts';

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

function Taxes({ line, at }: { line: Line; at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rate = (percent: string | null) =>
    percent === null ? '' : t('invoice.taxRate', { percent: format.quantity(percent) });
  const taxes = line.taxTotals.flatMap((total, i) =>
    total.subtotals.map((subtotal, j) => ({ subtotal, at: `${at}.taxTotals[${i}].subtotals[${j}]` })),
  );
  const withheld = line.withholdingTotals.flatMap((total) => total.subtotals);
  return (
    <>
      {taxes.map(({ subtotal, at: place }) => (
        <div key={place}>
          <At at={place}>
            {subtotal.code === '0015' || subtotal.name === null ? '' : `${subtotal.name} `}
            {rate(subtotal.percent)}
          </At>
        </div>
      ))}
      {withheld.map((subtotal) => (
        <div key={`${subtotal.code}`} className="soft">
          −{rate(subtotal.percent)}
        </div>
      ))}
    </>
  );
}

function Row({ line, index, findings }: { line: Line; index: number; findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = `lines[${index}]`;
  return (
    <Fragment>
      <tr>
        <td className="faint">{line.id ?? index + 1}</td>
        <td>
          <At at={`${at}.name`}>{line.name ?? ''}</At>
          {line.allowanceCharges.map((change) => (
            <div key={`${change.isCharge}${change.amount}${change.reason}`} className="soft">
              {change.isCharge ? t('invoice.charge') : t('invoice.discount')}{' '}
              {change.amount === null ? '' : format.amount(change.amount)} {change.reason}
            </div>
          ))}
          {line.note !== null && <div className="soft">{line.note}</div>}
        </td>
        <td className="num">
          <At at={`${at}.quantity`}>{line.quantity === null ? '' : format.quantity(line.quantity)}</At>{' '}
          <Unit code={line.unit} />
        </td>
        <td className="num">
          <At at={`${at}.unitPrice`}>{line.unitPrice === null ? '' : format.amount(line.unitPrice)}</At>
        </td>
        <td className="num">
          <Taxes line={line} at={at} />
        </td>
        <td className="num">
          <At at={`${at}.amount`}>{line.amount === null ? '' : format.amount(line.amount)}</At>
        </td>
      </tr>
      {findings.length > 0 && (
        <tr>
          <td />
          <td colSpan={5}>
            <FindingNotes findings={findings} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

export function InvoiceLines({ invoice, findings }: { invoice: Invoice; findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? invoice.lines : invoice.lines.slice(0, SHOWN_AT_FIRST);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow page scrolls it sideways, which the keyboard must reach
    <section className={classes.linesBox} aria-label={t('invoice.lines')} tabIndex={0}>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t('invoice.line')}</th>
            <th scope="col">{t('invoice.item')}</th>
            <th scope="col" className="num">
              {t('invoice.quantity')}
            </th>
            <th scope="col" className="num">
              {t('invoice.price')}
            </th>
            <th scope="col" className="num">
              {t('invoice.vat')}
            </th>
            <th scope="col" className="num">
              {t('invoice.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, index) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and documents repeat their ids
              key={index}
              line={line}
              index={index}
              findings={findings.filter((finding) => isWithin(finding.place ?? '', `lines[${index}]`))}
            />
          ))}
        </tbody>
      </table>
      {shown.length < invoice.lines.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('invoice.more', { n: format.count(invoice.lines.length - shown.length) })}
        </button>
      )}
    </section>
  );
}
