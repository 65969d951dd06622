/** What became of an import: its vouchers with their numbers or refusals, and taking all of it back. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { VoucherResultCard, voucherResultColumns } from './import-columns.tsx';
import { type Import, type ImportVoucher, importQuery } from './import-queries.ts';
import { useTotalledRows } from './use-totalled-rows.ts';
import classes from './voucher-import.module.css';

const STATES = ['all', 'posted', 'written', 'refused', 'faulty', 'good', 'undone', 'kept'] as const;
type State = (typeof STATES)[number];
const idOf = ({ groupNo }: ImportVoucher) => String(groupNo);

function useVouchers(importId: string, state: State, stage: string) {
  const params = useMemo(() => ({ importId }), [importId]);
  const key = useMemo(() => ['voucher-import-vouchers', importId, stage, state], [importId, stage, state]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /voucher-imports/:importId/vouchers', {
        params,
        query: { state, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, state],
  );
  return useTotalledRows(key, page);
}

export function ResultStep({ current }: { current: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { clientId } = current;
  const [state, setState] = useState<State>('all');
  const list = useVouchers(current.id, state, `${current.state}.${current.counts.kept}`);
  const columns = useMemo(() => voucherResultColumns(t, format), [t, format]);
  // What was written or taken back shows on every page of the books.
  useEffect(() => {
    for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
  }, [cache, clientId]);
  const all = Object.values(current.counts).reduce((sum, n) => sum + n, 0);
  const countOf = (each: State) => (each === 'all' ? all : current.counts[each]);
  return (
    <>
      <div className={classes.decide}>
        <Undo current={current} />
        <Chips
          label={t('voucherImport.result.filter')}
          value={state}
          onChange={setState}
          choices={STATES.filter((value) => value === 'all' || countOf(value) > 0).map((value) => ({
            value,
            label: t(`voucherImport.result.states.${value}`),
            count: countOf(value),
          }))}
        />
      </div>
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t('voucherImport.title')}
        columns={columns}
        rows={list.rows}
        rowId={idOf}
        storageKey="voucher-import-vouchers"
        placeKey={`voucher-import-vouchers.${current.id}.${state}`}
        onRange={list.onRange}
        loadRange={list.loadRange}
        loading={list.loading}
        openLabel={t('voucherImport.result.openVoucher')}
        onOpen={({ voucherId }) =>
          voucherId !== null &&
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId },
          })
        }
        card={(voucher) => <VoucherResultCard voucher={voucher} />}
        empty={
          <Empty
            icon="voucher"
            title={t('voucherImport.result.none')}
            next={t('voucherImport.preview.noneNext')}
          />
        }
      />
    </>
  );
}

/** Offered while something of the import stands. */
function Undo({ current }: { current: Import }) {
  const { t } = useTranslation();
  const can = useCan();
  const cache = useQueryClient();
  const undo = useMutation({
    mutationFn: () => api.call('POST /voucher-imports/:importId/undo', { params: { importId: current.id } }),
    onSuccess: (next) => cache.setQueryData(importQuery(current.id).queryKey, next),
  });
  const { written, posted, kept } = current.counts;
  const may =
    written + posted + kept > 0 && can('voucher:write') && (current.post !== true || can('voucher:post'));
  const go = () => may && !undo.isPending && undo.mutate();
  useKeys(may ? [{ key: 'u', label: t('voucherImport.result.undo'), run: go }] : []);
  if (!may) return undo.isError ? <ProblemNote error={undo.error} /> : null;
  return (
    <div>
      {undo.isError && <ProblemNote error={undo.error} />}
      <Button variant="default" leftSection={<Icon name="undo" />} loading={undo.isPending} onClick={go}>
        {t(current.state === 'undone' ? 'voucherImport.result.retryUndo' : 'voucherImport.result.undo')}
        <KeyCap>U</KeyCap>
      </Button>
    </div>
  );
}
