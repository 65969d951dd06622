/** What runs: release, Node, PostgreSQL, schema, the process that answered; and every migration with its state. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { StateWord, type Tone } from '../../ui/small.tsx';
import classes from './operations.module.css';
import type { Overview } from './operations-queries.ts';

/** Migrations shown before the rest is asked for. */
const SHOWN = 3;

export function Versions({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { release, node, postgres, schema, process } = overview;
  const lines = [
    [t('operations.release'), release],
    [t('operations.postgres'), postgres ?? t('operations.unknown')],
    [t('operations.node'), node],
    [
      t('operations.schemaName'),
      schema === null ? t('operations.unknown') : t(`operations.schema.${schema}`),
    ],
    [
      t('operations.process'),
      t('operations.processSince', {
        host: process.host,
        pid: process.pid,
        at: format.moment(process.startedAt),
      }),
    ],
  ];
  return (
    <dl className={classes.facts}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Migration = Overview['migrations'][number];

const TONES: Readonly<Record<Migration['state'], Tone>> = {
  applied: 'done',
  pending: 'wait',
  failed: 'wrong',
  edited: 'wait',
  unknown: 'plain',
};

function List({ migrations }: { migrations: readonly Migration[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.migrations}>
      {migrations.map(({ name, state, appliedAt, error }) => (
        <li key={name}>
          <code>{name}</code>
          <StateWord
            icon={state === 'applied' ? 'check' : state === 'failed' ? 'wrong' : 'clock'}
            tone={TONES[state]}
          >
            {t(`operations.migration.${state}`)}
          </StateWord>
          {appliedAt !== null && <span className="faint">{format.moment(appliedAt)}</span>}
          {error !== null && <span className="wrong">{error}</span>}
        </li>
      ))}
    </ul>
  );
}

export function Migrations({ migrations }: { migrations: readonly Migration[] }) {
  const { t } = useTranslation();
  // What waits or failed is never folded away.
  const troubled = migrations.filter(({ state }) => state !== 'applied');
  const applied = migrations.filter(({ state }) => state === 'applied');
  return (
    <>
      <List migrations={[...troubled, ...applied.slice(0, SHOWN)]} />
      {applied.length > SHOWN && (
        <details className={classes.more}>
          <summary>{t('operations.allMigrations', { n: migrations.length })}</summary>
          <List migrations={applied.slice(SHOWN)} />
        </details>
      )}
    </>
  );
}
