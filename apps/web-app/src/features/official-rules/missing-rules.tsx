/** One quiet line below a page's work: GİB's official rules are not installed. Nothing where they are. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsRules, rememberRules } from './known-rules.ts';
import classes from './official-rules.module.css';
import { officialRulesQuery } from './rules-query.ts';

export function MissingRules() {
  const { t } = useTranslation();
  const rules = useQuery(officialRulesQuery).data;
  const installed = rules === undefined ? knowsRules() : rules.installed.length > 0;
  useEffect(() => {
    if (rules !== undefined) rememberRules(rules.installed.length > 0);
  }, [rules]);
  if (installed) return null;
  const words = rules === undefined ? '' : t('invoice.official.missing');
  return (
    <p className={`${classes.missing} cut`} title={words}>
      {words}
    </p>
  );
}
