/** The state of a request in words, with its icon. */
import { useTranslation } from 'react-i18next';
import { StateWord } from '../../ui/small.tsx';
import type { ClientRequest } from './requests-queries.ts';

export function RequestState({ request }: { request: ClientRequest }) {
  const { t } = useTranslation();
  if (request.late)
    return (
      <StateWord icon="warn" tone="wrong">
        {t('requests.state.late')}
      </StateWord>
    );
  const looks = {
    open: { icon: 'clock', tone: 'plain' },
    answered: { icon: 'review', tone: 'wait' },
    closed: { icon: 'check', tone: 'done' },
  } as const;
  const look = looks[request.state];
  return (
    <StateWord icon={look.icon} tone={look.tone}>
      {t(`requests.state.${request.state}`)}
    </StateWord>
  );
}
