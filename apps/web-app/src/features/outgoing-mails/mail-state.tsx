/** The state of a mail in words, with its icon. */
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../ui/icon.tsx';
import { StateWord, type Tone } from '../../ui/small.tsx';
import type { MailState } from './mails-queries.ts';

const LOOKS: Readonly<Record<MailState, { readonly icon: IconName; readonly tone: Tone }>> = {
  queued: { icon: 'clock', tone: 'wait' },
  sending: { icon: 'clock', tone: 'wait' },
  sent: { icon: 'check', tone: 'done' },
  failed: { icon: 'wrong', tone: 'wrong' },
  bounced: { icon: 'undo', tone: 'wrong' },
  held: { icon: 'info', tone: 'wait' },
};

export function MailStateWord({ state }: { state: MailState }) {
  const { t } = useTranslation();
  const { icon, tone } = LOOKS[state];
  return (
    <StateWord icon={icon} tone={tone}>
      {t(`outgoingMails.state.${state}`)}
    </StateWord>
  );
}
