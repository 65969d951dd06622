/** The way to what is asked of clients, with how many answers wait to be looked at. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { requestCountsQuery } from '../api/queries.ts';
import { useFormat } from '../format/use-format.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

export function RequestsLink() {
  const { t } = useTranslation();
  const format = useFormat();
  const answered = useQuery(requestCountsQuery).data?.counts.answered ?? 0;
  return (
    <Link to="/istekler" search={{}} className={classes.navLink}>
      <Icon name="clock" />
      <span className={classes.navLabel}>{t('shell.nav.requests')}</span>
      {answered > 0 && <span className={classes.navCount}>{format.count(answered)}</span>}
    </Link>
  );
}
