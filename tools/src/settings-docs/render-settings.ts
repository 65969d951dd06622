/** Renders the reference of all settings out of their specifications: the same that the processes read them by. */
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import { migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import type { Setting, SettingsSpec } from '@muhasebi/platform/config/setting.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';

const PROGRAMS: readonly { readonly name: string; readonly spec: SettingsSpec }[] = [
  { name: 'API', spec: apiSettings },
  { name: 'worker', spec: workerSettings },
  { name: 'migrations', spec: migrationSettings },
];

/** The page as Markdown: one table, a row a variable, in the order of the processes. */
export function renderSettings(): string {
  const names = [...new Set(PROGRAMS.flatMap(({ spec }) => Object.keys(spec)))];
  const rows = names.map((name) => {
    const readers = PROGRAMS.filter(({ spec }) => name in spec);
    const setting = readers[0]?.spec[name];
    if (!setting) throw new Error(`${name} has no specification`);
    return `| \`${name}\` | ${readers.map((reader) => reader.name).join(', ')} | ${need(setting)} | ${meaning(name, setting)} |`;
  });
  return [
    '# Settings',
    '',
    'Everything is set by environment variables; an empty one counts as unset. With `NODE_ENV=production` a process that lacks',
    'one, or has a weak secret, does not start and names all of them at once. This page is written by',
    '`node tools/src/settings-docs/main.ts` from the specifications that the processes read, and a test keeps it equal.',
    '',
    '| variable | read by | in production | what it is for, and an example |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Migrations also take `DATABASE_URL`, to make the application’s login role; `muhasebi` commands take `DATABASE_URL` and `PUBLIC_URL`.',
    '',
  ].join('\n');
}

function need({ requiredWhen, optional, fallback }: Setting): string {
  if (requiredWhen) return `required with \`${requiredWhen.variable}=${requiredWhen.equals}\``;
  if (optional) return 'may stay unset';
  return fallback === undefined ? '**required**' : `default \`${fallback}\``;
}

function meaning(name: string, { description, example, secret }: Setting): string {
  const form = secret ? 'secret, in the form' : 'example';
  return `${cell(description.tr)}<br>${cell(description.en)}<br>${form} \`${name}=${cell(example)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
