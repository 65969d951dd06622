/** The few lines that a finished start ends with. */
import type { DemoSignIn } from './demo-office.ts';

/** What the lines tell. */
export type Closing = {
  readonly address: string;
  readonly signIns: readonly DemoSignIn[];
  /** The way into an installation without an office; undefined where there is one. */
  readonly firstRun: string | undefined;
  /** Undefined in production, where nothing of ours lies about. */
  readonly dataRoot: string | undefined;
  readonly tookMs: number;
};

/** Address, sign-ins, where the data lie, how to stop; Turkish first, English second. */
export function closingWords(closing: Closing): string {
  const seconds = (closing.tookMs / 1000).toFixed(1);
  const lines = [
    '',
    `AI Muhasebi hazır / is ready (${seconds} s)`,
    '',
    `  ${'Adres / address'.padEnd(23)}${closing.address}`,
  ];
  const width = Math.max(0, ...closing.signIns.map(({ email }) => email.length));
  for (const [index, { label: role, email, password }] of closing.signIns.entries()) {
    const head = index === 0 ? 'Demo girişi / sign-in' : '';
    lines.push(`  ${head.padEnd(23)}${email.padEnd(width)}  ${password}  (${role})`);
  }
  if (closing.firstRun) lines.push(`  ${'Kurulum / first run'.padEnd(23)}${closing.firstRun}`);
  if (closing.dataRoot) lines.push(`  ${'Veriler / data'.padEnd(23)}${closing.dataRoot}`);
  lines.push(`  ${'Durdurma / stop'.padEnd(23)}Ctrl-C`, '');
  return lines.join('\n');
}
