/** Vouchers written by hand, one after the other: each is kept as it is written, posted by one key, and the next stands ready. */
import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher, voucherQuery } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { EditedVoucher } from '../review/edit/voucher-draft.ts';
import { VoucherEntry } from './entry/lazy-entry.ts';
import { useApproveDraft } from './use-approve-draft.ts';
import { useDiscard } from './use-discard.ts';
import classes from './vouchers.module.css';

// The page stands at once; the grid, the heaviest part of the app, follows in its place.

const HERE = '/office/mukellefler/$clientId/fisler/yeni';
const TYPES = ['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis'] as const;

/** Where the writing goes: the draft that is kept on the server by now, or the one to come. */
function usePlace() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: HERE });
  const { taslak, tur, tarih } = useSearch({ from: HERE });
  const today = isoToday(new Date());
  const type = TYPES.find((each) => each === tur) ?? 'mahsup';
  const date = tarih !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(tarih) ? tarih : today;
  const blank = useMemo(
    (): EditedVoucher => ({
      id: `yeni-${clientId}`,
      clientId,
      version: 0,
      type,
      date,
      description: '',
      lines: [],
    }),
    [clientId, type, date],
  );
  const params = { clientId };
  return {
    clientId,
    blank,
    draftId: taslak ?? null,
    toList: () => navigate({ to: '/mukellefler/$clientId/fisler', params, replace: true }),
    toVoucher: (voucherId: string) =>
      navigate({
        to: '/mukellefler/$clientId/fisler/$voucherId',
        params: { clientId, voucherId },
        replace: true,
      }),
    toDraft: (draftId: string) =>
      navigate({
        to: '/mukellefler/$clientId/fisler/yeni',
        params,
        search: { taslak: draftId },
        replace: true,
      }),
    toNext: (after: Voucher) =>
      navigate({
        to: '/mukellefler/$clientId/fisler/yeni',
        params,
        search: { tur: after.type, tarih: after.date },
        replace: true,
      }),
  };
}

export function NewVoucherPage() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const place = usePlace();
  const { clientId, blank, draftId } = place;
  const [round, setRound] = useState(0);
  const { approve, approving, refusal } = useApproveDraft(clientId);
  const discard = useDiscard(clientId);
  const query = useQuery({ ...voucherQuery(draftId ?? ''), enabled: draftId !== null });
  const refresh = () => {
    for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
  };
  const onSaved = async (saved: Voucher, thenApprove: boolean) => {
    if (!thenApprove) {
      refresh();
      await place.toVoucher(saved.id);
      return;
    }
    // Where it is refused, it stands as a draft from now on and is not opened a second time.
    if (draftId === null) await place.toDraft(saved.id);
    if (await approve(saved)) {
      await place.toNext(saved);
      setRound((now) => now + 1);
    }
  };
  const onDiscard = () => {
    void place.toList();
    if (draftId !== null) void discard(draftId);
    else refresh();
  };
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const voucher = draftId === null ? blank : query.data;
  return (
    <Page title={t('ledger.voucher.new')}>
      <div className={classes.entry}>
        <Suspense fallback={<Skeleton height={240} />}>
          {voucher === undefined ? (
            <Skeleton height={240} />
          ) : (
            <VoucherEntry
              key={round}
              voucher={voucher}
              refusal={draftId === null ? null : refusal(draftId)}
              approving={approving}
              {...(draftId === null && {
                send: ({ version: _none, date = blank.date, ...body }, idempotencyKey) =>
                  api.call('POST /clients/:clientId/vouchers', {
                    params: { clientId },
                    body: { ...body, date },
                    idempotencyKey,
                  }),
              })}
              onKept={(saved) => {
                if (draftId === null) void place.toDraft(saved.id);
              }}
              onSaved={(saved, thenApprove) => void onSaved(saved, thenApprove)}
              onLeave={() => {
                refresh();
                void place.toList();
              }}
              onDiscard={onDiscard}
            />
          )}
        </Suspense>
      </div>
    </Page>
  );
}
