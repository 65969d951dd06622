/** What the type or the profile of an invoice asks of a line beside what every line has. */
import { isForgone, isReturnType } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { type ExemptionGroup, exemptionGroup } from '@muhasebi/accounting/kdv/exemption-codes.ts';
import { namedExemptions } from '@muhasebi/accounting/kdv/exemption-names.ts';
import { WITHHOLDING_CODES } from '@muhasebi/accounting/tevkifat/withholding-codes.ts';
import { useTranslation } from 'react-i18next';
import {
  type FormInvestment,
  type FormLine,
  type InvoiceForm,
  showsBase,
  showsCode,
  showsPermit,
} from './invoice-form.ts';
import classes from './issued.module.css';
import { Cell, type CellProps, type Choice, Pick } from './line-cells.tsx';

const short = (text: string) => (text.length > 70 ? `${text.slice(0, 70)}…` : text);

/** Codes of lines with KDV, by the type that has them. */
const CODES_WITH_KDV: Readonly<Partial<Record<InvoiceForm['type'], readonly ExemptionGroup[]>>> = {
  OZELMATRAH: ['ozel-matrah'],
  IHRACKAYITLI: ['ihrac-kayitli'],
};

function freeGroups(type: InvoiceForm['type']): readonly ExemptionGroup[] {
  if (type === 'ISTISNA') return ['kismi', 'tam'];
  return isReturnType(type) ? ['kismi', 'tam', 'diger'] : ['diger'];
}

/** Codes that the type allows on a line without KDV, or on one with it. */
function codesFor(type: InvoiceForm['type'], isFree: boolean): Choice[] {
  return namedExemptions()
    .filter(({ code }) => {
      const group = exemptionGroup(code) ?? 'diger';
      return (isFree ? freeGroups(type) : CODES_WITH_KDV[type])?.includes(group) === true;
    })
    .map(({ code, name }) => ({ value: code, label: `${code} ${short(name)}` }));
}

/** 650 stands in GİB's list of rates, not in that of codes: its own rules refuse it. */
const WITHHOLDINGS: readonly Choice[] = WITHHOLDING_CODES.filter(({ code }) => code !== '650').map(
  ({ code, name }) => ({
    value: code,
    label: `${code} ${short(name)}`,
  }),
);

/** Of deliveries under an investment certificate: machinery and building works. */
const INVESTMENT_CODES: readonly Choice[] = namedExemptions()
  .filter(({ code }) => code === '308' || code === '339')
  .map(({ code, name }) => ({ value: code, label: `${code} ${short(name)}` }));

const KINDS = ['01', '02', '03', '04'] as const;

interface InvestmentProps {
  readonly at: string;
  readonly item: FormInvestment;
  readonly onChange: (item: FormInvestment) => void;
}

/** What the line is under the certificate; a machine has its name and numbers, too. */
function Investment({ at, item, onChange }: InvestmentProps) {
  const { t } = useTranslation();
  return (
    <>
      <Pick
        place={`${at}.kind`}
        label={t('issuedInvoices.investment.kind')}
        value={item.kind}
        choices={[
          { value: '', label: t('issuedInvoices.investment.choose') },
          ...KINDS.map((value) => ({
            value,
            label: `${value} ${t(`issuedInvoices.investment.kinds.k${value}`)}`,
          })),
        ]}
        onChange={(kind) => onChange({ ...item, kind })}
      />
      {item.kind === '01' &&
        (['model', 'traceId', 'serialId'] as const).map((part) => (
          <Cell
            key={part}
            place={`${at}.${part}`}
            label={t(`issuedInvoices.investment.${part}`)}
            value={item[part]}
            onChange={(value) => onChange({ ...item, [part]: value })}
          />
        ))}
    </>
  );
}

interface MoreProps {
  readonly line: FormLine;
  readonly form: Pick<InvoiceForm, 'type' | 'profile' | 'issueDate'>;
  readonly field: (name: keyof FormLine) => CellProps;
  readonly onChange: (change: Partial<FormLine>) => void;
}

/** What the type, the profile or a line without KDV asks for beside what every line has. */
export function More({ line, form, field, onChange }: MoreProps) {
  const { t } = useTranslation();
  const withholds = form.type === 'TEVKIFAT' || isReturnType(form.type);
  const asksCode = showsCode(form, line);
  const asksPermit = showsPermit(form, line);
  const isHotel = form.type === 'KONAKLAMAVERGISI';
  const isExport = form.profile === 'IHRACAT';
  const isInvestment = form.profile === 'YATIRIMTESVIK';
  if (!withholds && !asksCode && !asksPermit && !isHotel && !isExport && !isInvestment) return null;
  return (
    <div className={classes.more}>
      {withholds && (
        <Pick
          {...field('withholdingCode')}
          choices={[{ value: '', label: t('issuedInvoices.line.noWithholding') }, ...WITHHOLDINGS]}
        />
      )}
      {asksCode && (
        <Pick
          {...field('exemptionCode')}
          choices={[
            { value: '', label: t('issuedInvoices.line.chooseExemption') },
            ...(isForgone(form) ? INVESTMENT_CODES : codesFor(form.type, line.kdvPercent === '0')),
          ]}
        />
      )}
      {showsBase(form, line) && (
        <>
          <Cell {...field('specialBase')} numeric />
          <label className={classes.tick}>
            <input
              type="checkbox"
              checked={line.kdvInPrice}
              onChange={(event) => onChange({ kdvInPrice: event.currentTarget.checked })}
            />
            {t('issuedInvoices.line.kdvInPrice')}
          </label>
        </>
      )}
      {isHotel && (
        <Pick
          {...field('accommodationPercent')}
          choices={[
            { value: '', label: t('issuedInvoices.line.noAccommodation') },
            ...[...new Set(['2', line.accommodationPercent])]
              .filter((rate) => rate !== '')
              .map((value) => ({ value, label: t('issuedInvoices.line.accommodation', { rate: value }) })),
          ]}
        />
      )}
      {isInvestment && (
        <Investment
          at={field('name').place.replace(/\.name$/, '.investment')}
          item={line.investment}
          onChange={(investment) => onChange({ investment })}
        />
      )}
      {(isExport || asksPermit) && <Cell {...field('gtip')} numeric />}
      {asksPermit && <Cell {...field('buyerLineCode')} />}
    </div>
  );
}
