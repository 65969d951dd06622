/** Which column holds what: the headers of the file with sample values, and a field for each. */
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { type Import, importQuery, type Plan, type Target } from './import-queries.ts';
import classes from './voucher-import.module.css';

const TARGETS = [
  'key',
  'date',
  'type',
  'accountCode',
  'accountName',
  'description',
  'voucherDescription',
  'debit',
  'credit',
  'amount',
  'side',
  'currency',
  'fxAmount',
  'fxRate',
  'documentNo',
] as const satisfies readonly Target[];
const GROUPINGS = ['key', 'date-description', 'change'] as const;
const TYPES = ['mahsup', 'tahsil', 'tediye', 'acilis', 'kapanis'] as const;
const NONE = '';

/** The plan with the column given to this field, and to no other. */
export function withColumn(plan: Plan, column: number, target: Target | null): Plan {
  const others = Object.entries(plan.columns).filter(([name, at]) => at !== column && name !== target);
  return {
    ...plan,
    columns: Object.fromEntries(target === null ? others : [...others, [target, column]]),
  };
}

export function MappingStep({ current }: { current: Import }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [plan, setPlan] = useState<Plan>(current.plan);
  const params = { importId: current.id };
  const keep = (next: Import) => cache.setQueryData(importQuery(current.id).queryKey, next);
  const read = useMutation({
    mutationFn: () => api.call('POST /voucher-imports/:importId/read', { params, body: plan }),
    onSuccess: keep,
  });
  const look = useMutation({
    mutationFn: (body: { sheet: string | null; headerRow: number | null }) =>
      api.call('POST /voucher-imports/:importId/look', { params, body }),
    onSuccess: keep,
  });
  const isOpen = current.state === 'mapping';
  const go = () => isOpen && !read.isPending && read.mutate();
  useKeys([{ key: 'Enter', label: t('voucherImport.map.read'), run: go }]);
  const fieldOf = (column: number) => TARGETS.find((target) => plan.columns[target] === column) ?? NONE;
  return (
    <div className={classes.body}>
      <Earlier current={current} />
      {isOpen && (
        <p className="soft">
          {t(current.planFrom === 'known' ? 'voucherImport.map.known' : 'voucherImport.map.guessed')}
        </p>
      )}
      {read.isError && <ProblemNote error={read.error} />}
      {look.isError && <ProblemNote error={look.error} />}
      <PlanFields plan={plan} current={current} onPlan={setPlan} onLook={(body) => look.mutate(body)} />
      <div className={classes.scroll}>
        <table className={classes.map} aria-label={t('voucherImport.map.title')}>
          <thead>
            <tr>
              <th scope="col">{t('voucherImport.map.header')}</th>
              <th scope="col">{t('voucherImport.map.target')}</th>
              <th scope="col">{t('voucherImport.map.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {current.headers.map((header, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
              <tr key={column} data-used={fieldOf(column) !== NONE || undefined}>
                <th scope="row">{header === '' ? column + 1 : header}</th>
                <td>
                  <PlainSelect
                    label={`${t('voucherImport.map.target')}: ${header === '' ? column + 1 : header}`}
                    value={fieldOf(column)}
                    width={190}
                    choices={[
                      { value: NONE, label: t('voucherImport.map.none') },
                      ...TARGETS.map((value) => ({ value, label: t(`voucherImport.map.targets.${value}`) })),
                    ]}
                    onChange={(value) =>
                      setPlan(withColumn(plan, column, TARGETS.find((target) => target === value) ?? null))
                    }
                  />
                </td>
                <td className={classes.samples}>
                  {current.samples
                    .map((cells) => cells[column] ?? '')
                    .filter((text) => text !== '')
                    .slice(0, 4)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isOpen && (
        <Button leftSection={<Icon name="check" />} loading={read.isPending} onClick={go}>
          {t('voucherImport.map.read')}
          <KeyCap>Enter</KeyCap>
        </Button>
      )}
    </div>
  );
}

interface FieldsProps {
  readonly plan: Plan;
  readonly current: Import;
  readonly onPlan: (plan: Plan) => void;
  readonly onLook: (place: { sheet: string | null; headerRow: number | null }) => void;
}

function PlanFields({ plan, current, onPlan, onLook }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      {current.sheets.length > 1 && (
        <span className={classes.field}>
          {t('voucherImport.map.sheet')}
          <PlainSelect
            label={t('voucherImport.map.sheet')}
            value={plan.sheet ?? ''}
            width={180}
            choices={current.sheets.map((value) => ({ value, label: value }))}
            onChange={(sheet) => onLook({ sheet, headerRow: null })}
          />
        </span>
      )}
      <span className={classes.field}>
        {t('voucherImport.map.headerRow')}
        <PlainSelect
          label={t('voucherImport.map.headerRow')}
          value={String(plan.headerRow)}
          width={80}
          choices={Array.from({ length: Math.max(15, plan.headerRow) }, (_, n) => ({
            value: String(n + 1),
            label: String(n + 1),
          }))}
          onChange={(row) => onLook({ sheet: plan.sheet, headerRow: Number(row) })}
        />
      </span>
      <span className={classes.field}>
        {t('voucherImport.map.grouping')}
        <PlainSelect
          label={t('voucherImport.map.grouping')}
          value={plan.grouping}
          width={260}
          choices={GROUPINGS.map((value) => ({ value, label: t(`voucherImport.map.groupings.${value}`) }))}
          onChange={(value) =>
            onPlan({ ...plan, grouping: GROUPINGS.find((each) => each === value) ?? 'key' })
          }
        />
      </span>
      <span className={classes.field}>
        {t('voucherImport.map.type')}
        <PlainSelect
          label={t('voucherImport.map.type')}
          value={plan.type}
          width={110}
          choices={TYPES.map((value) => ({ value, label: t(`ledger.vouchers.type.${value}`) }))}
          onChange={(value) => onPlan({ ...plan, type: TYPES.find((each) => each === value) ?? 'mahsup' })}
        />
      </span>
      <Checkbox
        size="xs"
        label={t('voucherImport.map.fillDown')}
        checked={plan.fillDown}
        onChange={(event) => onPlan({ ...plan, fillDown: event.currentTarget.checked })}
      />
    </div>
  );
}

/** That the same file was imported before: told, and no more. */
export function Earlier({ current }: { current: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  return current.earlier.map(({ id, at, byName, vouchers }) => (
    <div key={id} role="status" className={classes.earlier}>
      <Icon name="warn" />
      <span>
        {t('voucherImport.earlier', {
          count: vouchers,
          n: format.count(vouchers),
          at: format.moment(at),
          by: byName ?? '–',
        })}{' '}
        <Link
          to="/mukellefler/$clientId/fisler/aktar"
          params={{ clientId: current.clientId }}
          search={{ aktarim: id }}
        >
          {t('voucherImport.openEarlier')}
        </Link>
      </span>
    </div>
  ));
}
