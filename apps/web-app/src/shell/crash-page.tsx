/** What is shown where a page fails or does not exist. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <Empty icon="warn" title={t('shell.error.crash')} next={t('shell.error.crashNext')}>
      <ProblemNote error={error} />
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('shell.error.reload')}
      </Button>
    </Empty>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Empty icon="search" title={t('shell.error.notFound')} next={t('shell.error.notFoundNext')}>
      <Link to="/mukellefler">{t('shell.nav.clients')}</Link>
    </Empty>
  );
}
