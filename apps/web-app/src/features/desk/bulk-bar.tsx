/** What is done with the chosen documents: the acts with their numbers, the run of the one that was asked for, and its undoing. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.ts';
import type { DocumentFilter } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { MoveDialog } from '../documents/move-dialog.tsx';
import { RejectDialog } from '../documents/reject-dialog.tsx';
import { JudgeChosen } from '../official-rules/judge-chosen.tsx';
import type { ActRequest } from '../review/acts/act-queries.ts';
import { ActRun } from './act-run.tsx';
import { type BulkKind, type ChosenRow, countOfAct, countRows, targetOf } from './bulk-acts.ts';
import classes from './desk.module.css';
import { downloadZip } from './download-zip.ts';
import { type Selection, selectionOf } from './selection.ts';

interface BulkBarProps {
  /** Whose documents the list shows; null where they are of several clients. */
  readonly clientId: string | null;
  /** The chosen rows; null where all that match are chosen. */
  readonly rows: readonly ChosenRow[] | null;
  /** The filter of the list. */
  readonly query: DocumentFilter;
  readonly onClear: () => void;
}

type Chosen = readonly ChosenRow[] | Selection;

const byNameOrFilter = (chosen: Chosen) =>
  Array.isArray(chosen)
    ? { documentIds: (chosen as readonly ChosenRow[]).map((row) => row.id) }
    : { selection: chosen as Selection };

/** Counts of what is chosen: known for rows in sight, asked for a filter. */
function useCounted(chosen: Chosen) {
  const rows = Array.isArray(chosen) ? (chosen as readonly ChosenRow[]) : null;
  const selection = rows === null ? (chosen as Selection) : null;
  const query = useQuery({
    queryKey: ['documents', selection?.clientId, 'selection', selection],
    queryFn: ({ signal }) =>
      api.call('POST /documents/selection', { body: { selection: selection ?? undefined }, signal }),
    enabled: selection !== null,
  });
  return rows === null ? query.data : countRows(rows);
}

function useDownload(chosen: Chosen) {
  const { t } = useTranslation();
  const format = useFormat();
  const [received, setReceived] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const start = (files: number) => {
    const wanted = byNameOrFilter(chosen);
    const controller = new AbortController();
    stop.current = controller;
    setReceived(0);
    downloadZip(wanted, setReceived, controller.signal)
      .then(
        () => showDone(t('desk.bulk.downloaded', { n: format.count(files) })),
        (error: unknown) => controller.signal.aborted || showProblem(asProblem(error)),
      )
      .finally(() => setReceived(null));
  };
  return { received, start, stop: () => stop.current?.abort() };
}

export function BulkBar({ clientId, rows, query, onClear }: BulkBarProps) {
  const chosen = useMemo(() => rows ?? selectionOf(clientId ?? undefined, query), [rows, clientId, query]);
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const counted = useCounted(chosen);
  const download = useDownload(chosen);
  const [asking, setAsking] = useState<'move' | 'reject' | null>(null);
  const [run, setRun] = useState<ActRequest | null>(null);
  const n = (kind: BulkKind) => (counted === undefined ? 0 : countOfAct(kind, counted));
  const ask = (kind: BulkKind, more: Pick<ActRequest, 'reason' | 'toClientId'> = {}) => {
    const target = targetOf(kind, chosen);
    setAsking(null);
    if (target !== null) setRun({ id: crypto.randomUUID(), kind, ...target, ...more });
  };
  if (run !== null) {
    const leave = () => {
      setRun(null);
      onClear();
    };
    return <ActRun clientId={clientId} body={run} onClose={leave} />;
  }
  // What was chosen has left the list in the meantime.
  if (rows?.length === 0) return null;
  const documents = counted === undefined ? '…' : format.count(counted.documents);
  return (
    <section className={classes.bulk} aria-label={t('desk.bulk.title')} data-noprint>
      <strong role="status">
        {t(Array.isArray(chosen) ? 'desk.bulk.chosen' : 'desk.bulk.chosenAll', { n: documents })}
      </strong>
      {can('voucher:post') && n('approve') > 0 && (
        <Button onClick={() => ask('approve')}>
          {t('desk.bulk.approve', { n: format.count(n('approve')) })}
        </Button>
      )}
      {can('document:write') && (
        <>
          <Button variant="default" disabled={n('retry') === 0} onClick={() => ask('retry')}>
            {t('desk.bulk.retry')}
          </Button>
          {clientId !== null && (
            <JudgeChosen
              clientId={clientId}
              chosen={byNameOrFilter(chosen)}
              disabled={counted?.documents === 0}
            />
          )}
          <Button variant="default" disabled={n('move') === 0} onClick={() => setAsking('move')}>
            {t('desk.bulk.move')}
          </Button>
          <Button variant="default" disabled={n('reject') === 0} onClick={() => setAsking('reject')}>
            {t('desk.bulk.reject')}
          </Button>
        </>
      )}
      {download.received === null ? (
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          disabled={(counted?.files ?? 0) === 0}
          onClick={() => download.start(counted?.files ?? 0)}
        >
          {t('desk.bulk.download')}
        </Button>
      ) : (
        <Button variant="default" leftSection={<Icon name="cross" />} onClick={download.stop}>
          {t('desk.bulk.downloading', { sent: format.bytes(download.received) })}
        </Button>
      )}
      <Button variant="subtle" onClick={onClear}>
        {t('desk.bulk.clear')}
        <KeyCap>Esc</KeyCap>
      </Button>
      <RejectDialog
        opened={asking === 'reject'}
        name={t('desk.bulk.documents', { n: format.count(n('reject')) })}
        onClose={() => setAsking(null)}
        onReject={(reason) => ask('reject', { reason })}
      />
      {asking === 'move' && (
        <MoveDialog
          name={t('desk.bulk.documents', { n: format.count(n('move')) })}
          fromClientId={clientId}
          onClose={() => setAsking(null)}
          onMove={(to) => ask('move', { toClientId: to.id })}
        />
      )}
    </section>
  );
}
