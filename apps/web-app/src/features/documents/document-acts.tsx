/** What can be done with a document now: download, read again, reject, restore, move, review. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type DocumentDetail } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import classes from './documents.module.css';
import { downloadOriginal } from './download-original.ts';
import { MoveDialog } from './move-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';

interface ActsProps {
  readonly clientId: string;
  readonly document: DocumentDetail;
  /** Called when the document is no longer in this list. */
  readonly onGone: () => void;
}

function useAct(clientId: string, documentId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ run }: { run: () => Promise<unknown>; done: string }) => run(),
    onSuccess: (_, { done }) => {
      showDone(done);
      for (const queryKey of [['document', documentId], ...booksOf(clientId)])
        void cache.invalidateQueries({ queryKey });
    },
    onError: showProblem,
  });
}

export function DocumentActs({ clientId, document, onGone }: ActsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const act = useAct(clientId, document.id);
  const [asking, setAsking] = useState<'move' | 'reject' | null>(null);
  const params = { documentId: document.id };
  const { state } = document;
  const name = document.documentNo ?? document.fileName;
  const settled = state === 'READY' || state === 'SETTLED' || state === 'FAILED';
  const retry = () =>
    act.mutate({
      run: () => api.call('POST /documents/:documentId/retry', { params }),
      done: t('desk.detail.retried'),
    });
  const restore = () =>
    act.mutate({
      run: () => api.call('POST /documents/:documentId/restore', { params }),
      done: t('desk.detail.restored'),
    });
  const move = (to: { id: string; title: string }) => {
    setAsking(null);
    act.mutate(
      {
        run: () => api.call('POST /documents/:documentId/move', { params, body: { clientId: to.id } }),
        done: t('desk.detail.moved', { title: to.title }),
      },
      { onSuccess: onGone },
    );
  };
  const reject = (reason: string) => {
    setAsking(null);
    act.mutate({
      run: () => api.call('POST /documents/:documentId/reject', { params, body: { reason } }),
      done: t('documents.detail.rejected'),
    });
  };
  return (
    <div className={classes.detailActs}>
      {can('document:write') && document.notThisClient && settled && (
        <Button leftSection={<Icon name="move" />} onClick={() => setAsking('move')}>
          {t('documents.move.title')}
        </Button>
      )}
      {can('document:write') && settled && (
        <Button variant={state === 'FAILED' ? 'filled' : 'default'} onClick={retry} loading={act.isPending}>
          {t('desk.detail.retry')}
        </Button>
      )}
      {can('document:write') && settled && (
        <Button variant="default" onClick={() => setAsking('reject')}>
          {t('documents.detail.reject')}
        </Button>
      )}
      {can('document:write') && state === 'REJECTED' && (
        <Button onClick={restore} loading={act.isPending} leftSection={<Icon name="undo" />}>
          {t('desk.detail.restore')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Icon name="download" />}
        onClick={() => downloadOriginal(document).catch(showProblem)}
      >
        {t('documents.detail.download')}
      </Button>
      {document.voucherId !== null && can('voucher:read') && state === 'POSTED' && (
        <Link
          to="/mukellefler/$clientId/fisler/$voucherId"
          params={{ clientId, voucherId: document.voucherId }}
        >
          {t('desk.detail.voucher')}
        </Link>
      )}
      {document.duplicateOf !== null && (
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={{ clientId }}
          search={{ belge: document.duplicateOf }}
        >
          {t('desk.detail.duplicateOf')}
        </Link>
      )}
      <RejectDialog
        opened={asking === 'reject'}
        name={name}
        onClose={() => setAsking(null)}
        onReject={reject}
      />
      {asking === 'move' && (
        <MoveDialog name={name} fromClientId={clientId} onClose={() => setAsking(null)} onMove={move} />
      )}
    </div>
  );
}
