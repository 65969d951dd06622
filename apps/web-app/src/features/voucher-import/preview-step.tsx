/** What was read: the rows with their faults, and the choice what of them is imported and how. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { notesOf, RowCard, rowColumns } from './import-columns.tsx';
import { type Import, type ImportRow, importQuery, importsQuery } from './import-queries.ts';
import { Earlier } from './mapping-step.tsx';
import { useTotalledRows } from './use-totalled-rows.ts';
import classes from './voucher-import.module.css';

const STATES = ['all', 'faulty', 'warned', 'good', 'skipped'] as const;
type State = (typeof STATES)[number];
const idOf = (row: ImportRow) => String(row.rowNo);

/** As long as all rows of the file; those in sight are loaded. */
function useRows(importId: string, state: State) {
  const params = useMemo(() => ({ importId }), [importId]);
  const key = useMemo(() => ['voucher-import-rows', importId, state], [importId, state]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /voucher-imports/:importId/rows', {
        params,
        query: { state, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, state],
  );
  return useTotalledRows(key, page);
}

export function PreviewStep({ current }: { current: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setState] = useState<State | null>(null);
  const state = chosen ?? (current.counts.faulty > 0 ? 'faulty' : 'all');
  const list = useRows(current.id, state);
  const columns = useMemo(() => rowColumns(t, format, current), [t, format, current]);
  const [active, setActive] = useState<ImportRow | null>(null);
  const lookedAt = active ?? list.rows[0];
  const countOf = (each: State) =>
    ({
      all: current.rows,
      faulty: undefined,
      warned: current.warnedRows,
      good: undefined,
      skipped: current.skippedRows,
    })[each];
  return (
    <>
      <div className={classes.decide}>
        <Earlier current={current} />
        <p>
          {t('voucherImport.preview.counts', {
            good: format.count(current.counts.good),
            total: format.amount(current.total),
            faulty: format.count(current.counts.faulty),
          })}
        </p>
        <Decision current={current} />
        <Chips
          label={t('voucherImport.preview.filter')}
          value={state}
          onChange={(next) => {
            setState(next);
            setActive(null);
          }}
          choices={STATES.map((value) => ({
            value,
            label: t(`voucherImport.preview.${value}`),
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
        storageKey="voucher-import-rows"
        placeKey={`voucher-import-rows.${current.id}.${state}`}
        onActive={setActive}
        onRange={list.onRange}
        loadRange={list.loadRange}
        loading={list.loading}
        card={(row) => <RowCard row={row} />}
        empty={
          <Empty
            icon="check"
            title={t('voucherImport.preview.none')}
            next={t('voucherImport.preview.noneNext')}
          />
        }
      />
      <p className={classes.notes} aria-live="polite">
        {lookedAt !== undefined && notesOf(lookedAt, format)}
      </p>
    </>
  );
}

/** All or nothing, or the good ones; as drafts, or posted at once by who may. */
function Decision({ current }: { current: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const hasFaults = current.counts.faulty > 0;
  const [whole, setWhole] = useState<'whole' | 'goodOnly'>(hasFaults ? 'goodOnly' : 'whole');
  const [how, setHow] = useState<'draft' | 'post'>('draft');
  const params = { importId: current.id };
  const keep = (next: Import) => cache.setQueryData(importQuery(current.id).queryKey, next);
  const write = useMutation({
    mutationFn: () =>
      api.call('POST /voucher-imports/:importId/write', {
        params,
        body: { allOrNothing: whole === 'whole', post: how === 'post' },
      }),
    onSuccess: keep,
  });
  const remap = useMutation({
    mutationFn: () =>
      api.call('POST /voucher-imports/:importId/look', {
        params,
        body: { sheet: current.plan.sheet, headerRow: current.plan.headerRow },
      }),
    onSuccess: keep,
  });
  const drop = useMutation({
    mutationFn: () => api.call('DELETE /voucher-imports/:importId', { params }),
    onSuccess: async () => {
      const { clientId } = current;
      await navigate({ to: '/mukellefler/$clientId/fisler/aktar', params: { clientId }, replace: true });
      void cache.invalidateQueries({ queryKey: importsQuery(clientId).queryKey });
    },
  });
  const mayWrite = can('voucher:write') && current.counts.good > 0 && !(whole === 'whole' && hasFaults);
  const go = () => mayWrite && !write.isPending && write.mutate();
  useKeys([{ key: 'a', label: t('voucherImport.preview.write', { n: current.counts.good }), run: go }]);
  const failed = write.error ?? remap.error ?? drop.error;
  return (
    <>
      {failed !== null && <ProblemNote error={failed} />}
      <div className={classes.fields}>
        <Chips
          label={t('voucherImport.preview.which')}
          value={whole}
          onChange={setWhole}
          choices={(['whole', 'goodOnly'] as const).map((value) => ({
            value,
            label: t(`voucherImport.preview.${value}`),
          }))}
        />
        {can('voucher:post') && (
          <Chips
            label={t('voucherImport.preview.how')}
            value={how}
            onChange={setHow}
            choices={(['draft', 'post'] as const).map((value) => ({
              value,
              label: t(`voucherImport.preview.${value}`),
            }))}
          />
        )}
        <Button
          leftSection={<Icon name="check" />}
          disabled={!mayWrite}
          loading={write.isPending}
          onClick={go}
        >
          {t('voucherImport.preview.write', { n: format.count(current.counts.good) })}
          <KeyCap>A</KeyCap>
        </Button>
        <Button variant="default" loading={remap.isPending} onClick={() => remap.mutate()}>
          {t('voucherImport.preview.remap')}
        </Button>
        <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
          {t('voucherImport.preview.drop')}
        </Button>
      </div>
      {whole === 'whole' && hasFaults && <p className="soft">{t('voucherImport.preview.wholeBlocked')}</p>}
    </>
  );
}
