/** What can be done with a draft made by hand: approve, edit, delete; a deleted one can be brought back for a while. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../api/queries.ts';
import { useCan, useMe } from '../../api/session.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { forgetEdit } from '../review/edit/kept-edits.ts';
import { useDiscard } from './use-discard.ts';

interface DraftActsProps {
  readonly voucher: Voucher;
  readonly approving: boolean;
  /** Null where its lines are not to be changed. */
  readonly onEdit: (() => void) | null;
  readonly onApprove: () => void;
}

/** Deletes the draft and goes to the list; where it was not deleted, the page stays and says why. */
function useDelete({ id, clientId }: Voucher): { readonly remove: () => void; readonly deleting: boolean } {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const userId = useMe()?.user.id ?? '';
  const discard = useDiscard(clientId);
  const [deleting, setDeleting] = useState(false);
  const remove = async () => {
    setDeleting(true);
    const isGone = await discard(id);
    setDeleting(false);
    if (!isGone) return;
    forgetEdit(userId, id);
    await navigate({ to: '/mukellefler/$clientId/fisler', params: { clientId }, replace: true });
    cache.removeQueries({ queryKey: ['voucher', id] });
  };
  return { remove: () => void remove(), deleting };
}

export function DraftActs({ voucher, approving, onEdit, onApprove }: DraftActsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const { remove, deleting } = useDelete(voucher);
  const mayPost = can('voucher:post');
  useKeys([
    ...(onEdit === null ? [] : [{ key: 'e', label: t('review.edit'), run: onEdit }]),
    ...(mayPost
      ? [{ key: 'Enter', label: t('ledger.voucher.post'), run: () => !approving && onApprove() }]
      : []),
  ]);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="trash" />} loading={deleting} onClick={remove}>
        {t('ledger.voucher.delete')}
      </Button>
      {onEdit !== null && (
        <Button variant="default" leftSection={<Icon name="edit" />} onClick={onEdit}>
          {t('review.edit')}
          <KeyCap>E</KeyCap>
        </Button>
      )}
      {mayPost && (
        <Button leftSection={<Icon name="check" />} loading={approving} onClick={onApprove}>
          {t('ledger.voucher.post')}
          <KeyCap>Enter</KeyCap>
        </Button>
      )}
    </>
  );
}
