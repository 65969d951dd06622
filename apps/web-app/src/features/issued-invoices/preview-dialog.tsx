/** The draft as it would be issued: its paper, and what the official rules say of it. */
import { Modal, Skeleton } from '@mantine/core';
import type { DraftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { useTranslation } from 'react-i18next';
import { Faults } from './issue-panel.tsx';
import classes from './issued.module.css';
import type { Preview } from './issued-queries.ts';
import { OfficialSaid } from './official-word.tsx';

interface PreviewProps {
  readonly opened: boolean;
  /** Null while it is on its way. */
  readonly preview: Preview | null;
  /** Faults at the places of the form. */
  readonly faults: readonly DraftFault[];
  readonly onClose: () => void;
}

export function PreviewDialog({ opened, preview, faults, onClose }: PreviewProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('issuedInvoices.preview.title')} size="xl">
      <div className={classes.preview}>
        <p className="soft">{t('issuedInvoices.preview.hint')}</p>
        {preview === null ? (
          <Skeleton className={classes.paper ?? ''} />
        ) : (
          <>
            <OfficialSaid word={preview.official} />
            <Faults faults={faults} onLead={onClose} />
            <iframe
              sandbox=""
              title={t('issuedInvoices.preview.title')}
              srcDoc={preview.html}
              className={classes.paper}
            />
          </>
        )}
      </div>
    </Modal>
  );
}
