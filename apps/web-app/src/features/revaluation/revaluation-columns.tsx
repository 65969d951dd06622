/** Columns of the revaluation: chosen or not, account, foreign and lira balance, rate with its day and kind, difference. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { type Balance, keyOf } from './revaluation-queries.ts';

export interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (balance: Balance) => void;
}

/** Day and kind of the rate, or why there is none. */
function useRateWord(): (balance: Balance) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () =>
      ({ kind, rate, missingDays }) => {
        if (kind === 'other') return '';
        if (rate !== null)
          return t('rates.valuation.rateOf', {
            date: format.date(rate.rateDate),
            kind: t(`rates.valuation.rateKind.${rate.kind}`),
          });
        if (missingDays.length === 0) return t('rates.valuation.noRate');
        return t('rates.valuation.missing', { days: missingDays.map(format.date).join(', ') });
      },
    [t, format],
  );
}

function Choice({ balance, choosing }: { balance: Balance; choosing: Choosing }) {
  const { t } = useTranslation();
  if (balance.kind === 'other') return null;
  const { code, currency } = balance;
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={t('rates.valuation.choose', { code, currency })}
      checked={choosing.chosen.has(keyOf(balance))}
      onClick={(event) => event.stopPropagation()}
      onChange={() => choosing.toggle(balance)}
    />
  );
}

function textColumn(
  id: string,
  header: string,
  width: number,
  text: (balance: Balance) => string,
): GridColumn<Balance> {
  return { id, header, width, cell: (balance) => <span className="cut">{text(balance)}</span>, copy: text };
}

function amountColumn(
  id: string,
  header: string,
  amount: (balance: Balance) => string | null,
): GridColumn<Balance> {
  return {
    ...{ id, header, width: 112, align: 'end' as const },
    cell: (balance) => <Amount value={amount(balance)} />,
    copy: (balance) => {
      const value = amount(balance);
      return value === null ? null : { number: value };
    },
  };
}

const rateText = (format: Format, { kind, rate }: Balance) =>
  rate === null || kind === 'other' ? '–' : format.rate(rate.rate);

export function useRevaluationColumns(choosing: Choosing): GridColumn<Balance>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const rateWord = useRateWord();
  return useMemo(() => {
    const name = (
      id: 'account' | 'kind' | 'currency' | 'rateOf' | 'fxAmount' | 'balance' | 'value' | 'difference',
    ) => t(`rates.valuation.column.${id}`);
    return [
      {
        id: 'chosen',
        header: t('rates.valuation.column.chosen'),
        width: 56,
        fixed: true,
        cell: (balance) => <Choice balance={balance} choosing={choosing} />,
      },
      {
        ...textColumn('account', name('account'), 140, ({ code, name: title }) => `${code} ${title}`),
        grow: true,
      },
      textColumn('currency', name('currency'), 76, ({ currency }) => currency),
      amountColumn('fxAmount', name('fxAmount'), ({ fxAmount }) => fxAmount),
      amountColumn('balance', name('balance'), ({ balance }) => balance),
      {
        ...textColumn('rate', t('rates.valuation.column.rate'), 84, (balance) => rateText(format, balance)),
        align: 'end',
      },
      amountColumn('value', name('value'), ({ value }) => value),
      amountColumn('difference', name('difference'), ({ difference }) => difference),
      textColumn('rateOf', name('rateOf'), 180, rateWord),
      textColumn('kind', name('kind'), 124, ({ kind }) => t(`rates.valuation.kind.${kind}`)),
    ];
  }, [t, format, rateWord, choosing]);
}

export function BalanceCard({ balance, choosing }: { balance: Balance; choosing: Choosing }) {
  const { t } = useTranslation();
  const rateWord = useRateWord();
  return (
    <div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', justifyContent: 'space-between' }}>
        <span style={{ display: 'flex', gap: 8, alignItems: 'center', minWidth: 0 }}>
          <Choice balance={balance} choosing={choosing} />
          <strong style={{ fontWeight: 600 }}>{balance.code}</strong>
          <span className="cut">{balance.name}</span>
        </span>
        <Amount value={balance.difference} />
      </div>
      <div className="soft cut">
        <Amount value={balance.fxAmount} zero="number" currency={balance.currency} /> ·{' '}
        {rateWord(balance) || t(`rates.valuation.kind.${balance.kind}`)}
      </div>
    </div>
  );
}
