/** The XML of a document with line numbers: found in, copied, and opened at the line of a finding. Large files come in parts. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import classes from './document-view.module.css';
import { rowOfLine, rowsWith, type XmlRow, xmlRows } from './xml-rows.ts';

const ROW_HEIGHT = 19;

interface XmlTextProps {
  readonly documentId: string;
  /** The line to open at. */
  readonly line: number | null;
  /** Lines that findings name. */
  readonly marked: readonly number[];
}

const partQuery = (documentId: string, query: { part?: number; line?: number }) => ({
  queryKey: ['document', documentId, 'xml', query],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.call('GET /documents/:documentId/xml', { params: { documentId }, query, signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
});

export function XmlText({ documentId, line, marked }: XmlTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const start = line ?? marked[0] ?? null;
  const [place, setPlace] = useState<{ part?: number; line?: number }>(start === null ? {} : { line: start });
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
        line={place.line ?? null}
        marked={marked}
        onLine={(wanted) => setPlace({ line: wanted })}
      />
    </>
  );
}

interface TextProps {
  readonly rows: readonly XmlRow[];
  readonly whole: string;
  readonly line: number | null;
  readonly marked: readonly number[];
  /** Of a line that another part holds, too. */
  readonly onLine: (line: number) => void;
}

function Text({ rows, whole, line, marked, onLine }: TextProps) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => rowsWith(rows, sought), [rows, sought]);
  const current = found[at % Math.max(1, found.length)] ?? (line === null ? -1 : rowOfLine(rows, line));
  const step = (by: number) => setAt((now) => (now + by + found.length) % Math.max(1, found.length));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') setSought('');
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
  };
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
          {sought !== '' &&
            (found.length === 0
              ? t('documentView.xml.none')
              : t('documentView.xml.found', { n: (at % found.length) + 1, total: found.length }))}
        </span>
        {found.length > 1 && (
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
        {marked.slice(0, 20).map((each) => (
          <QuietButton
            key={each}
            label={t('documentView.xml.marked', { line: each })}
            text={t('documentView.xml.marked', { line: each })}
            onClick={() => {
              setSought('');
              onLine(each);
            }}
          />
        ))}
        <CopyButton text={whole} />
      </div>
      <Rows rows={rows} current={current} marked={marked} />
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

interface RowsProps {
  readonly rows: readonly XmlRow[];
  /** The row that is brought into sight; -1 for none. */
  readonly current: number;
  readonly marked: readonly number[];
}

function Rows({ rows, current, marked }: RowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'center' });
  }, [current, virtual]);
  const wrong = useMemo(() => new Set(marked), [marked]);
  const digits = String(rows.at(-1)?.line ?? 1).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keyboard
    <section ref={scroller} className={classes.text} aria-label={t('documentView.xml.label')} tabIndex={0}>
      <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)` }}
              data-wrong={wrong.has(row.line) || undefined}
              data-current={item.index === current || undefined}
            >
              <span className={classes.number} style={{ width: `calc(${digits}ch + 16px)` }}>
                {row.isFirst ? row.line : ''}
              </span>
              <code style={{ paddingInlineStart: `${row.indent * 2}ch` }}>{row.text}</code>
              {row.cut > 0 && (
                <span className={classes.cut}>{t('documentView.xml.cut', { n: format.count(row.cut) })}</span>
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}
