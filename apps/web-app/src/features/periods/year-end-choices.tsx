/** What the year came to, where its costs go and what tax is provided for: figures first, the accountant has the last word. */
import { Button, Group, TextInput } from '@mantine/core';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { showProblem } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import classes from './periods.module.css';
import { type YearEnd, yearEndQuery } from './periods-queries.ts';

type Choice = NonNullable<CallInput<'PUT /clients/:clientId/years/:year/closing'>['body']>;

interface ChoicesProps {
  readonly clientId: string;
  readonly view: YearEnd;
  /** The year's last month is closed: nothing that is chosen could be posted any more. */
  readonly isClosed: boolean;
}

function useChoose({ clientId, view: { year } }: Omit<ChoicesProps, 'isClosed'>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Choice) =>
      api.call('PUT /clients/:clientId/years/:year/closing', { params: { clientId, year }, body }),
    onSuccess: (view) => cache.setQueryData(yearEndQuery(clientId, year).queryKey, view),
    onError: showProblem,
  });
}

function Targets({ clientId, view, isClosed }: ChoicesProps) {
  const { t } = useTranslation();
  const may = useCan()('voucher:write') && !isClosed;
  const choose = useChoose({ clientId, view });
  if (view.choices.length === 0) return null;
  const chosen = Object.fromEntries(
    view.choices.flatMap(({ group, target }) => (target === null ? [] : [[group, target]])),
  );
  return (
    <dl className={classes.facts}>
      {view.choices.map(({ group, amount, targets, target }) => (
        <div key={group} data-choice={group}>
          <dt>
            {t('periods.yearEnd.target', { group })} · <Amount value={amount} />
          </dt>
          <dd>
            {may ? (
              <PlainSelect
                label={t('periods.yearEnd.target', { group })}
                value={target ?? ''}
                width={240}
                choices={[
                  ...(target === null ? [{ value: '', label: t('periods.yearEnd.choose') }] : []),
                  ...targets.map((code) => ({
                    value: code,
                    label: t('periods.yearEnd.toAccount', { code }),
                  })),
                ]}
                onChange={(code) => code !== '' && choose.mutate({ targets: { ...chosen, [group]: code } })}
              />
            ) : (
              target
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Tax({ clientId, view, isClosed }: ChoicesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useCan()('voucher:write') && !isClosed;
  const choose = useChoose({ clientId, view });
  const { entered, computed } = view.tax;
  const stands = format.amount(entered ?? computed);
  const [typed, setTyped] = useState(stands);
  useEffect(() => setTyped(stands), [stands]);
  const kurus = format.parse(typed);
  const save = () => {
    if (kurus === null || kurus < 0n) setTyped(stands);
    else if (format.amount(kurusToDecimal(kurus)) !== stands) choose.mutate({ tax: kurusToDecimal(kurus) });
  };
  if (!may)
    return (
      <div>
        <dt>{t('periods.yearEnd.tax')}</dt>
        <dd>
          <Amount value={entered ?? computed} zero="number" />
        </dd>
      </div>
    );
  return (
    <Group gap="xs" align="end">
      <TextInput
        label={t('periods.yearEnd.tax')}
        value={typed}
        error={kurus === null || kurus < 0n}
        inputMode="decimal"
        styles={{ input: { textAlign: 'right', width: 150 } }}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      {entered !== null && (
        <Button variant="default" onClick={() => choose.mutate({ tax: null })}>
          {t('periods.yearEnd.taxAsComputed', { amount: format.amount(computed) })}
        </Button>
      )}
    </Group>
  );
}

export function YearEndChoices({ clientId, view, isClosed }: ChoicesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { profit, kkeg, base, rateBasisPoints, source } = view.tax;
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t('periods.yearEnd.period')}</dt>
          <dd>
            {format.date(view.firstDay)} – {format.date(view.lastDay)}
          </dd>
        </div>
        <div>
          <dt>{t('periods.yearEnd.profit')}</dt>
          <dd data-testid="year-profit">
            {profit === null ? t('periods.yearEnd.profitUnknown') : <Amount value={profit} zero="number" />}
          </dd>
        </div>
        <div>
          <dt>{t('periods.yearEnd.kkeg')}</dt>
          <dd>
            <Amount value={kkeg} zero="number" />
          </dd>
        </div>
        <div>
          <dt>{t('periods.yearEnd.base')}</dt>
          <dd>
            <Amount value={base} zero="number" />
          </dd>
        </div>
        <div>
          <dt>{t('periods.yearEnd.rate')}</dt>
          <dd title={source ?? undefined}>
            {rateBasisPoints === null
              ? t('periods.yearEnd.noRate')
              : t('periods.yearEnd.percent', { rate: format.count(rateBasisPoints / 100) })}
          </dd>
        </div>
        <Tax clientId={clientId} view={view} isClosed={isClosed} />
      </dl>
      <p className="faint">{t('periods.yearEnd.taxNote', { source: source ?? '' })}</p>
      <Targets clientId={clientId} view={view} isClosed={isClosed} />
    </>
  );
}
