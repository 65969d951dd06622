/** Reversing a posted voucher on a date of choice; names number and sum before it is done. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';

export function ReverseDialog({
  opened,
  voucher,
  onClose,
}: {
  opened: boolean;
  voucher: Voucher;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const mayPost = useCan()('voucher:post');
  const [date, setDate] = useState(voucher.date);
  const reverse = useMutation({
    mutationFn: () =>
      api.call('POST /vouchers/:voucherId/reverse', { params: { voucherId: voucher.id }, body: { date } }),
    onSuccess: (made) => {
      for (const queryKey of [['voucher', voucher.id], ...booksOf(voucher.clientId)])
        void cache.invalidateQueries({ queryKey });
      showDone(t('ledger.voucher.reversed', { no: made.fisNo ?? '' }));
      onClose();
      void navigate({
        to: '/mukellefler/$clientId/fisler/$voucherId',
        params: { clientId: voucher.clientId, voucherId: made.id },
      });
    },
  });
  const prepare = useMutation({
    mutationFn: () =>
      api.call('POST /vouchers/:voucherId/reversal-draft', {
        params: { voucherId: voucher.id },
        body: { date },
      }),
    onSuccess: (draft) => {
      for (const queryKey of [['voucher', voucher.id], ['document'], ...booksOf(voucher.clientId)])
        void cache.invalidateQueries({ queryKey });
      onClose();
      void navigate({
        to: '/mukellefler/$clientId/fisler/$voucherId',
        params: { clientId: voucher.clientId, voucherId: draft.id },
      });
    },
  });
  const correct = useMutation({
    mutationFn: () =>
      api.call('POST /vouchers/:voucherId/correct', { params: { voucherId: voucher.id }, body: { date } }),
    onSuccess: async ({ reversal, draft }) => {
      const { clientId, documentId } = voucher;
      for (const queryKey of [['voucher', voucher.id], ['document'], ...booksOf(clientId)])
        void cache.invalidateQueries({ queryKey });
      showDone(t('ledger.voucher.corrected', { no: reversal.fisNo ?? '' }));
      onClose();
      if (documentId === null)
        await navigate({
          to: '/mukellefler/$clientId/fisler/$voucherId',
          params: { clientId, voucherId: draft.id },
          search: { duzenle: '1' },
        });
      else
        await navigate({
          to: '/mukellefler/$clientId/inceleme',
          params: { clientId },
          search: { belge: documentId },
        });
    },
  });
  const isBusy = reverse.isPending || correct.isPending || prepare.isPending;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ledger.voucher.reverseTitle', { no: voucher.fisNo ?? '' })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mayPost) reverse.mutate();
          else if (voucher.reversalDraft === null) prepare.mutate();
        }}
      >
        <Stack gap="sm">
          {reverse.isError && <ProblemNote error={reverse.error} />}
          {correct.isError && <ProblemNote error={correct.error} />}
          {prepare.isError && <ProblemNote error={prepare.error} />}
          <p>{t('ledger.voucher.reverseBody', { sum: `${format.amount(voucher.totalDebit)} TL` })}</p>
          <DateField
            label={t('ledger.voucher.reverseDate')}
            value={date}
            onChange={(iso) => iso !== '' && setDate(iso)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            {voucher.reversalDraft === null && (
              <Button variant="default" disabled={isBusy} onClick={() => prepare.mutate()}>
                {t('ledger.voucher.prepareReversal')}
              </Button>
            )}
            {mayPost && (
              <>
                <Button variant="default" disabled={isBusy} onClick={() => correct.mutate()}>
                  {t('ledger.voucher.correct')}
                </Button>
                <Button type="submit" loading={isBusy}>
                  {t('ledger.voucher.reverse')}
                </Button>
              </>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
