/** Above the paper: every finding. What is about the document as a whole stands there in full; all else in a line that leads to its places. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './findings.module.css';
import { FindingNote, ICONS } from './findings.tsx';
import type { NumberedFinding } from './group-findings.ts';
import { noteIdOf, partOf } from './places.ts';

/** Of one finding, so many places are named. */
const NAMED_PLACES = 12;

/** Goes to the finding in the paper: it comes into sight and takes the focus, so that it is read next. */
function goTo(number: number, place: string | null): void {
  const note = document.getElementById(noteIdOf(number, place));
  note?.scrollIntoView({ block: 'center' });
  note?.focus({ preventScroll: true });
}

export function FindingList({ findings }: { findings: readonly NumberedFinding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (findings.length === 0) return null;
  return (
    <nav className={classes.list} aria-label={t('invoice.findings')}>
      <h2>{t('invoice.findingsCount', { n: format.count(findings.length) })}</h2>
      <ol>
        {findings.map((found) => (
          <li key={found.number} value={found.number}>
            <Entry found={found} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Entry({ found }: { found: NumberedFinding }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, finding, all } = found;
  const places = [...new Map(all.map(({ place }) => [partOf(place), place]))];
  const onPaper = places.filter(([part]) => part !== 'head');
  const [first] = onPaper;
  const isOfWhole = first === undefined || onPaper.length < places.length;
  return (
    <div className={classes.entry}>
      {isOfWhole ? (
        <div className={classes.whole} data-severity={finding.severity}>
          <FindingNote found={found} />
        </div>
      ) : (
        <button type="button" data-severity={finding.severity} onClick={() => goTo(number, first[1])}>
          <Icon name={ICONS[finding.severity]} size={14} />
          <span>
            <strong>
              {number}. {t(`invoice.severity.${finding.severity}`)}:
            </strong>{' '}
            {format.pick(finding.message, finding.messageEn)}
          </span>
          {all.length > 1 && (
            <span className={classes.count}>{t('invoice.times', { n: format.count(all.length) })}</span>
          )}
        </button>
      )}
      {onPaper.length > (isOfWhole ? 0 : 1) && (
        <span className={classes.places}>
          {onPaper.slice(0, NAMED_PLACES).map(([part, place]) => (
            <button key={part} type="button" onClick={() => goTo(number, place)}>
              <PartName part={part} />
            </button>
          ))}
          {onPaper.length > NAMED_PLACES && (
            <span>{t('invoice.part.more', { n: format.count(onPaper.length - NAMED_PLACES) })}</span>
          )}
        </span>
      )}
    </div>
  );
}

/** "3. satır", "satıcı", "toplamlar". */
function PartName({ part }: { part: string }) {
  const { t } = useTranslation();
  const line = /^lines\[(\d+)\]$/.exec(part)?.[1];
  if (line !== undefined) return t('invoice.part.line', { n: Number(line) + 1 });
  if (part === 'supplier' || part === 'customer' || part === 'lines') return t(`invoice.part.${part}`);
  return t('invoice.part.totals');
}
