/** One quiet line below a page's work: GİB's official rules are not installed. Nothing where they are. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import classes from './official-rules.module.css';
import { officialRulesQuery } from './rules-query.ts';

export function MissingRules() {
  const { t } = useTranslation();
  const rules = useQuery(officialRulesQuery).data;
  if (rules === undefined || rules.installed.length > 0) return null;
  return <p className={classes.missing}>{t('invoice.official.missing')}</p>;
}
