/** The lines of an invoice: a row each on a wide screen, a card each on a narrow one; Enter at the end begins another. */
import { ActionIcon, Button } from '@mantine/core';
import type { AddedLine } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { UNITS } from '@muhasebi/accounting/duzenleme/units.ts';
import { kdvRatesOn } from '@muhasebi/accounting/kdv/rates.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type KeyboardEvent, memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { idOfPlace } from './fields.tsx';
import { emptyLine, type FormLine, type InvoiceForm } from './invoice-form.ts';
import classes from './issued.module.css';
import { Cell, Pick } from './line-cells.tsx';
import { More } from './line-more.tsx';

interface RowProps {
  readonly index: number;
  readonly line: FormLine;
  readonly form: Pick<InvoiceForm, 'type' | 'profile' | 'issueDate'>;
  readonly amount: string;
  readonly onChange: (index: number, change: Partial<FormLine>) => void;
  readonly onRemove: (index: number) => void;
}

const Row = memo(function Row({ index, line, form, amount, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = `lines[${index}]`;
  const field = <K extends keyof FormLine>(name: K) => ({
    place: `${at}.${name === 'discount' ? 'discountAmount' : name}`,
    label: t(`issuedInvoices.line.${name as 'name'}`),
    value: String(line[name]),
    onChange: (value: string) => onChange(index, { [name]: value } as Partial<FormLine>),
  });
  const rates = [
    ...new Set(['20', ...kdvRatesOn(form.issueDate).map((rate) => String(rate / 100)), '0', line.kdvPercent]),
  ];
  return (
    <fieldset className={classes.line} aria-label={t('issuedInvoices.line.n', { n: index + 1 })}>
      <Cell {...field('name')} />
      <Cell {...field('quantity')} numeric />
      <Pick
        {...field('unit')}
        choices={UNITS.map(({ code, name, nameEn }) => ({ value: code, label: format.pick(name, nameEn) }))}
      />
      <Cell {...field('unitPrice')} numeric />
      <Cell {...field('discount')} numeric />
      <Pick
        {...field('kdvPercent')}
        choices={rates
          .toSorted((a, b) => Number(b) - Number(a))
          .map((value) => ({ value, label: `%${value}` }))}
      />
      <output className={classes.amount} aria-label={t('issuedInvoices.line.amount')}>
        {amount}
      </output>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('issuedInvoices.line.remove', { n: index + 1 })}
        onClick={() => onRemove(index)}
      >
        <Icon name="trash" />
      </ActionIcon>
      <More line={line} form={form} field={field} onChange={(part) => onChange(index, part)} />
    </fieldset>
  );
});

interface LinesProps {
  readonly form: InvoiceForm;
  /** What each line of the form comes to; null where it is left out. */
  readonly added: readonly (AddedLine | null)[];
  readonly onChange: (change: Partial<InvoiceForm>) => void;
}

const COLUMNS = ['name', 'quantity', 'unit', 'unitPrice', 'discount', 'kdvPercent', 'amount'] as const;

export function LineFields({ form, added, onChange }: LinesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { lines } = form;
  const change = (index: number, part: Partial<FormLine>) =>
    onChange({ lines: lines.map((line, at) => (at === index ? { ...line, ...part } : line)) });
  const focus = (index: number) =>
    // After the row is drawn.
    setTimeout(() =>
      box.current?.querySelector<HTMLElement>(`#${CSS.escape(idOfPlace(`lines[${index}].name`))}`)?.focus(),
    );
  const add = () => {
    const key = Math.max(0, ...lines.map((line) => line.key)) + 1;
    onChange({ lines: [...lines, { ...emptyLine(key), kdvPercent: lines.at(-1)?.kdvPercent ?? '20' }] });
    focus(lines.length);
  };
  const remove = (index: number) => {
    const left = lines.filter((_, at) => at !== index);
    onChange({ lines: left.length === 0 ? [emptyLine(1)] : left });
    focus(Math.min(index, Math.max(0, left.length - 1)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== 'Enter' || !isPlain || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    add();
  };
  useKeys([
    { key: 'alt+n', label: t('issuedInvoices.line.add'), run: add },
    { key: 'Enter', label: t('issuedInvoices.line.addByEnter'), run: () => undefined, shownOnly: true },
  ]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the fields in it
    <div ref={box} onKeyDown={onKeyDown}>
      <div className={classes.lineHead} aria-hidden>
        {COLUMNS.map((column) => (
          <span key={column}>{t(`issuedInvoices.line.${column}`)}</span>
        ))}
      </div>
      {lines.map((line, index) => (
        <Row
          key={line.key}
          index={index}
          line={line}
          form={form}
          amount={format.amount(kurusToDecimal(added[index]?.netKurus ?? 0n))}
          onChange={change}
          onRemove={remove}
        />
      ))}
      <Button size="compact-sm" variant="subtle" leftSection={<Icon name="plus" />} onClick={add}>
        {t('issuedInvoices.line.add')}
        <KeyCap>Alt+N</KeyCap>
      </Button>
    </div>
  );
}
