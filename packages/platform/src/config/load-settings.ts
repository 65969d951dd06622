/** Reads settings from environment variables and refuses what is missing, wrong or weak: all of it in one message. */
import { z } from 'zod';
import type { Bilingual, Setting, Settings, SettingsSpec } from './setting.ts';
import { weakness } from './weak-secret.ts';

/** One fault of one variable. */
export type SettingProblem = {
  readonly variable: string;
  readonly fault: Bilingual;
  readonly expected: Bilingual;
  readonly example: string;
};

/** Every fault found, with a message that names each variable, what is expected and an example; never a value of a secret. */
export class SettingsError extends Error {
  readonly problems: readonly SettingProblem[];
  constructor(problems: readonly SettingProblem[]) {
    super(describeProblems(problems));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of `spec` from `env`; an empty text counts as unset.
 * `NODE_ENV=production` turns development fallbacks off and refuses weak secrets.
 * @throws SettingsError with all faults at once
 */
export function loadSettings<const Spec extends SettingsSpec>(spec: Spec, env: Environment): Settings<Spec> {
  const production = env.NODE_ENV === 'production';
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [variable, setting] of Object.entries(spec)) {
    const read = readOne(variable, setting, spec, env, production);
    if (read.fault) {
      problems.push({ variable, fault: read.fault, expected: setting.description, example: setting.example });
    } else {
      values[variable] = read.value;
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return values as Settings<Spec>;
}

type Read = { readonly value: unknown; readonly fault?: never } | { readonly fault: Bilingual };

function readOne(
  variable: string,
  setting: Setting,
  spec: SettingsSpec,
  env: Environment,
  production: boolean,
): Read {
  const text = textOf(variable, setting, env, production);
  if (text === undefined) {
    const needed = setting.requiredWhen;
    const other = needed && spec[needed.variable];
    const isNeeded = needed && other && textOf(needed.variable, other, env, production) === needed.equals;
    if (setting.optional || (needed && !isNeeded)) return { value: undefined };
    if (needed) {
      const because = `${needed.variable}=${needed.equals}`;
      return {
        fault: { tr: `eksik (${because} olduğu için gerekli)`, en: `missing (required because ${because})` },
      };
    }
    return { fault: { tr: 'eksik', en: 'missing' } };
  }
  const parsed = setting.schema.safeParse(text);
  if (!parsed.success) {
    // The text is shown to spare a search, but never that of a secret.
    const shown = setting.secret ? '' : `: “${text.slice(0, 80)}”`;
    const why = setting.secret ? undefined : saidBySchema(parsed.error);
    return {
      fault: {
        tr: why === undefined ? `geçersiz${shown}` : `geçersiz: ${why.tr}`,
        en: why === undefined ? `invalid${shown}` : `invalid: ${why.en}`,
      },
    };
  }
  const weak = production && setting.secret ? weakness(text, setting.example) : undefined;
  return weak ? { fault: weak } : { value: parsed.data };
}

/** A schema of several parts says which of them is wrong, as `params.fault` of its issue. */
function saidBySchema(error: z.ZodError): Bilingual | undefined {
  for (const issue of error.issues) {
    const fault: unknown = issue.code === 'custom' ? issue.params?.fault : undefined;
    const read = bilingual.safeParse(fault);
    if (read.success) return read.data;
  }
  return undefined;
}

const bilingual = z.object({ tr: z.string(), en: z.string() });

function textOf(
  variable: string,
  setting: Setting,
  env: Environment,
  production: boolean,
): string | undefined {
  const given = env[variable]?.trim();
  if (given) return given;
  return setting.fallback ?? (production ? undefined : setting.developmentFallback);
}

function describeProblems(problems: readonly SettingProblem[]): string {
  const blocks = problems.map(({ variable, fault, expected, example }) =>
    [
      `  ${variable}: ${fault.tr} / ${fault.en}`,
      `      beklenen: ${expected.tr}`,
      `      expected: ${expected.en}`,
      `      örnek / example: ${variable}=${example}`,
    ].join('\n'),
  );
  return `Ayarlar hatalı, başlatılmadı / Settings refused, not started (${problems.length}):\n${blocks.join('\n')}`;
}
