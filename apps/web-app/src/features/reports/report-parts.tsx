/** The parts of a report on the screen: figures, bars, texts, places to sign, and the first rows of its tables. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Amount } from '../../ui/small.tsx';
import { ReportBars } from './report-bars.tsx';
import classes from './reports.module.css';
import type { PartOf, ReportPart } from './reports-queries.ts';

type Column = PartOf<'table'>['columns'][number];

function useSay() {
  const { pick } = useFormat();
  return ({ tr, en }: { readonly tr: string; readonly en: string }) => pick(tr, en);
}

function Figures({ part }: { part: PartOf<'figures'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSay();
  const hasPrior = part.figures.some(({ prior }) => prior !== null);
  return (
    <section className={classes.part}>
      <h2>{say(part.title)}</h2>
      <table className={classes.figures}>
        <thead>
          <tr>
            <th scope="col">{t('reports.column.item')}</th>
            <th scope="col">{t('reports.column.amount')}</th>
            {hasPrior && <th scope="col">{say(part.priorTitle)}</th>}
          </tr>
        </thead>
        <tbody>
          {part.figures.map(({ label, amount, count, prior, note, tone }) => (
            <tr key={label.tr} data-tone={tone}>
              <th scope="row">
                {say(label)}
                {note !== null && <small>{say(note)}</small>}
              </th>
              <td>{count === null ? <Amount value={amount} /> : format.count(count)}</td>
              {hasPrior && <td className="faint">{prior !== null && <Amount value={prior} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isNumber = ({ kind }: Column) => kind === 'amount' || kind === 'count';

function Cell({ column, text }: { column: Column; text: string }) {
  const format = useFormat();
  if (text === '') return null;
  if (column.kind === 'amount') return /^-?\d/.test(text) ? <Amount value={text} /> : text;
  if (column.kind === 'count') return /^-?\d+$/.test(text) ? format.count(Number(text)) : text;
  if (column.kind === 'date') return format.date(text);
  if (column.kind === 'moment') return format.moment(text);
  return text;
}

function Table({ part, name }: { part: PartOf<'table'>; name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSay();
  const title = part.title === null ? name : say(part.title);
  return (
    <section className={classes.part} data-wide>
      {part.title !== null && <h2>{title}</h2>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className={classes.scroller} aria-label={title} tabIndex={0}>
        <table className={classes.rows}>
          <thead>
            <tr>
              {part.columns.map((column) => (
                <th key={column.id} scope="col" data-number={isNumber(column) || undefined}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a report has no other name than its place
              <tr key={at}>
                {part.columns.map((column, index) => (
                  <td key={column.id} data-number={isNumber(column) || undefined}>
                    <Cell column={column} text={row[index] ?? ''} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {part.totals !== null && (
            <tfoot>
              <tr>
                {part.columns.map((column, index) => (
                  <td key={column.id} data-number={isNumber(column) || undefined}>
                    <Cell column={column} text={part.totals?.[index] ?? ''} />
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {!part.isWhole && <p className="faint">{t('reports.first', { n: format.count(part.rows.length) })}</p>}
    </section>
  );
}

function Text({ part }: { part: PartOf<'text'> }) {
  const say = useSay();
  return (
    <section className={classes.part} data-wide>
      {part.title !== null && <h2>{say(part.title)}</h2>}
      {part.paragraphs.map((each) => (
        <p key={each.tr}>{say(each)}</p>
      ))}
    </section>
  );
}

function Signatures({ part }: { part: PartOf<'signatures'> }) {
  const say = useSay();
  return (
    <div className={classes.signatures}>
      {part.places.map((place) => (
        <div key={place.tr}>{say(place)}</div>
      ))}
    </div>
  );
}

/** `name` is the report's, for a table that has no title of its own. */
export function ReportParts({ parts, name }: { parts: readonly ReportPart[]; name: string }) {
  return parts.map((part, at) => {
    const key = `${part.kind}-${at}`;
    if (part.kind === 'figures') return <Figures key={key} part={part} />;
    if (part.kind === 'bars') return <ReportBars key={key} part={part} />;
    if (part.kind === 'table') return <Table key={key} part={part} name={name} />;
    if (part.kind === 'text') return <Text key={key} part={part} />;
    return <Signatures key={key} part={part} />;
  });
}
