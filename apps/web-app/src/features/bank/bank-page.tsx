/** The banks of a client: statement files are brought, and the lines and statements of an account are looked at. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Amount, Chips, KeyCap } from '../../ui/small.tsx';
import { DropZone } from '../documents/drop-zone.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import classes from './bank.module.css';
import { lineColumns } from './bank-columns.tsx';
import { LineList, StatementList } from './bank-lists.tsx';
import { accountsQuery, type BankAccount, type LineFilter, useLiveBank } from './bank-queries.ts';
import { useBringFiles } from './use-bring-files.ts';

const AccountDialog = lazy(() =>
  import('./account-dialog.tsx').then((part) => ({ default: part.AccountDialog })),
);
const FROM = '/office/mukellefler/$clientId/banka';
const SIDES = ['all', 'in', 'out'] as const;
const VIEWS = ['hareketler', 'ekstreler'] as const;

function useBankView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const { ara, yon } = search;
  const { bas, son } = daysOfAddress(search);
  const side = SIDES.find((each) => each === yon) ?? 'all';
  const filter = useMemo<LineFilter>(
    () => ({
      side,
      ...(ara === undefined ? {} : { q: ara }),
      ...(bas === undefined ? {} : { from: bas }),
      ...(son === undefined ? {} : { to: son }),
    }),
    [ara, bas, son, side],
  );
  const go = useCallback(
    (change: Partial<typeof search>) =>
      void navigate({
        to: '/mukellefler/$clientId/banka',
        params: { clientId },
        search: (now) =>
          Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value !== '')),
        replace: true,
      }),
    [navigate, clientId],
  );
  const view = VIEWS.find((each) => each === search.gorunum) ?? 'hareketler';
  return { clientId, search, days: { from: bas ?? '', to: son ?? '' }, filter, side, view, go };
}

function UploadButton({ busy, onFiles }: { busy: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const choose = () => picker.current?.click();
  useKeys([{ key: 'y', label: t('bank.upload'), run: choose }]);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        data-testid="statement-input"
        accept=".sta,.mt940,.940,.txt,.xml,.camt,.c53,text/plain,text/xml,application/xml"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length > 0) onFiles(files);
          event.currentTarget.value = '';
        }}
      />
      <Button leftSection={<Icon name="upload" />} loading={busy} onClick={choose}>
        {t('bank.upload')}
        <KeyCap>Y</KeyCap>
      </Button>
    </>
  );
}

/** The account in a few words, and what is missing of it. */
function AccountBar({ clientId, account }: { clientId: string; account: BankAccount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [editing, setEditing] = useState(false);
  const { accountNo, bankName, accountCode, balance, lastDay, breaks, currency } = account;
  const edit = () => setEditing(true);
  useKeys(can('voucher:write') ? [{ key: 'e', label: t('bank.account.edit'), run: edit }] : []);
  return (
    <div className={classes.account}>
      <span>{[bankName, accountNo].filter((each) => each !== null).join(' · ')}</span>
      <span className="soft">{accountCode ?? t('bank.account.noCode')}</span>
      {balance !== null && lastDay !== null && (
        <span>
          {t('bank.account.balance', { day: format.date(lastDay) })}{' '}
          <strong>
            <Amount value={balance} currency={currency} zero="number" />
          </strong>
        </span>
      )}
      {breaks > 0 && (
        <span role="status" className={classes.breaks}>
          <Icon name="warn" size={14} /> {t('bank.account.breaks', { n: format.count(breaks) })}
        </span>
      )}
      {can('voucher:write') && (
        <Button size="compact-sm" variant="subtle" leftSection={<Icon name="edit" />} onClick={edit}>
          {t('bank.account.edit')}
        </Button>
      )}
      <Suspense fallback={null}>
        {editing && <AccountDialog clientId={clientId} account={account} onClose={() => setEditing(false)} />}
      </Suspense>
    </div>
  );
}

const labelOf = ({ name, accountNo, currency }: BankAccount) =>
  `${name ?? accountNo.slice(-10)} · ${currency}`;

type View = ReturnType<typeof useBankView>;

function Toolbar({
  view,
  accounts,
  account,
}: {
  view: View;
  accounts: readonly BankAccount[];
  account: BankAccount;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayExport = useCan()('report:read');
  const { search, days, side, filter, go } = view;
  const columnIds = useMemo(() => lineColumns(t, format).map(({ id }) => id), [t, format]);
  const find = useCallback((q: string) => go({ ara: q }), [go]);
  return (
    <>
      {accounts.length > 1 && (
        <PlainSelect
          label={t('bank.account.choose')}
          value={account.id}
          width={220}
          choices={accounts.map((each) => ({ value: each.id, label: labelOf(each) }))}
          onChange={(hesap) => go({ hesap })}
        />
      )}
      <Chips
        label={t('bank.view')}
        value={view.view}
        choices={[
          { value: 'hareketler', label: t('bank.lines'), count: account.lines },
          { value: 'ekstreler', label: t('bank.statements'), count: account.statements },
        ]}
        onChange={(gorunum) => go({ gorunum: gorunum === 'hareketler' ? '' : gorunum })}
      />
      {view.view === 'hareketler' && (
        <>
          <Chips
            label={t('bank.side.label')}
            value={side}
            choices={SIDES.map((value) => ({ value, label: t(`bank.side.${value}`) }))}
            onChange={(yon) => go({ yon: yon === 'all' ? '' : yon })}
          />
          <DateField
            hideLabel
            label={t('bank.from')}
            value={days.from}
            onChange={(bas) => go({ bas, son: days.to })}
          />
          <DateField
            hideLabel
            label={t('bank.to')}
            value={days.to}
            onChange={(son) => go({ bas: days.from, son })}
          />
          <SearchField label={t('bank.search')} value={search.ara ?? ''} onChange={find} />
          <GridTools
            page="bank-lines"
            storageKey="bank-lines"
            columnIds={columnIds}
            {...(mayExport && {
              file: (format, columns) => ({
                path: pathOf(
                  '/bank-accounts/:bankAccountId/lines/export',
                  { bankAccountId: account.id },
                  { ...filter, format, columns },
                ),
              }),
            })}
          />
        </>
      )}
    </>
  );
}

export function BankPage() {
  const { t } = useTranslation();
  const can = useCan();
  const view = useBankView();
  const { clientId, search, filter } = view;
  const accounts = useQuery(accountsQuery(clientId));
  const bring = useBringFiles(clientId);
  useLiveBank(clientId);
  const mayBring = can('voucher:write');
  const items = accounts.data?.items ?? [];
  const account = items.find(({ id }) => id === search.hesap) ?? items[0];
  const onFiles = useCallback((files: File[]) => files.length > 0 && bring.mutate(files), [bring.mutate]);
  const veil = { title: t('bank.dropHere'), hint: t('bank.dropHint') };
  return (
    <DropZone enabled={mayBring} onFiles={onFiles} veil={veil}>
      <Page
        title={t('bank.title')}
        acts={mayBring && <UploadButton busy={bring.isPending} onFiles={onFiles} />}
        {...(account !== undefined && {
          toolbar: <Toolbar view={view} accounts={items} account={account} />,
        })}
      >
        {accounts.isError && <ProblemNote error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.isPending && <Skeleton height={320} />}
        {accounts.isSuccess && account === undefined && (
          <Empty icon="bank" title={t('bank.empty')} next={t('bank.emptyNext')} />
        )}
        {account !== undefined && (
          <>
            <AccountBar clientId={clientId} account={account} />
            {view.view === 'hareketler' ? (
              <LineList clientId={clientId} account={account} filter={filter} />
            ) : (
              <StatementList clientId={clientId} account={account} />
            )}
          </>
        )}
      </Page>
    </DropZone>
  );
}
