/** The state of an invoice in words: what is issued is not signed and not sent, and says so. */
import { useTranslation } from 'react-i18next';
import { StateWord } from '../../ui/small.tsx';
import type { ListedInvoice } from './issued-queries.ts';

const LOOKS = {
  draft: ['edit', 'wait'],
  issued: ['clock', 'wait'],
  cancelled: ['cross', 'plain'],
} as const;

export function InvoiceState({ state }: Pick<ListedInvoice, 'state'>) {
  const { t } = useTranslation();
  const [icon, tone] = LOOKS[state];
  return (
    <StateWord icon={icon} tone={tone}>
      {t(`issuedInvoices.state.${state}`)}
    </StateWord>
  );
}
