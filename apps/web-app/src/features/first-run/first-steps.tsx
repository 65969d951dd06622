/** What a new office has not done yet, above its first month; goes away by itself. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import classes from './first-run.module.css';
import { type FirstSteps, firstStepsQuery } from './first-run-queries.ts';

const STEPS = [
  ['client', '/kurulum'],
  ['document', '/kurulum'],
  ['colleague', '/kullanicilar'],
  ['secondFactor', '/guvenlik'],
] as const satisfies readonly (readonly [keyof FirstSteps, string])[];

export function FirstStepsList() {
  const { t } = useTranslation();
  const steps = useQuery(firstStepsQuery).data;
  if (steps === undefined || steps.over) return null;
  return (
    <section className={classes.list} aria-label={t('firstRun.list.title')} data-noprint>
      <strong>{t('firstRun.list.title')}</strong>
      <ul>
        {STEPS.map(([step, to]) => (
          <li key={step} data-done={steps[step]}>
            <Icon name={steps[step] ? 'check' : 'right'} size={14} />
            {steps[step] ? (
              <span>
                {t(`firstRun.list.${step}`)} · {t('firstRun.list.done')}
              </span>
            ) : (
              <Link to={to}>{t(`firstRun.list.${step}`)}</Link>
            )}
          </li>
        ))}
      </ul>
      <span className="faint">{t('firstRun.list.hint')}</span>
    </section>
  );
}
