/** Bars in groups: a chart that is also a table for whoever does not see it. */
import { useFormat } from '../../format/use-format.ts';
import classes from './reports.module.css';
import type { PartOf } from './reports-queries.ts';

const HEIGHT = 150;
const LINE = 18;

export function ReportBars({ part }: { part: PartOf<'bars'> }) {
  const format = useFormat();
  const say = ({ tr, en }: { tr: string; en: string }) => format.pick(tr, en);
  const shown = (text: string) => (part.unit === 'amount' ? format.amount(text) : format.count(Number(text)));
  const values = part.bars.flatMap((bar) => bar.values.map(Number));
  const most = Math.max(1, ...values);
  const least = Math.min(0, ...values);
  const yOf = (value: number) => (HEIGHT * (most - value)) / (most - least);
  const slot = 100 / Math.max(1, part.bars.length);
  const width = (slot * 0.62) / Math.max(1, part.series.length);
  return (
    <section className={classes.part}>
      <h2>{say(part.title)}</h2>
      <ul className={classes.legend} aria-hidden>
        {part.series.map((name, at) => (
          <li key={name.tr} data-series={at}>
            {say(name)}
          </li>
        ))}
      </ul>
      <div className={classes.chart} aria-hidden>
        <span className={classes.mark}>{shown(String(part.unit === 'amount' ? most.toFixed(2) : most))}</span>
        <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" height={HEIGHT} role="presentation">
          <line x1="0" x2="100" y1={yOf(0)} y2={yOf(0)} className={classes.axis} />
          {part.bars.map((bar, at) =>
            bar.values.map((text, nth) => {
              const [top, bottom] = [yOf(Number(text)), yOf(0)].toSorted((a, b) => a - b);
              return (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a series has no other name than its place
                  key={`${bar.label}-${nth}`}
                  x={slot * at + (slot - width * bar.values.length) / 2 + width * nth}
                  y={top}
                  width={width * 0.92}
                  height={Math.max(0.6, (bottom ?? 0) - (top ?? 0))}
                  data-series={nth}
                >
                  <title>{`${bar.label}: ${shown(text)}`}</title>
                </rect>
              );
            }),
          )}
        </svg>
        <div className={classes.labels} style={{ height: LINE }}>
          {part.bars.map((bar) => (
            <span key={bar.label} className="cut" style={{ width: `${slot}%` }}>
              {bar.label}
            </span>
          ))}
        </div>
      </div>
      <table className={classes.unseen}>
        <caption>{say(part.title)}</caption>
        <thead>
          <tr>
            <td />
            {part.series.map((name) => (
              <th key={name.tr} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">{bar.label}</th>
              {bar.values.map((text, at) => (
                <td key={part.series[at]?.tr}>{shown(text)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
