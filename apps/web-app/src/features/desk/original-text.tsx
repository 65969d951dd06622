/** The original of a document as text: an XML is shown letter by letter and never run; other kinds are not shown, and said so. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentDetail } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './desk.module.css';

/** More than this nobody reads, and a browser would lay out for seconds. */
const SHOWN_LETTERS = 200_000;

const isXml = (document: DocumentDetail) => /\.xml$/i.test(document.entryPath ?? document.fileName);

export function OriginalText({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (document.kind === 'archive') return null;
  if (!isXml(document)) return <p className="soft">{t('desk.original.none')}</p>;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<Icon name="document" />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'desk.original.hide' : 'desk.original.show')}
      </Button>
      {open && <Text documentId={document.id} />}
    </div>
  );
}

function Text({ documentId }: { documentId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery({
    queryKey: ['document', documentId, 'original'],
    queryFn: async ({ signal }) =>
      (await api.raw(`/documents/${encodeURIComponent(documentId)}/file`, { signal })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton height={160} mt="xs" />;
  return (
    <>
      {query.data.length > SHOWN_LETTERS && (
        <p className="soft">{t('desk.original.cut', { n: format.count(SHOWN_LETTERS) })}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keyboard */}
      <pre className={classes.original} tabIndex={0}>
        {query.data.slice(0, SHOWN_LETTERS)}
      </pre>
    </>
  );
}
