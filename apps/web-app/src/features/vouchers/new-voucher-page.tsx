/** A voucher made by hand: the editor on an empty mahsup voucher, kept as a draft or put into the ledger at once. */
import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { Page } from '../../ui/page.tsx';
import { VoucherEditor } from '../review/edit/lazy-editor.ts';
import { useApproveDraft } from './use-approve-draft.ts';
import classes from './vouchers.module.css';

// The page stands at once; the editor, the heaviest part of the app, follows in its place.

export function NewVoucherPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/fisler/yeni' });
  const { approve } = useApproveDraft(clientId);
  const today = isoToday(new Date());
  const blank = useMemo(
    () => ({ id: `yeni-${clientId}`, clientId, version: 0, date: today, description: '', lines: [] }),
    [clientId, today],
  );
  const close = async (saved: Voucher | null, thenApprove: boolean) => {
    if (saved === null) {
      await navigate({ to: '/mukellefler/$clientId/fisler', params: { clientId }, replace: true });
      return;
    }
    if (thenApprove) await approve(saved);
    else for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
    await navigate({
      to: '/mukellefler/$clientId/fisler/$voucherId',
      params: { clientId, voucherId: saved.id },
      replace: true,
    });
  };
  return (
    <Page title={t('ledger.voucher.new')}>
      <div className={classes.split}>
        <div>
          <Suspense fallback={<Skeleton height={240} />}>
            <VoucherEditor
              voucher={blank}
              send={({ version: _none, date = today, ...body }, idempotencyKey) =>
                api.call('POST /clients/:clientId/vouchers', {
                  params: { clientId },
                  body: { ...body, date, type: 'mahsup' },
                  idempotencyKey,
                })
              }
              onClose={(saved, thenApprove) => void close(saved, thenApprove)}
            />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
