/** Prints a measurement as all scripts here do: a block to be read, then one line of JSON. */

/** One measurement: our figure and its baseline of the same run, in the same unit; `met` is null where no goal is set. */
export interface Measurement {
  readonly bench: string;
  /** What the figures count, with the unit: "requests/s", "ms", "bytes, gzipped". */
  readonly unit: string;
  readonly figure: number;
  readonly baseline: number;
  /** What the baseline is. */
  readonly baselineIs: string;
  /** The goal in words: "≥ 0.9 of the baseline". */
  readonly goal: string;
  readonly met: boolean | null;
  /** Everything else worth knowing, by name. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Prints it; a missed goal makes the exit code 1. */
export function tell(measurement: Measurement): void {
  const { bench, unit, figure, baseline, baselineIs, goal, met, details = {} } = measurement;
  const verdict = met === null ? '' : met ? ' — met' : ' — MISSED';
  const lines: [string, string][] = [
    ['ours', `${figure} ${unit}`],
    ['baseline', `${baseline} ${unit} (${baselineIs})`],
    ['ratio', `${ratio(figure, baseline)}`],
    ...Object.entries(details).map(([name, value]): [string, string] => [name, String(value)]),
    ['goal', `${goal}${verdict}`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  console.log([bench, ...lines.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n'));
  console.log(JSON.stringify({ ...measurement, details, ofBaseline: ratio(figure, baseline) }));
  if (met === false) process.exitCode = 1;
}

function ratio(figure: number, baseline: number): number | null {
  return baseline === 0 ? null : Number((figure / baseline).toFixed(3));
}
