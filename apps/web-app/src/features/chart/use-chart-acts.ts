/** Acts on accounts: each is seen at once where it can be, comes back with its reason where refused, and can be taken back. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import { showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { chartCalls, type NewAccount, type Status } from './chart-calls.ts';
import { type ChartAccount, type ChartChange, chartQuery } from './chart-query.ts';

interface With {
  readonly t: TFunction;
  readonly format: Format;
  readonly cache: QueryClient;
  readonly clientId: string;
}

export function useChartActs(clientId: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  return useMemo(() => {
    const of: With = { t, format, cache, clientId };
    return { ...actsOnAccounts(of), tellMerge: tellMerge(of) };
  }, [t, format, cache, clientId]);
}

export type ChartActs = ReturnType<typeof useChartActs>;

/** The chart itself, and what chooses from it or names it. */
function renew({ cache, clientId }: With): void {
  for (const queryKey of [chartQuery(clientId).queryKey, ['accounts', clientId], ['mizan', clientId]])
    void cache.invalidateQueries({ queryKey });
}

/** Tells why an act was refused, and shows the chart as it then is. */
async function guarded(of: With, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    showProblem(error);
  } finally {
    renew(of);
  }
}

function undo(of: With, run: () => Promise<unknown>) {
  return {
    label: of.t('shell.undo'),
    run: () =>
      void guarded(of, async () => {
        await run();
      }),
  };
}

function actsOnAccounts(of: With) {
  const { t, format, cache, clientId } = of;
  const calls = chartCalls(clientId);
  return {
    rename: ({ code, name: was }: Pick<ChartAccount, 'code' | 'name'>, name: string) =>
      guarded(of, async () => {
        cache.setQueryData(
          chartQuery(clientId).queryKey,
          (chart) =>
            chart && {
              accounts: chart.accounts.map((each) => (each.code === code ? { ...each, name } : each)),
            },
        );
        await calls.rename([{ code, was, name }]);
        showUndoable(
          t('chart.renamed', { code, name }),
          undo(of, () => calls.rename([{ code, was: name, name: was }])),
        );
      }),
    /** With everything below it. */
    setStatus: ({ code }: Pick<ChartAccount, 'code'>, to: Status) =>
      guarded(of, async () => {
        const { changed } = await calls.setStatus([code], to, true);
        const back = to === 'open' ? 'closed' : 'open';
        showUndoable(
          t(to === 'open' ? 'chart.reopened' : 'chart.closed', { code, n: format.count(changed.length) }),
          undo(of, () => calls.setStatus(changed, back, false)),
        );
      }),
    remove: ({ code, name, counterpartyTaxId }: NewAccount) =>
      guarded(of, async () => {
        await calls.remove([code]);
        showUndoable(
          t('chart.deleted', { code, name }),
          undo(of, () => calls.open({ code, name, counterpartyTaxId })),
        );
      }),
    /** Rejects where it is refused: its form says why. */
    open: async ({ code, name, counterpartyTaxId }: NewAccount) => {
      await calls.open({ code, name, counterpartyTaxId });
      renew(of);
      showUndoable(
        t('chart.opened', { code, name }),
        undo(of, () => calls.remove([code])),
      );
    },
  };
}

/** Tells what a list did, and takes it back as a whole. */
function tellMerge(of: With) {
  const { t, format, clientId } = of;
  const calls = chartCalls(clientId);
  return ({ opened, renamed }: ChartChange): void => {
    renew(of);
    const words = t('chart.merged', {
      opened: format.count(opened.length),
      renamed: format.count(renamed.length),
    });
    const takeBack = async () => {
      if (opened.length > 0) await calls.remove(opened.map(({ code }) => code));
      if (renamed.length > 0)
        await calls.rename(renamed.map(({ code, from, to }) => ({ code, was: to, name: from })));
    };
    if (opened.length + renamed.length === 0) showDone(words);
    else showUndoable(words, undo(of, takeBack));
  };
}
