/** A document as drawn by the server, in a frame that may run nothing and load nothing; foreign designs are made to fit its width. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './document-view.module.css';
import { printPage } from './print-page.ts';

type Design = 'auto' | 'own';

const REFUSALS = ['faulty', 'too-slow', 'too-large'] as const;

interface Drawn {
  readonly html: string;
  readonly design: 'embedded' | 'own';
  readonly refused: (typeof REFUSALS)[number] | null;
}

/** Designs of integrators are made for paper of about this width, in pixels. */
const FOREIGN_WIDTH = 840;
const SMALLEST_SCALE = 0.4;

const drawnQuery = (documentId: string, design: Design, language: string) => ({
  queryKey: ['document', documentId, 'drawn', design, language],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Drawn> => {
    const path = `/documents/${encodeURIComponent(documentId)}/view?design=${design}`;
    const response = await api.raw(path, { signal, headers: { 'accept-language': language } });
    const refused = response.headers.get('x-document-design-refused');
    return {
      html: await response.text(),
      design: response.headers.get('x-document-design') === 'embedded' ? 'embedded' : 'own',
      refused: REFUSALS.find((one) => one === refused) ?? null,
    };
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
});

export function DrawnPage({ documentId }: { documentId: string }) {
  const { t, i18n } = useTranslation();
  const [design, setDesign] = useState<Design>('auto');
  const query = useQuery(drawnQuery(documentId, design, i18n.language));
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton className={classes.frameBox ?? ''} />;
  const { html, design: shown, refused } = query.data;
  const brings = shown === 'embedded' || design === 'own';
  return (
    <>
      <div className={classes.note}>
        <span>
          {refused !== null
            ? t(`documentView.refused.${refused}`)
            : brings
              ? t(`documentView.design.${shown}`)
              : t('documentView.noDesign')}
        </span>
        {brings && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => setDesign(design === 'own' ? 'auto' : 'own')}
          >
            {t(design === 'own' ? 'documentView.toEmbedded' : 'documentView.toOwn')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="document" size={14} />}
          onClick={() => printPage(html)}
        >
          {t('documentView.print')}
        </Button>
      </div>
      <Frame html={html} width={shown === 'embedded' ? FOREIGN_WIDTH : null} />
    </>
  );
}

/** No script, no form, no other origin, no way out: `sandbox` is empty, and the page brings a policy of its own. */
function Frame({ html, width }: { html: string; width: number | null }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const fit = () =>
      setScale(width === null ? 1 : Math.min(1, Math.max(SMALLEST_SCALE, element.clientWidth / width)));
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    fit();
    return () => watch.disconnect();
  }, [width]);
  return (
    <div ref={box} className={classes.frameBox}>
      <iframe
        sandbox=""
        title={t('documentView.frame')}
        srcDoc={html}
        className={classes.frame}
        style={{
          width: `${100 / scale}%`,
          height: `${100 / scale}%`,
          transform: scale === 1 ? undefined : `scale(${scale})`,
        }}
      />
    </div>
  );
}
