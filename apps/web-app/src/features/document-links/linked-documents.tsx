/** The documents that belong to one: each with its state and a way to it; the time to answer; its cancellation and reversal. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount, Tag, type Tone } from '../../ui/small.tsx';
import { AnswerActs } from './answer-acts.tsx';
import { CancellationActs } from './cancellation-acts.tsx';
import classes from './document-links.module.css';
import { Reversal } from './reversal.tsx';

type Links = Answer<'GET /documents/:documentId/links'>;
type Item = Links['items'][number];

interface LinkedProps {
  readonly clientId: string;
  readonly documentId: string;
  /** A document that changed may have others beside it. */
  readonly version: string;
  /** Beside text that stands off the edge. */
  readonly isInset?: boolean;
}

export function LinkedDocuments({ clientId, documentId, version, isInset = false }: LinkedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery({
    queryKey: ['document', documentId, 'links', version],
    queryFn: ({ signal }) => api.call('GET /documents/:documentId/links', { params: { documentId }, signal }),
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const links = query.data;
  if (links === undefined) return null;
  const place = { clientId, documentId };
  if (isAlone(links))
    return (
      <div className={classes.linked} data-inset={isInset || undefined}>
        <CancellationActs {...place} links={links} />
      </div>
    );
  return (
    <section
      className={classes.linked}
      data-inset={isInset || undefined}
      aria-label={t('documentLinks.title')}
    >
      <h2>{t('documentLinks.title')}</h2>
      {links.answer !== null && links.cancellation === null && <AnswerTime answer={links.answer} />}
      {links.invoiceDue !== null && <InvoiceDue due={links.invoiceDue} />}
      <AnswerActs documentId={documentId} links={links} />
      <CancellationActs {...place} links={links} />
      {links.reversal !== null && <Reversal {...place} reversal={links.reversal} />}
      {links.items.length > 0 && (
        <ul className={classes.items}>
          {links.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a document may name another twice; the list is only read
            <Linked key={index} clientId={clientId} item={item} />
          ))}
          {links.more > 0 && (
            <li className="soft">{t('documentLinks.more', { n: format.count(links.more) })}</li>
          )}
        </ul>
      )}
      {links.envelope !== null && <Envelope envelope={links.envelope} />}
    </section>
  );
}

/** Nothing belongs to it and nothing was said of it. */
const isAlone = ({ items, ...said }: Links): boolean =>
  items.length === 0 &&
  [said.answer, said.invoiceDue, said.cancellation, said.reversal, said.envelope].every((it) => it === null);

/** Who sent the document to whom, by the header of the envelope it came in. */
function Envelope({ envelope }: { envelope: NonNullable<Links['envelope']> }) {
  const { t } = useTranslation();
  const { sender, receiver, type, id } = envelope;
  const sides = [
    ['sender', sender],
    ['receiver', receiver],
  ] as const;
  return (
    <dl className={classes.envelope}>
      {sides.map(([side, { alias, taxId, name }]) => (
        <div key={side}>
          <dt className="soft">{t(`documentLinks.envelope.${side}`)}</dt>
          <dd>
            {[name, taxId].filter(Boolean).join(' · ') || '–'} <span className="faint">{alias}</span>
          </dd>
        </div>
      ))}
      <div>
        <dt className="soft">{t('documentLinks.envelope.title')}</dt>
        <dd>
          {type ?? '–'} <span className="faint">{id}</span>
        </dd>
      </div>
    </dl>
  );
}

const TONES: Readonly<Record<NonNullable<Links['answer']>['state'], Tone>> = {
  running: 'wait',
  passed: 'plain',
  accepted: 'done',
  refused: 'wrong',
  returned: 'wait',
};

function AnswerTime({ answer }: { answer: NonNullable<Links['answer']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, daysLeft, lastDay, law } = answer;
  const day = format.date(lastDay);
  const words =
    state === 'running' && daysLeft === 1
      ? t('documentLinks.period.today', { day })
      : t(`documentLinks.period.${state}`, { n: daysLeft - 1, day });
  return (
    <p className={classes.period} title={t('documentLinks.period.from', { law })}>
      <Tag tone={TONES[state]}>{words}</Tag>
    </p>
  );
}

/** Goods that came or went, whose invoice did not. */
function InvoiceDue({ due }: { due: NonNullable<Links['invoiceDue']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { isOver, lastDay, law } = due;
  return (
    <p className={classes.period} title={law}>
      <Tag tone={isOver ? 'wrong' : 'wait'}>
        {t(isOver ? 'documentLinks.due.over' : 'documentLinks.due.running', { day: format.date(lastDay) })}
      </Tag>
    </p>
  );
}

const ANSWERS = ['KABUL', 'RED', 'IADE'] as const;

/** The three answers in words, others as they are written. */
function useAnswerWord(answer: string | null): string | null {
  const { t } = useTranslation();
  const known = ANSWERS.find((each) => each === answer?.toUpperCase());
  return known === undefined ? answer : t(`documentLinks.answers.${known}`);
}

function Linked({ clientId, item }: { clientId: string; item: Item }) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useAnswerWord(item.answer);
  const { document } = item;
  const name = document?.documentNo ?? item.number ?? item.ettn ?? '';
  const date = document?.issueDate ?? item.date;
  return (
    <li>
      <span className="soft">{t(`documentLinks.${item.side}.${item.kind}`)}</span>
      {document === null ? (
        <span>{name}</span>
      ) : (
        <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }} search={{ belge: document.id }}>
          {name}
        </Link>
      )}
      {date !== null && <span className="faint">{format.date(date)}</span>}
      {document !== null && document.payable !== null && (
        <Amount value={document.payable} currency={document.currency} zero="number" />
      )}
      {answer !== null && (
        <Tag tone={item.answer?.toUpperCase() === 'RED' ? 'wrong' : 'plain'} title={item.note ?? answer}>
          {answer}
        </Tag>
      )}
      {item.kind !== 'order' && (
        <span className="faint">
          {document === null ? t('documentLinks.notHere') : t(`documentLinks.states.${document.state}`)}
        </span>
      )}
    </li>
  );
}
