/** Columns and cards of the two lists of an account: its lines and its statements. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount, Count, StateWord } from '../../ui/small.tsx';
import type { BankLine, BankStatement } from './bank-queries.ts';

const isOut = ({ amount }: BankLine) => amount.startsWith('-');
const inOf = (line: BankLine) => (isOut(line) ? null : line.amount);
const outOf = (line: BankLine) => (isOut(line) ? line.amount.slice(1) : null);

/** What banks write where nobody gave a reference. */
const saidReference = (reference: string) => (/^(?:NONREF|NOTPROVIDED)$/.test(reference) ? '' : reference);

function text<T>(id: string, header: string, width: number, of: (row: T) => string): GridColumn<T> {
  return { id, header, width, cell: (row) => <span title={of(row)}>{of(row)}</span>, copy: of };
}

function money<T>(id: string, header: string, of: (row: T) => string | null): GridColumn<T> {
  return {
    id,
    header,
    width: 120,
    align: 'end',
    cell: (row) => {
      const value = of(row);
      return value === null ? null : <Amount value={value} zero="number" />;
    },
    copy: (row) => {
      const value = of(row);
      return value === null ? null : { number: value };
    },
  };
}

export function lineColumns(t: TFunction, format: Format): GridColumn<BankLine>[] {
  const day = (value: string | null) => (value === null ? '' : format.date(value));
  return [
    { ...text<BankLine>('date', t('bank.column.date'), 112, ({ bookedOn }) => day(bookedOn)), fixed: true },
    {
      ...text<BankLine>('description', t('bank.column.description'), 240, (row) => row.description),
      grow: true,
    },
    text('name', t('bank.column.name'), 150, (row) => row.counterpartyName),
    text('account', t('bank.column.account'), 130, (row) => row.counterpartyAccount),
    text('reference', t('bank.column.reference'), 100, (row) => saidReference(row.reference)),
    money('in', t('bank.column.in'), inOf),
    money('out', t('bank.column.out'), outOf),
    money('balance', t('bank.column.balance'), ({ balance }) => balance),
    text('value', t('bank.column.value'), 112, ({ valuedOn }) => day(valuedOn)),
    text('kind', t('bank.column.kind'), 70, ({ kind }) => kind),
    text('bankReference', t('bank.column.bankReference'), 120, (row) => row.bankReference),
  ];
}

export function LineCard({ line }: { line: BankLine }) {
  const format = useFormat();
  return (
    <>
      <span className="cut">
        {format.date(line.bookedOn)} · <Amount value={line.amount} zero="number" />
      </span>
      <span className="faint cut">
        {[line.counterpartyName, line.description].filter((each) => each !== '').join(' · ')}
      </span>
    </>
  );
}

function StatementState({ statement }: { statement: BankStatement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { finding } = statement;
  if (finding === null)
    return (
      <StateWord icon="check" tone="done">
        {t('bank.joins')}
      </StateWord>
    );
  return (
    <span title={format.pick(finding.message, finding.messageEn)}>
      <StateWord icon="warn" tone="wrong">
        {t(finding.code === 'bank.gap' ? 'bank.gap' : 'bank.openingWrong')}
      </StateWord>
    </span>
  );
}

const daysOf = ({ fromDay, toDay }: BankStatement, format: Format) =>
  fromDay === toDay ? format.date(fromDay) : `${format.date(fromDay)} – ${format.date(toDay)}`;

export function statementColumns(t: TFunction, format: Format): GridColumn<BankStatement>[] {
  return [
    { ...text<BankStatement>('days', t('bank.column.days'), 208, (row) => daysOf(row, format)), fixed: true },
    {
      id: 'state',
      header: t('bank.column.state'),
      width: 160,
      cell: (row) => <StatementState statement={row} />,
      copy: ({ finding }) =>
        finding === null ? t('bank.joins') : format.pick(finding.message, finding.messageEn),
    },
    money('opening', t('bank.column.opening'), ({ opening }) => opening),
    money('closing', t('bank.column.closing'), ({ closing }) => closing),
    {
      id: 'lines',
      header: t('bank.column.lines'),
      width: 80,
      align: 'end',
      cell: ({ lines }) => <Count value={lines} />,
      copy: ({ lines }) => ({ number: String(lines) }),
    },
    {
      id: 'known',
      header: t('bank.column.known'),
      width: 100,
      align: 'end',
      cell: ({ known }) => <Count value={known} />,
      copy: ({ known }) => ({ number: String(known) }),
    },
    text('no', t('bank.column.no'), 100, ({ statementNo }) => statementNo ?? ''),
    { ...text<BankStatement>('file', t('bank.column.file'), 180, ({ fileName }) => fileName), grow: true },
    text('taken', t('bank.column.taken'), 140, ({ takenAt }) => format.moment(takenAt)),
    text('by', t('bank.column.by'), 130, ({ takenByName }) => takenByName ?? t('bank.bySync')),
  ];
}

export function StatementCard({ statement }: { statement: BankStatement }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="cut">
        {daysOf(statement, format)} · {t('bank.nLines', { n: format.count(statement.lines) })}
      </span>
      <span className="faint cut">
        <StatementState statement={statement} /> · <Amount value={statement.closing} zero="number" />
      </span>
    </>
  );
}
