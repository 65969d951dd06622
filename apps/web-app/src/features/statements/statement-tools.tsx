/** What stands behind the days of a statement: whether its empty rows are shown, its views and files. */
import { useTranslation } from 'react-i18next';
import { Chips } from '../../ui/small.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import type { GridToolsProps } from '../views/grid-tools-props.ts';

interface StatementToolsProps {
  /** Names the statement's views and its layout. */
  readonly page: string;
  /** Empty rows, too. */
  readonly all: boolean;
  readonly go: (change: Record<string, string>) => void;
  readonly file: NonNullable<GridToolsProps['file']>;
}

export function StatementTools({ page, all, go, file }: StatementToolsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Chips
        label={t('statements.rows')}
        value={all ? 'all' : 'filled'}
        choices={[
          { value: 'filled', label: t('statements.hideEmpty') },
          { value: 'all', label: t('statements.showEmpty') },
        ]}
        onChange={(value) => go({ bos: value === 'all' ? '1' : '' })}
      />
      <span style={{ flex: 1 }} />
      <GridTools page={page} storageKey={page} file={file} />
    </>
  );
}
