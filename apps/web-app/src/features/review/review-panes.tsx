/** Document and voucher side by side; on a phone one of the two, by tabs. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentItem, documentQuery, type Voucher, voucherQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips } from '../../ui/small.tsx';

import { LinkedDocuments } from '../document-links/lazy-links.ts';

import { DocumentFaces } from '../document-view/lazy-faces.tsx';

import { InvoicePaper } from '../invoice/invoice-paper.tsx';
import { OfficialVerdict } from '../official-rules/lazy-rules.tsx';
import { PresenceHere } from '../presence/presence-marks.tsx';
import type { Present } from '../presence/use-presence.ts';
import { VoucherEditor } from './edit/lazy-editor.ts';
import classes from './review.module.css';
import type { Refusal } from './review-session.ts';
import voucherClasses from './voucher.module.css';
import { VoucherLines } from './voucher-lines.tsx';

interface PanesProps {
  readonly item: DocumentItem;
  readonly editing: boolean;
  /** Others at this client's queue. */
  readonly people: readonly Present[];
  /** True where an edit of this voucher waits in the browser. */
  readonly unsaved: boolean;
  readonly refusal: Refusal | null;
  /** Called when editing ends; true where the saved voucher is to be approved. */
  readonly onEdited: (approve: boolean) => void;
}

const NO_PLACES: readonly string[] = [];

interface DocumentPaneProps {
  readonly item: DocumentItem;
  readonly editing: boolean;
  readonly lit: readonly string[];
  readonly onPlace: (place: string | null) => void;
}

function DocumentPane({ item, editing, lit, onPlace }: DocumentPaneProps) {
  const query = useQuery(documentQuery(item.id));
  const { voucherId } = item;
  const voucher = useQuery({ ...voucherQuery(voucherId ?? ''), enabled: voucherId !== null }).data;
  const sources = useMemo(
    () => voucher?.lines.flatMap((line) => line.reason?.places ?? []) ?? NO_PLACES,
    [voucher],
  );
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton height={480} />;
  const { invoice, findings } = query.data;
  return (
    <>
      <OfficialVerdict document={query.data} />
      <DocumentFaces document={query.data} hasKeys={!editing}>
        {invoice !== null && (
          <InvoicePaper invoice={invoice} findings={findings} lit={lit} sources={sources} onPlace={onPlace} />
        )}
      </DocumentFaces>
    </>
  );
}

function VoucherHead({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={voucherClasses.head}>
      <dt>{t('review.voucher.date')}</dt>
      <dd>{format.date(voucher.date)}</dd>
      <dt>{t('review.voucher.description')}</dt>
      <dd>{voucher.description}</dd>
      {voucher.changedByName !== null && (
        <dd className={voucherClasses.changed}>{t('presence.changedBy', { name: voucher.changedByName })}</dd>
      )}
    </dl>
  );
}

interface VoucherPaneProps {
  readonly item: DocumentItem;
  readonly editing: boolean;
  readonly onEdited: PanesProps['onEdited'];
  readonly onLit: (places: readonly string[]) => void;
  /** The place of the document that is pointed at. */
  readonly place: string | null;
}

function VoucherPane({ item, editing, onEdited, onLit, place }: VoucherPaneProps) {
  const { t } = useTranslation();
  const { voucherId } = item;
  const query = useQuery({ ...voucherQuery(voucherId ?? ''), enabled: voucherId !== null });
  if (voucherId === null) {
    return (
      <p className={classes.none}>
        <strong>{t('review.voucher.none')}</strong> {t('review.voucher.noneNext')}{' '}
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={{ clientId: item.clientId }}
          search={{ belge: item.id }}
        >
          {t('ledger.voucher.document')}
        </Link>
      </p>
    );
  }
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const voucher = query.data;
  if (voucher === undefined) return <Skeleton height={240} />;
  if (editing)
    return (
      <Suspense fallback={<Skeleton height={240} />}>
        <VoucherEditor
          key={voucher.id}
          voucher={voucher}
          onLit={onLit}
          onClose={(_, approve) => onEdited(approve)}
        />
      </Suspense>
    );
  return (
    <>
      <VoucherHead voucher={voucher} />
      <VoucherLines
        voucher={voucher}
        onLine={(line) => onLit(line?.reason?.places ?? NO_PLACES)}
        place={place}
      />
    </>
  );
}

export function ReviewPanes({ item, editing, people, unsaved, refusal, onEdited }: PanesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [lit, setLit] = useState(NO_PLACES);
  const [place, setPlace] = useState<string | null>(null);
  const [tab, setTab] = useState<'invoice' | 'voucher'>('voucher');
  return (
    <div className={classes.panes} data-tab={tab}>
      <div className={classes.tabs}>
        <Chips
          label={t('review.tabs.label')}
          value={tab}
          onChange={setTab}
          choices={[
            { value: 'invoice', label: t('review.tabs.invoice') },
            { value: 'voucher', label: t('review.tabs.voucher') },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.invoice} aria-label={t('review.tabs.invoice')} tabIndex={0}>
        <DocumentPane item={item} editing={editing} lit={lit} onPlace={setPlace} />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.voucher} aria-label={t('review.voucher.title')} tabIndex={0}>
        <h2 className={classes.voucherTitle}>
          {t(editing ? 'review.editing.title' : 'review.voucher.title')}
        </h2>
        <PresenceHere people={people} documentId={item.id} />
        {unsaved && !editing && (
          <p className={classes.unsaved} role="status">
            {t('presence.unsaved')}
          </p>
        )}
        {refusal !== null && (
          <div className={classes.refusal} role="alert">
            <Icon name="wrong" />
            <div>
              <strong>{t('review.approveFailed', { name: item.documentNo ?? item.fileName })}</strong>{' '}
              {format.pick(refusal.tr, refusal.en)}
            </div>
          </div>
        )}
        <VoucherPane item={item} editing={editing} onEdited={onEdited} onLit={setLit} place={place} />
        {!editing && (
          <Suspense fallback={null}>
            <LinkedDocuments
              clientId={item.clientId}
              documentId={item.id}
              version={item.readAt ?? ''}
              isInset
            />
          </Suspense>
        )}
      </section>
    </div>
  );
}
