/** The two lists of an account: its lines, narrowed by the address, and the statements that brought them. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { LineCard, lineColumns, StatementCard, statementColumns } from './bank-columns.tsx';
import {
  type BankAccount,
  type BankStatement,
  type LineFilter,
  useLines,
  useStatements,
} from './bank-queries.ts';

const StatementDialog = lazy(() =>
  import('./statement-dialog.tsx').then((part) => ({ default: part.StatementDialog })),
);
const idOf = ({ id }: { readonly id: string }) => id;

interface ListProps {
  readonly clientId: string;
  readonly account: BankAccount;
}

export function LineList({ clientId, account, filter }: ListProps & { readonly filter: LineFilter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useLines(clientId, account.id, filter);
  const columns = useMemo(() => lineColumns(t, format), [t, format]);
  const sums = list.summary;
  return (
    <>
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t('bank.lines')}
        columns={columns}
        rows={list.rows}
        rowId={idOf}
        storageKey="bank-lines"
        placeKey={`bank-lines.${account.id}.${JSON.stringify(filter)}`}
        loading={list.loading}
        onRange={list.onRange}
        loadRange={list.loadRange}
        {...(sums !== undefined && {
          footer: {
            description: t('bank.nLines', { n: format.count(sums.count) }),
            in: <Amount value={sums.sumIn} zero="number" />,
            out: <Amount value={sums.sumOut} zero="number" />,
          },
        })}
        card={(line) => <LineCard line={line} />}
        empty={<Empty icon="bank" title={t('bank.noLines')} next={t('bank.noLinesNext')} />}
      />
    </>
  );
}

export function StatementList({ clientId, account }: ListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useStatements(clientId, account.id);
  const columns = useMemo(() => statementColumns(t, format), [t, format]);
  const [opened, setOpened] = useState<BankStatement | null>(null);
  return (
    <>
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t('bank.statements')}
        columns={columns}
        rows={list.rows}
        rowId={idOf}
        storageKey="bank-statements"
        placeKey={`bank-statements.${account.id}`}
        loading={list.loading}
        onRange={list.onRange}
        loadRange={list.loadRange}
        openLabel={t('bank.openStatement')}
        onOpen={setOpened}
        card={(statement) => <StatementCard statement={statement} />}
        cardHeight={64}
        empty={<Empty icon="document" title={t('bank.noStatements')} next={t('bank.noStatementsNext')} />}
      />
      <Suspense fallback={null}>
        {opened !== null && (
          <StatementDialog
            clientId={clientId}
            account={account}
            statement={opened}
            onClose={() => setOpened(null)}
          />
        )}
      </Suspense>
    </>
  );
}
