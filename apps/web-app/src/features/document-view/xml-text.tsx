/** The XML of a document with line numbers: what findings name is marked in its place and walked through; found in, copied. Large files come in parts. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import type { XmlPlace } from '../invoice/group-findings.ts';
import classes from './document-view.module.css';
import { rowsOfMarks, type XmlMark } from './xml-marks.ts';
import { rowsWith, type XmlRow, xmlRows } from './xml-rows.ts';
import { XmlTable } from './xml-table.tsx';

interface XmlTextProps {
  readonly documentId: string;
  /** What the address asks for. */
  readonly asked: XmlPlace | null;
  readonly marks: readonly XmlMark[];
  /** Called with the finding to go to. */
  readonly onMark: (mark: XmlMark) => void;
}

/** A part of the file by its number, or the one in which a line begins; without either the first. */
interface Part {
  readonly part?: number;
  readonly line?: number;
}

const partOfPlace = (place: XmlPlace | null | undefined): Part =>
  typeof place?.line === 'number' ? { line: place.line } : {};

const partQuery = (documentId: string, query: Part) => ({
  queryKey: ['document', documentId, 'xml', query],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.call('GET /documents/:documentId/xml', { params: { documentId }, query, signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
});

export function XmlText({ documentId, asked, marks, onMark }: XmlTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [place, setPlace] = useState<Part>(() => partOfPlace(asked ?? marks[0]));
  useEffect(() => {
    if (asked !== null) setPlace(partOfPlace(asked));
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
        asked={asked}
        isTurned={place.part !== undefined}
        marks={marks}
        onMark={onMark}
      />
    </>
  );
}

interface TextProps {
  readonly rows: readonly XmlRow[];
  readonly whole: string;
  readonly asked: XmlPlace | null;
  /** Whether somebody turned to this part: then it is shown from its beginning. */
  readonly isTurned: boolean;
  readonly marks: readonly XmlMark[];
  readonly onMark: (mark: XmlMark) => void;
}

const isSame = (one: XmlPlace, other: XmlPlace | null) =>
  one.line === other?.line && (other.xpath === null || one.xpath === other.xpath);

/** What findings name, from the top: first the rows of this part, each once, then what is in other parts. */
function useStops(rows: readonly XmlRow[], text: string, marks: readonly XmlMark[]) {
  return useMemo(() => {
    const marked = rowsOfMarks(rows, text, marks);
    const byRow = Map.groupBy([...marked], ([, row]) => row);
    const here = [...byRow].flatMap(([row, all]) => {
      const [mark] = all[0] ?? [];
      const words = [...new Set(all.map(([each]) => each.words))].join(' · ');
      return mark === undefined ? [] : [{ row, mark, words }];
    });
    const elsewhere = marks
      .filter((mark) => mark.line !== null && !marked.has(mark))
      .map((mark) => ({ row: Number.POSITIVE_INFINITY, mark, words: mark.words }));
    const stops = [...here.toSorted((a, b) => a.row - b.row), ...elsewhere];
    return { marked, stops };
  }, [rows, text, marks]);
}

function Text({ rows, whole, asked, isTurned, marks, onMark }: TextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sought, setSought] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => rowsWith(rows, sought), [rows, sought]);
  const { marked, stops } = useStops(rows, whole, marks);
  const aim = isTurned ? null : (asked ?? stops[0]?.mark ?? null);
  const askedRow = useMemo(
    () => (aim === null ? -1 : (rowsOfMarks(rows, whole, [aim]).get(aim) ?? -1)),
    [rows, whole, aim],
  );
  const stood = stops.findIndex(({ row, mark }) => (askedRow < 0 ? isSame(mark, aim) : row === askedRow));
  const current = found[at % Math.max(1, found.length)] ?? askedRow;
  /** Through what is sought; where nothing is, through the findings. */
  const step = (by: number) => {
    if (sought !== '') return setAt((now) => (now + by + found.length) % Math.max(1, found.length));
    const stop = stops[(stood + by + stops.length) % Math.max(1, stops.length)];
    if (stop !== undefined) onMark(stop.mark);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') setSought('');
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
  };
  const total = sought === '' ? stops.length : found.length;
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
      {sought === '' && stood >= 0 && <p className={classes.words}>{stops[stood]?.words}</p>}
      <XmlTable rows={rows} current={current} takesFocus={asked !== null && sought === ''} marked={marked} />
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
