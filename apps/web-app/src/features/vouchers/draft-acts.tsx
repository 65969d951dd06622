/** What can be done with a draft made by hand: approve, edit, delete. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';

const DeleteDialog = lazy(() =>
  import('./delete-dialog.tsx').then((part) => ({ default: part.DeleteDialog })),
);

interface DraftActsProps {
  readonly voucher: Voucher;
  readonly approving: boolean;
  readonly onEdit: () => void;
  readonly onApprove: () => void;
}

export function DraftActs({ voucher, approving, onEdit, onApprove }: DraftActsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const [deleting, setDeleting] = useState(false);
  const mayPost = can('voucher:post');
  useKeys([
    { key: 'e', label: t('review.edit'), run: onEdit },
    ...(mayPost
      ? [{ key: 'Enter', label: t('ledger.voucher.post'), run: () => !approving && onApprove() }]
      : []),
  ]);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="trash" />} onClick={() => setDeleting(true)}>
        {t('ledger.voucher.delete')}
      </Button>
      <Button variant="default" leftSection={<Icon name="edit" />} onClick={onEdit}>
        {t('review.edit')}
        <KeyCap>E</KeyCap>
      </Button>
      {mayPost && (
        <Button leftSection={<Icon name="check" />} loading={approving} onClick={onApprove}>
          {t('ledger.voucher.post')}
          <KeyCap>Enter</KeyCap>
        </Button>
      )}
      <Suspense fallback={null}>
        {deleting && <DeleteDialog voucher={voucher} onClose={() => setDeleting(false)} />}
      </Suspense>
    </>
  );
}
