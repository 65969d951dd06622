/** Vouchers from a file: a file is brought, its columns mapped, its faults seen, and it is imported or taken back. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Import, importQuery, isAtWork } from './import-queries.ts';
import { StartImport } from './start-import.tsx';
import classes from './voucher-import.module.css';

// A visit begins where a file is brought; what follows comes with it.
const MappingStep = lazy(() => import('./mapping-step.tsx').then((part) => ({ default: part.MappingStep })));
const PreviewStep = lazy(() => import('./preview-step.tsx').then((part) => ({ default: part.PreviewStep })));
const ProgressStep = lazy(() =>
  import('./progress-step.tsx').then((part) => ({ default: part.ProgressStep })),
);
const ResultStep = lazy(() => import('./result-step.tsx').then((part) => ({ default: part.ResultStep })));

/** The one thing that can be done with the import now. */
function Step({ current }: { current: Import }) {
  if (isAtWork(current)) return <ProgressStep current={current} />;
  if (current.state === 'mapping' || current.state === 'failed')
    return <MappingStep key={`${current.plan.sheet}.${current.plan.headerRow}`} current={current} />;
  return current.state === 'ready' ? <PreviewStep current={current} /> : <ResultStep current={current} />;
}

export function VoucherImportPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/fisler/aktar' });
  const { aktarim } = useSearch({ from: '/office/mukellefler/$clientId/fisler/aktar' });
  const current = useQuery({ ...importQuery(aktarim ?? ''), enabled: aktarim !== undefined });
  const start = () => void navigate({ to: '/mukellefler/$clientId/fisler/aktar', params: { clientId } });
  useKeys(aktarim === undefined ? [] : [{ key: 'n', label: t('voucherImport.another'), run: start }]);
  const shown = aktarim === undefined ? undefined : current.data;
  return (
    <Page
      title={t('voucherImport.title')}
      {...(shown !== undefined && {
        sub: `${shown.fileName} · ${t(`voucherImport.state.${shown.state}`)}`,
      })}
      acts={
        <>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/mukellefler/$clientId/fisler" params={{ clientId }} {...props} />
            )}
          >
            {t('voucherImport.back')}
          </Button>
          {aktarim !== undefined && (
            <Button variant="default" leftSection={<Icon name="plus" />} onClick={start}>
              {t('voucherImport.another')}
            </Button>
          )}
        </>
      }
    >
      {aktarim === undefined && <StartImport clientId={clientId} />}
      {aktarim !== undefined && current.isError && (
        <ProblemNote error={current.error} onRetry={() => void current.refetch()} />
      )}
      {aktarim !== undefined && current.isPending && (
        <div className={classes.body}>
          <Skeleton height={320} />
        </div>
      )}
      {shown !== undefined && (
        <>
          {shown.fault !== null && <FaultNote fault={shown.fault} />}
          <Suspense fallback={<Skeleton height={320} />}>
            <Step current={shown} />
          </Suspense>
        </>
      )}
    </Page>
  );
}

function FaultNote({ fault }: { fault: NonNullable<Import['fault']> }) {
  const { i18n } = useTranslation();
  return (
    <div role="alert" className={classes.fault}>
      <Icon name="wrong" />
      {i18n.language === 'en' ? fault.messageEn : fault.message}
    </div>
  );
}
