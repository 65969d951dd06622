/** One voucher: its lines with reasons, the document it came from, and the reversal. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentQuery, type Voucher, voucherQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { ReversalOfVoucher } from '../document-links/lazy-links.ts';
import { InvoicePaper } from '../invoice/lazy-paper.ts';
import { VoucherLines } from '../review/voucher-lines.tsx';
import { DraftActs } from './draft-acts.tsx';
import { VoucherEntry } from './entry/lazy-entry.ts';
import { RefusalNote } from './refusal-note.tsx';
import { useApproveDraft } from './use-approve-draft.ts';
import { VoucherStatus } from './voucher-columns.tsx';
import classes from './vouchers.module.css';

// The voucher is read first; what changes it is loaded when it is asked for.
const ReverseDialog = lazy(() =>
  import('./reverse-dialog.tsx').then((part) => ({ default: part.ReverseDialog })),
);

const NO_PLACES: readonly string[] = [];
const HERE = '/office/mukellefler/$clientId/fisler/$voucherId';

// Files lie below what is read first.
const Attachments = lazy(() => import('./attachments.tsx').then((part) => ({ default: part.Attachments })));

function Facts({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = voucher.postedAt === null ? null : format.moment(voucher.postedAt);
  const link = (voucherId: string, text: string) => (
    <Link to="/mukellefler/$clientId/fisler/$voucherId" params={{ clientId: voucher.clientId, voucherId }}>
      {text}
    </Link>
  );
  return (
    <div className={classes.facts}>
      <span>{format.date(voucher.date)}</span>
      <span>{voucher.description}</span>
      {at !== null && (
        <span className="soft">
          {voucher.postedByName === null
            ? t('ledger.voucher.postedAt', { at })
            : t('ledger.voucher.postedBy', { at, name: voucher.postedByName })}
        </span>
      )}
      {voucher.reversalDraft !== null && link(voucher.reversalDraft, t('ledger.voucher.reversalDraft'))}
      {voucher.reversedBy !== null && link(voucher.reversedBy, t('ledger.voucher.reversedBy'))}
      {voucher.reversalOf !== null && link(voucher.reversalOf, t('ledger.voucher.reversalOf'))}
    </div>
  );
}

function Paper({ documentId, lit }: { documentId: string; lit: readonly string[] }) {
  const query = useQuery(documentQuery(documentId));
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton height={400} />;
  return query.data.invoice === null ? null : (
    <Suspense fallback={<Skeleton height={400} />}>
      <InvoicePaper invoice={query.data.invoice} findings={query.data.findings} lit={lit} hasXml={false} />
    </Suspense>
  );
}

function Links({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const can = useCan();
  if (voucher.documentId === null) return null;
  const place = { params: { clientId: voucher.clientId }, search: { belge: voucher.documentId } };
  return (
    <>
      {voucher.status === 'draft' && voucher.reversalOf === null && can('voucher:post') && (
        <Link to="/mukellefler/$clientId/inceleme" {...place}>
          {t('documents.detail.review')}
        </Link>
      )}
      <Link to="/mukellefler/$clientId/belgeler" {...place}>
        {t('ledger.voucher.document')}
      </Link>
    </>
  );
}

function ReverseAct({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const can = useCan();
  const [asked, setReversing] = useState(false);
  const mayReverse =
    can('voucher:write') &&
    voucher.status === 'posted' &&
    voucher.reversedBy === null &&
    voucher.reversalOf === null;
  useKeys(
    mayReverse ? [{ key: 't', label: t('ledger.voucher.reverse'), run: () => setReversing(true) }] : [],
  );
  const reversing = asked && mayReverse;
  if (!mayReverse) return null;
  return (
    <>
      <Button variant="default" leftSection={<Icon name="undo" />} onClick={() => setReversing(true)}>
        {t('ledger.voucher.reverse')}
        <KeyCap>T</KeyCap>
      </Button>
      <Suspense fallback={null}>
        {reversing && <ReverseDialog opened voucher={voucher} onClose={() => setReversing(false)} />}
      </Suspense>
    </>
  );
}

function Detail({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const can = useCan();
  const [lit, setLit] = useState(NO_PLACES);
  const { duzenle } = useSearch({ from: HERE });
  const { approve, approving, refusal } = useApproveDraft(voucher.clientId);
  const isReversal = voucher.reversalOf !== null;
  // A reversal stands for itself, whatever document its voucher came from; its lines are not edited.
  const manual =
    (voucher.documentId === null || isReversal) && voucher.status === 'draft' && can('voucher:write');
  const [editing, setEditing] = useState(duzenle !== undefined && manual && !isReversal);
  const type = t(`ledger.vouchers.type.${voucher.type}`);
  const edited = (saved: Voucher, thenApprove: boolean) => {
    setEditing(false);
    if (thenApprove) void approve(saved);
  };
  return (
    <Page
      title={
        voucher.fisNo === null
          ? t('ledger.voucher.draftHeading', { type })
          : t('ledger.voucher.heading', { type, no: voucher.fisNo })
      }
      sub={<VoucherStatus voucher={voucher} />}
      acts={
        <>
          <Links voucher={voucher} />
          <ReverseAct voucher={voucher} />
          {manual && !editing && (
            <DraftActs
              voucher={voucher}
              approving={approving}
              onEdit={isReversal ? null : () => setEditing(true)}
              onApprove={() => void approve(voucher)}
            />
          )}
        </>
      }
    >
      <div className={editing ? classes.entry : classes.split}>
        <div>
          {!editing && <RefusalNote refusal={refusal(voucher.id)} />}
          {editing ? (
            <Suspense fallback={<Skeleton height={240} />}>
              <VoucherEntry
                key={voucher.id}
                voucher={voucher}
                refusal={refusal(voucher.id)}
                approving={approving}
                onSaved={edited}
                onLeave={() => setEditing(false)}
              />
            </Suspense>
          ) : (
            <>
              {voucher.documentId !== null && voucher.status === 'posted' && (
                <Suspense fallback={null}>
                  <ReversalOfVoucher clientId={voucher.clientId} documentId={voucher.documentId} />
                </Suspense>
              )}
              <Facts voucher={voucher} />
              <VoucherLines voucher={voucher} onLine={(line) => setLit(line?.reason?.places ?? NO_PLACES)} />
              <Suspense fallback={null}>
                <Attachments voucherId={voucher.id} isPosted={voucher.status === 'posted'} />
              </Suspense>
            </>
          )}
        </div>
        {voucher.documentId !== null && (
          <div className={classes.paper}>
            <Paper documentId={voucher.documentId} lit={lit} />
          </div>
        )}
      </div>
    </Page>
  );
}

export function VoucherPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { voucherId } = useParams({ from: HERE });
  const query = useQuery(voucherQuery(voucherId));
  useKeys([{ key: 'Escape', label: t('shell.keys.back'), run: () => router.history.back() }]);
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton m="md" height={320} />;
  return <Detail key={voucherId} voucher={query.data} />;
}
