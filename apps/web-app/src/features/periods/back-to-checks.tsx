/** On a list that a closing check led to: the way back to the checks of the month, by Escape too. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../../format/use-month-name.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { KeyCap } from '../../ui/small.tsx';

export function BackToChecks({ clientId, month }: { clientId: string; month: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = useMonthName();
  const target = {
    to: '/mukellefler/$clientId/donemler',
    params: { clientId },
    search: { donem: month, ay: month },
  } as const;
  const label = t('periods.backToChecks', { month: name(month) });
  useKeys([{ key: 'Escape', label, run: () => void navigate(target) }]);
  return (
    <Link {...target}>
      {label} <KeyCap>Esc</KeyCap>
    </Link>
  );
}
