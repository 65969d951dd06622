/** The revaluation of a client at a day: balances in foreign money, their rate and difference, and the proposed voucher. */
import { Button } from '@mantine/core';
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { isoToday, monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { monthOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { BalanceCard, useRevaluationColumns } from './revaluation-columns.tsx';
import { type Balance, keyOf, type Revaluation, revaluationQuery } from './revaluation-queries.ts';

const PATH = '/office/mukellefler/$clientId/kur-degerleme';
const TONES = {
  'no-rate': ['warn', 'wait'],
  nothing: ['check', 'plain'],
  waiting: ['clock', 'wait'],
  proposed: ['voucher', 'wait'],
  stale: ['warn', 'wait'],
  posted: ['check', 'done'],
  again: ['warn', 'wait'],
} as const;

/** The last day of the month in the address, else of the last whole month. */
function dayOfAddress(search: {
  readonly tarih?: string | undefined;
  readonly donem?: string | undefined;
}): string {
  if (search.tarih !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(search.tarih)) return search.tarih;
  const month = monthOfAddress(search.donem) ?? monthAfter(isoToday(new Date()).slice(0, 7), -1);
  return monthRange(Number(month.slice(0, 4)), Number(month.slice(5))).to;
}

/** What the accountant chose here; until something is changed, what the server says. */
function useChoice(data: Revaluation | undefined) {
  const [mine, setMine] = useState<ReadonlySet<string> | null>(null);
  const chosen = useMemo(
    () => mine ?? new Set(data?.items.filter(({ isChosen }) => isChosen).map(keyOf)),
    [mine, data],
  );
  const toggle = useCallback(
    (balance: Balance) => {
      if (balance.kind === 'other') return;
      const next = new Set(chosen);
      if (!next.delete(keyOf(balance))) next.add(keyOf(balance));
      setMine(next);
    },
    [chosen],
  );
  const choosing = useMemo(() => ({ chosen, toggle }), [chosen, toggle]);
  return { choosing, isChanged: mine !== null, forget: () => setMine(null) };
}

/** So many accounts are named of those with lines that carry no currency. */
const NAMED = 3;

/** Its row is there before it is known what it says. */
function State({ data }: { data: Revaluation | undefined }) {
  return (
    <div
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: '2px 16px',
        flexBasis: '100%',
        minWidth: 0,
        minHeight: 20,
      }}
    >
      {data !== undefined && <StateWords data={data} />}
    </div>
  );
}

function StateWords({ data }: { data: Revaluation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [icon, tone] = TONES[data.state];
  const draft = data.vouchers.find(({ status }) => status === 'draft');
  const { withoutCurrency } = data;
  const named = withoutCurrency
    .slice(0, NAMED)
    .map(({ code, balance }) => `${code} ${format.amount(balance)} TL`);
  return (
    <>
      <StateWord icon={icon} tone={tone}>
        {t(`rates.valuation.state.${data.state}`)}
      </StateWord>
      {draft?.isEdited === true && (
        <StateWord icon="warn" tone="wait">
          {t('rates.valuation.edited')}
        </StateWord>
      )}
      {named.length > 0 && (
        <span className="soft">
          {t('rates.valuation.withoutCurrency', {
            list: `${named.join(', ')}${withoutCurrency.length > NAMED ? ' …' : ''}`,
          })}
        </span>
      )}
    </>
  );
}

interface Accounts {
  readonly gainAccount?: string;
  readonly lossAccount?: string;
}

function AccountFields({
  data,
  mine,
  onChange,
}: {
  data: Revaluation | undefined;
  mine: Accounts;
  onChange: (mine: Accounts) => void;
}) {
  const { t } = useTranslation();
  const choices = (accounts: Revaluation['gainAccounts'] | undefined, now: string) =>
    (accounts === undefined || accounts.length === 0 ? [{ code: now, name: '' }] : accounts).map(
      ({ code, name }) => ({
        value: code,
        label: `${code} ${name}`,
      }),
    );
  const { gainAccount = data?.gainAccount ?? '646', lossAccount = data?.lossAccount ?? '656' } = mine;
  return (
    <>
      <PlainSelect
        label={t('rates.valuation.gainAccount')}
        value={gainAccount}
        width={200}
        choices={choices(data?.gainAccounts, gainAccount)}
        onChange={(value) => onChange({ ...mine, gainAccount: value })}
      />
      <PlainSelect
        label={t('rates.valuation.lossAccount')}
        value={lossAccount}
        width={200}
        choices={choices(data?.lossAccounts, lossAccount)}
        onChange={(value) => onChange({ ...mine, lossAccount: value })}
      />
    </>
  );
}

/** Gain and loss of what is chosen; nothing while a rate is missing. */
function Totals({ data }: { data: Revaluation | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (data === undefined || data.state === 'no-rate') return null;
  return t('rates.valuation.totals', { gain: format.amount(data.gain), loss: format.amount(data.loss) });
}

export function RevaluationPage() {
  const { t } = useTranslation();
  const can = useCan();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { clientId } = useParams({ from: PATH });
  const date = dayOfAddress(useSearch({ from: PATH }));
  const query = useQuery(revaluationQuery(clientId, date));
  const { data } = query;
  const { choosing, isChanged, forget } = useChoice(data);
  const [accounts, setAccounts] = useState<Accounts>({});
  const columns = useRevaluationColumns(choosing);
  const propose = useMutation({
    mutationFn: () =>
      api.call('POST /clients/:clientId/revaluations/:date/propose', {
        params: { clientId, date },
        body: {
          ...accounts,
          ...(isChanged && data !== undefined
            ? {
                chosen: data.items
                  .filter((item) => choosing.chosen.has(keyOf(item)))
                  .map(({ code, currency }) => ({ code, currency })),
              }
            : {}),
        },
      }),
    onSuccess: async (answer) => {
      forget();
      cache.setQueryData(revaluationQuery(clientId, date).queryKey, answer);
      showDone(t(answer.state === 'proposed' ? 'rates.valuation.proposed' : 'rates.valuation.nothingLeft'));
      await Promise.all(booksOf(clientId).map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
    onError: showProblem,
  });
  // What is not valued stands last: it is there to be seen, not to be worked off.
  const rows = useMemo(
    () => (data?.items ?? []).toSorted((a, b) => Number(a.kind === 'other') - Number(b.kind === 'other')),
    [data],
  );
  const mayPropose = can('voucher:write') && data !== undefined && data.items.length > 0;
  useKeys(mayPropose ? [{ key: 'p', label: t('rates.valuation.propose'), run: () => propose.mutate() }] : []);
  const draft = data?.vouchers.findLast(() => true);
  return (
    <Page
      title={t('rates.valuation.title')}
      sub={<Totals data={data} />}
      acts={
        <>
          {draft !== undefined && (
            <Button
              variant="default"
              onClick={() =>
                void navigate({
                  to: '/mukellefler/$clientId/fisler/$voucherId',
                  params: { clientId, voucherId: draft.id },
                })
              }
            >
              {t('rates.valuation.voucher')}
            </Button>
          )}
          <Button component={Link} to="/kurlar" variant="default">
            {t('rates.valuation.toRates')}
          </Button>
          {can('voucher:write') && (
            <Button disabled={!mayPropose} loading={propose.isPending} onClick={() => propose.mutate()}>
              {t(draft?.status === 'draft' ? 'rates.valuation.proposeAgain' : 'rates.valuation.propose')}
            </Button>
          )}
        </>
      }
      toolbar={
        <>
          <DateField
            hideLabel
            label={t('rates.valuation.date')}
            value={date}
            onChange={(tarih) => {
              if (tarih === '') return;
              forget();
              void navigate({ to: '.', search: (now) => ({ ...now, tarih }), replace: true });
            }}
          />
          <AccountFields data={data} mine={accounts} onChange={setAccounts} />
          <State data={data} />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('rates.valuation.title')}
        columns={columns}
        rows={rows}
        rowId={keyOf}
        storageKey="revaluation"
        loading={query.isPending}
        openLabel={t('rates.valuation.toggle')}
        onOpen={choosing.toggle}
        rowTone={(row) => (row.kind === 'other' ? 'faint' : undefined)}
        card={(row) => <BalanceCard balance={row} choosing={choosing} />}
        cardHeight={64}
        empty={
          <Empty icon="scale" title={t('rates.valuation.empty')} next={t('rates.valuation.emptyNext')} />
        }
      />
    </Page>
  );
}
