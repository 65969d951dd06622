/** What can be done with a draft made by hand: approve, edit, delete. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../api/queries.ts';
import { api, useCan, useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { forgetEdit } from '../review/edit/kept-edits.ts';

function DeleteDialog({ voucher, onClose }: { voucher: Voucher; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { clientId } = voucher;
  const userId = useMe()?.user.id ?? '';
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /vouchers/:voucherId', { params: { voucherId: voucher.id } }),
    onSuccess: async () => {
      forgetEdit(userId, voucher.id);
      showDone(t('ledger.voucher.deleted'));
      await navigate({ to: '/mukellefler/$clientId/fisler', params: { clientId }, replace: true });
      cache.removeQueries({ queryKey: ['voucher', voucher.id] });
      for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ledger.voucher.deleteTitle')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {remove.isError && <ProblemNote error={remove.error} />}
        <p>
          {t('ledger.voucher.deleteBody', {
            n: format.count(voucher.lines.length),
            sum: format.amount(voucher.totalDebit),
          })}
        </p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button data-autofocus color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('ledger.voucher.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

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
      {deleting && <DeleteDialog voucher={voucher} onClose={() => setDeleting(false)} />}
    </>
  );
}
