/** The XML of a document with line numbers: what findings name is marked in its place and walked through; found in, copied. Large files come in parts. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import classes from './document-view.module.css';
import { rowsOfMarks, type XmlMark } from './xml-marks.ts';
import { rowsWith, type XmlRow, xmlRows } from './xml-rows.ts';
import { XmlTable } from './xml-table.tsx';

/** A place that the address asks for. */
export type AskedPlace = Pick<XmlMark, 'line' | 'xpath'>;

interface XmlTextProps {
  readonly documentId: string;
  readonly asked: AskedPlace | null;
  /** What findings name, from the top. */
  readonly marks: readonly XmlMark[];
  /** Called with the finding to go to. */
  readonly onMark: (mark: XmlMark) => void;
}

const partQuery = (documentId: string, query: { part?: number; line?: number }) => ({
  queryKey: ['document', documentId, 'xml', query],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.call('GET /documents/:documentId/xml', { params: { documentId }, query, signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
});

export function XmlText({ documentId, asked, marks, onMark }: XmlTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const line = (asked ?? marks[0])?.line ?? null;
  const [place, setPlace] = useState<{ part?: number; line?: number }>(line === null ? {} : { line });
  useEffect(() => {
    if (asked !== null) setPlace({ line: asked.line });
  }, [asked]);
  const query = useQuery(partQuery(documentId, place));
  const part = query.data;
  const rows = useMemo(() => (part === undefined ? [] : xmlRows(part.text, part.firstLine)), [part]);
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (part === undefined) return <Skeleton className={classes.text ?? ''} />;
  return (
    <>
      {(part.more || part.part > 0) && (
        <div className={classes.note}>
          <span>
            {t('documentView.xml.part', {
              part: part.part + 1,
              line: format.count(part.firstLine),
              size: format.bytes(part.sizeBytes),
            })}{' '}
            {t('documentView.xml.partNote')}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            disabled={part.part === 0}
            onClick={() => setPlace({ part: part.part - 1 })}
          >
            {t('documentView.xml.partPrevious')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!part.more}
            onClick={() => setPlace({ part: part.part + 1 })}
          >
            {t('documentView.xml.partNext')}
          </Button>
        </div>
      )}
      <Text
        key={part.part}
        rows={rows}
        whole={part.text}
        asked={place.line === undefined ? null : (asked ?? marks[0] ?? null)}
        isAsked={asked !== null}
        marks={marks}
        onMark={onMark}
      />
    </>
  );
}

interface TextProps {
  readonly rows: readonly XmlRow[];
  readonly whole: string;
  /** What is brought into sight. */
  readonly asked: AskedPlace | null;
  /** Whether somebody went there, rather than opened the XML. */
  readonly isAsked: boolean;
  readonly marks: readonly XmlMark[];
  readonly onMark: (mark: XmlMark) => void;
}

const isSame = (one: AskedPlace, other: AskedPlace | null) =>
  one.line === other?.line && (other.xpath === null || one.xpath === other.xpath);

function Text({ rows, whole, asked, isAsked, marks, onMark }: TextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sought, setSought] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => rowsWith(rows, sought), [rows, sought]);
  const marked = useMemo(() => rowsOfMarks(rows, whole, marks), [rows, whole, marks]);
  const askedRow = useMemo(
    () => (asked === null ? -1 : (rowsOfMarks(rows, whole, [asked]).get(asked) ?? -1)),
    [rows, whole, asked],
  );
  const stood = marks.findIndex((mark) => isSame(mark, asked));
  const current = found[at % Math.max(1, found.length)] ?? askedRow;
  /** Through what is sought; where nothing is, through the findings. */
  const step = (by: number) => {
    if (sought !== '') return setAt((now) => (now + by + found.length) % Math.max(1, found.length));
    const mark = marks[(stood + by + marks.length) % Math.max(1, marks.length)];
    if (mark !== undefined) onMark(mark);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') setSought('');
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
  };
  const total = sought === '' ? marks.length : found.length;
  const where = { n: format.count(sought === '' ? stood + 1 : (at % total) + 1), total: format.count(total) };
  return (
    <>
      <div className={classes.note}>
        <input
          type="search"
          className={classes.search}
          aria-label={t('documentView.xml.search')}
          placeholder={t('documentView.xml.search')}
          value={sought}
          onChange={(event) => {
            setSought(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span role="status">
          {sought === ''
            ? total > 0 && stood >= 0 && t('documentView.xml.finding', where)
            : t(total === 0 ? 'documentView.xml.none' : 'documentView.xml.found', where)}
        </span>
        {total > 1 && (
          <>
            <QuietButton
              label={t('documentView.xml.previous')}
              text={t('documentView.xml.previous')}
              onClick={() => step(-1)}
            />
            <QuietButton
              label={t('documentView.xml.next')}
              text={t('documentView.xml.next')}
              onClick={() => step(1)}
            />
          </>
        )}
        <CopyButton text={whole} />
      </div>
      {sought === '' && stood >= 0 && <p className={classes.words}>{marks[stood]?.words}</p>}
      <XmlTable rows={rows} current={current} takesFocus={isAsked && sought === ''} marked={marked} />
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 2_000);
  };
  return (
    <QuietButton
      label={t('documentView.xml.copy')}
      text={t(done ? 'documentView.xml.copied' : 'documentView.xml.copy')}
      onClick={() => void copy()}
    />
  );
}
