/** Findings of a document: a list at the top that leads to each, and each at its place with what to do now. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import classes from './invoice.module.css';
import type { Finding, NumberedFinding } from './lit.tsx';

const ICONS: Record<Finding['severity'], IconName> = { error: 'wrong', warning: 'warn', info: 'info' };
const SEVERITIES = ['error', 'warning', 'info'] as const;

const idOf = (number: number) => `bulgu-${number}`;

/** Each finding of a part of the paper, in full. */
export function FindingNotes({ findings }: { findings: readonly NumberedFinding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {findings.map(({ number, finding }) => (
        <li key={number} id={idOf(number)} data-severity={finding.severity} tabIndex={-1}>
          <Icon name={ICONS[finding.severity]} size={14} />
          <div>
            <div>
              <strong>
                {number}. {t(`invoice.severity.${finding.severity}`)}:
              </strong>{' '}
              {format.pick(finding.message, finding.messageEn)}
            </div>
            {finding.remedy !== null && (
              <div className={classes.remedy}>
                <strong>{t('invoice.remedy')}</strong> {format.pick(finding.remedy.tr, finding.remedy.en)}
                {finding.remedy.law !== null && <span className={classes.law}> {finding.remedy.law}</span>}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Goes to the finding in the paper: it comes into sight and takes the focus, so that it is read next. */
function goTo(number: number): void {
  const note = document.getElementById(idOf(number));
  note?.scrollIntoView({ block: 'center' });
  note?.focus({ preventScroll: true });
}

/** Above the paper: how many findings, and each in a line that leads to it; the gravest first. */
export function FindingList({ findings }: { findings: readonly NumberedFinding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (findings.length === 0) return null;
  const ordered = SEVERITIES.flatMap((severity) =>
    findings.filter(({ finding }) => finding.severity === severity),
  );
  return (
    <nav className={classes.list} aria-label={t('invoice.findings')}>
      <h2>{t('invoice.findingsCount', { n: format.count(findings.length) })}</h2>
      <ol>
        {ordered.map(({ number, finding }) => (
          <li key={number} value={number}>
            <button type="button" data-severity={finding.severity} onClick={() => goTo(number)}>
              <Icon name={ICONS[finding.severity]} size={14} />
              <span className="cut">{format.pick(finding.message, finding.messageEn)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
