/** A duplicate beside its original, field by field with the differences marked; which one stays is decided by 1 or 2. */
import { Button, Group, Modal, Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type DocumentDetail, documentQuery } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { KeyCap, Tag } from '../../ui/small.tsx';
import { downloadOriginal } from '../documents/download-original.ts';
import { type Compared, compareDocuments, differencesOf } from './compare-fields.ts';
import classes from './desk.module.css';

interface CompareProps {
  readonly clientId: string;
  /** The later one; it names its original. */
  readonly later: DocumentDetail;
  readonly originalId: string;
  readonly onClose: () => void;
}

export function CompareDuplicates({ clientId, later, originalId, onClose }: CompareProps) {
  const { t } = useTranslation();
  const query = useQuery(documentQuery(originalId));
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1100px, 96vw)"
      title={t('desk.compare.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={320} />}
      {query.data !== undefined && <Pair clientId={clientId} pair={[query.data, later]} onClose={onClose} />}
    </Modal>
  );
}

/** The way to the comparison, with its key. */
export function CompareButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <Button variant="default" leftSection={<Icon name="copy" />} onClick={onOpen}>
        {t('desk.compare.open')}
      </Button>
    </div>
  );
}

interface PairProps {
  readonly clientId: string;
  readonly pair: readonly [original: DocumentDetail, later: DocumentDetail];
  readonly onClose: () => void;
}

const mayBeRejected = (document: DocumentDetail) => document.state === 'READY' || document.state === 'FAILED';

function useDecision({ clientId, pair, onClose }: PairProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (kept: 0 | 1) => {
      const [stays, goes] = kept === 0 ? pair : ([pair[1], pair[0]] as const);
      const name = `${stays.documentNo ?? ''} (${stays.fileName})`.trim();
      const body = { reason: t('desk.compare.reason', { name }).slice(0, 500) };
      // Kept is the later one: it takes the place of the original, which gives its ETTN up.
      return kept === 1
        ? api.call('POST /documents/:documentId/keep', { params: { documentId: stays.id }, body })
        : api.call('POST /documents/:documentId/reject', { params: { documentId: goes.id }, body });
    },
    onSuccess: (_answer, kept) => {
      showDone(t('desk.compare.kept', { name: pair[kept === 0 ? 1 : 0].fileName }));
      for (const queryKey of [['document'], ...booksOf(clientId)]) void cache.invalidateQueries({ queryKey });
      onClose();
    },
  });
}

function Pair(props: PairProps) {
  const { pair } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const decide = useDecision(props);
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = compareDocuments(pair[0], pair[1], format, (state) => t(`documents.states.${state}`));
  const differences = differencesOf(rows);
  const may = (kept: 0 | 1) => can('document:write') && mayBeRejected(pair[kept === 0 ? 1 : 0]);
  const press = useRef((_key: string) => {});
  useEffect(() => {
    press.current = (key) => {
      const kept = key === '1' ? 0 : key === '2' ? 1 : null;
      if (kept !== null && may(kept) && !decide.isPending) decide.mutate(kept);
    };
  });
  // The keys of a page rest while a dialog is open: these two are the dialog's own, wherever its focus is.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) press.current(event.key);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div>
      {decide.isError && <ProblemNote error={decide.error} />}
      <Group justify="space-between" mb="xs">
        <span role="status">
          {differences === 0
            ? t('desk.compare.same')
            : t('desk.compare.differences', { n: format.count(differences) })}
        </span>
        <Switch
          size="xs"
          data-autofocus
          label={t('desk.compare.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </Group>
      <Table pair={pair} rows={rows.filter((row) => !onlyDifferent || row.differs)} />
      {pair[0].state === 'POSTED' && <p className="soft">{t('desk.compare.posted')}</p>}
      <Group justify="flex-end" gap="xs" mt="md">
        {([0, 1] as const).map((kept) => (
          <Button
            key={kept}
            variant={kept === 0 ? 'filled' : 'default'}
            disabled={!may(kept)}
            loading={decide.isPending && decide.variables === kept}
            onClick={() => decide.mutate(kept)}
          >
            {t(kept === 0 ? 'desk.compare.original' : 'desk.compare.later')}: {t('desk.compare.keep')}
            <KeyCap>{String(kept + 1)}</KeyCap>
          </Button>
        ))}
      </Group>
    </div>
  );
}

function Table({ pair, rows }: { pair: PairProps['pair']; rows: readonly Compared[] }) {
  const { t } = useTranslation();
  return (
    <table className={classes.compare}>
      <thead>
        <tr>
          <th scope="col">{t('desk.compare.field')}</th>
          {pair.map((document, at) => (
            <th key={document.id} scope="col">
              {t(at === 0 ? 'desk.compare.original' : 'desk.compare.later')}{' '}
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<Icon name="download" />}
                onClick={() => void downloadOriginal(document)}
              >
                {t('documents.detail.download')}
              </Button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, values, differs }) => (
          <tr key={field} data-differs={differs || undefined}>
            <th scope="row">
              {typeof field === 'number'
                ? t('desk.compare.line', { n: field })
                : t(`desk.compare.fields.${field}`)}{' '}
              {differs && <Tag tone="wait">{t('desk.compare.differs')}</Tag>}
            </th>
            <td>{values[0]}</td>
            <td>{values[1]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
