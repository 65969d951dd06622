/** Says in the header that the books are invented; its owner may take the whole office away from here. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useMe } from '../api/session.ts';
import { withTexts } from '../i18n/page-texts.ts';
import { Tag } from '../ui/small.tsx';
import classes from './shell.module.css';

const RemoveDemo = lazy(() =>
  withTexts(['firstRun'], import('../features/first-run/remove-demo.tsx')).then((part) => ({
    default: part.RemoveDemo,
  })),
);

export function DemoTag() {
  const { t } = useTranslation();
  const can = useCan();
  const demo = useMe()?.office?.demo ?? false;
  const [open, setOpen] = useState(false);
  if (!demo) return null;
  if (!can('demo:remove'))
    return (
      <Tag tone="wait" title={t('shell.demo.hint')}>
        {t('shell.demo.tag')}
      </Tag>
    );
  return (
    <>
      <button
        type="button"
        className={classes.demo}
        title={t('shell.demo.hint')}
        onClick={() => setOpen(true)}
      >
        <Tag tone="wait">{t('shell.demo.tag')}</Tag>
        <span className={classes.demoAct}>{t('shell.demo.remove')}</span>
      </button>
      <Suspense fallback={null}>{open && <RemoveDemo onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
