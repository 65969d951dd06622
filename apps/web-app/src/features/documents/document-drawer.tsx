/** One document in a drawer: what became of it, why, and what can be done now. */
import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentDetail, documentQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CompareButton, CompareDuplicates } from '../desk/compare-duplicates.tsx';
import { Timeline } from '../desk/timeline.tsx';
import { LinkedDocuments } from '../document-links/lazy-links.ts';
import { DocumentFaces } from '../document-view/lazy-faces.tsx';
import { InvoicePaper } from '../invoice/lazy-paper.ts';
import { OfficialVerdict } from '../official-rules/lazy-rules.tsx';
import { DocumentActs } from './document-acts.tsx';
import { DocumentState, DocumentTags } from './document-state.tsx';
import classes from './documents.module.css';

interface DrawerProps {
  readonly clientId: string;
  readonly documentId: string | null;
  readonly onClose: () => void;
}

export function DocumentDrawer({ clientId, documentId, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const query = useQuery({ ...documentQuery(documentId ?? ''), enabled: documentId !== null });
  return (
    <Drawer
      opened={documentId !== null}
      onClose={onClose}
      position="right"
      size="min(760px, 100vw)"
      title={query.data?.documentNo ?? query.data?.fileName ?? t('desk.detail.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={240} />}
      {query.data !== undefined && <Detail clientId={clientId} document={query.data} onClose={onClose} />}
    </Drawer>
  );
}

function Facts({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, string | null][] = [
    [t('desk.detail.file'), document.fileName],
    [t('desk.detail.entry'), document.entryPath],
    [t('desk.detail.size'), format.bytes(document.sizeBytes)],
    [t('desk.detail.profile'), document.profile],
    [t('desk.detail.type'), document.type],
    [t('desk.detail.ettn'), document.ettn],
    [t('documents.column.received'), format.moment(document.createdAt)],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function Why({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (document.failure !== null) {
    const { message, messageEn, next, nextEn } = document.failure;
    return (
      <div className={classes.note} data-tone="wrong" role="alert">
        <strong>{format.pick(message, messageEn)}</strong> {format.pick(next, nextEn)}
      </div>
    );
  }
  if (document.state === 'REJECTED')
    return (
      <div className={classes.note}>
        {t('desk.detail.rejectedFor', { reason: document.rejectReason ?? '' })}
      </div>
    );
  if (document.notThisClient && document.state === 'READY') {
    return (
      <div className={classes.note}>
        <strong>{t('desk.detail.notThisClient')}</strong> {t('desk.detail.notThisClientNext')}
      </div>
    );
  }
  if (document.duplicateOf !== null)
    return <div className={classes.note}>{t('documents.duplicateHint')}</div>;
  if (document.kind === 'other') return <div className={classes.note}>{t('desk.detail.other')}</div>;
  return null;
}

function Members({ counts }: { counts: NonNullable<DocumentDetail['memberCounts']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const states = ['READY', 'SETTLED', 'POSTED', 'FAILED', 'REJECTED', 'PENDING', 'PROCESSING'] as const;
  return (
    <div>
      <h2>{t('desk.detail.container')}</h2>
      {states
        .filter((state) => (counts[state] ?? 0) > 0)
        .map((state) => (
          <div key={state}>
            {t(`documents.states.${state}`)}: {format.count(counts[state] ?? 0)}
          </div>
        ))}
    </div>
  );
}

function Comparison(props: { clientId: string; document: DocumentDetail; originalId: string }) {
  const { clientId, document, originalId } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <CompareButton onOpen={() => setOpen(true)} />
      {open && (
        <CompareDuplicates
          clientId={clientId}
          later={document}
          originalId={originalId}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** What is inside, in its faces; of a file that is no e-document only that it is not shown here. */
function Shown({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  if (document.kind === 'archive') return null;
  if (!/\.xml$/i.test(document.entryPath ?? document.fileName))
    return <p className="soft">{t('desk.original.none')}</p>;
  return (
    <DocumentFaces document={document} hasKeys={false}>
      {document.invoice !== null && (
        <Suspense fallback={<Skeleton height={480} />}>
          <InvoicePaper invoice={document.invoice} findings={document.findings} />
        </Suspense>
      )}
    </DocumentFaces>
  );
}

function Detail({
  clientId,
  document,
  onClose,
}: {
  clientId: string;
  document: DocumentDetail;
  onClose: () => void;
}) {
  // Its act comes later and finds its place.
  const mayBeCancelled = document.kind === 'invoice' && ['READY', 'POSTED'].includes(document.state);
  return (
    <div className={classes.detail}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <DocumentState document={document} />
        <DocumentTags document={document} />
      </div>
      <Why document={document} />
      <DocumentActs clientId={clientId} document={document} onGone={onClose} />
      {document.duplicateOf !== null && (
        <Comparison clientId={clientId} document={document} originalId={document.duplicateOf} />
      )}
      <Facts document={document} />
      <div className={classes.linked} data-kept={mayBeCancelled || undefined}>
        <Suspense fallback={null}>
          <LinkedDocuments
            clientId={clientId}
            documentId={document.id}
            version={`${document.state} ${document.readAt ?? ''}`}
          />
        </Suspense>
      </div>
      <Timeline
        clientId={clientId}
        documentId={document.id}
        version={`${document.state} ${document.voucherVersion ?? ''} ${document.readAt ?? ''}`}
      />
      {document.memberCounts !== null && <Members counts={document.memberCounts} />}
      <OfficialVerdict document={document} />
      <Shown document={document} />
    </div>
  );
}
