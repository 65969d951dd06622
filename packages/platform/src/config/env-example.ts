/** Writes the commented `.env.example` of a program out of its specification. */
import type { Setting, SettingsSpec } from './setting.ts';

/**
 * The text of the file: every variable with what it is for, in both languages, and whether it must be set.
 * Variables that have a value without being set are commented out and show that value.
 */
export function renderEnvExample(program: string, spec: SettingsSpec): string {
  const head = [
    `# ${program}: ayarlar. Bu dosyayı .env adıyla kopyalayıp doldurun; geliştirmede (npm start) hiçbiri gerekmez.`,
    `# ${program}: settings. Copy to .env and fill in; in development (npm start) none is needed.`,
  ];
  const blocks = Object.entries(spec).map(([variable, setting]) => renderOne(variable, setting));
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function renderOne(variable: string, setting: Setting): string {
  const lines = [`# ${setting.description.tr}`, `# ${setting.description.en}`, `# ${need(setting)}`];
  const value = setting.fallback ?? setting.developmentFallback;
  if (value === undefined || value !== setting.example) lines.push(`# örnek / example: ${setting.example}`);
  const isSet = setting.fallback === undefined && !setting.optional && !setting.requiredWhen;
  lines.push(isSet ? `${variable}=` : `# ${variable}=${value ?? ''}`);
  return lines.join('\n');
}

function need(setting: Setting): string {
  if (setting.requiredWhen) {
    const { variable, equals } = setting.requiredWhen;
    return `şu durumda zorunlu / required with: ${variable}=${equals}`;
  }
  if (setting.optional) return 'isteğe bağlı / optional';
  if (setting.fallback !== undefined) return `varsayılan / default: ${setting.fallback}`;
  if (setting.developmentFallback !== undefined) {
    return `üretimde zorunlu, geliştirmede / required in production, in development: ${setting.developmentFallback}`;
  }
  return 'zorunlu / required';
}

/** The variables that a text in this format names, set or commented out, in the order of the text. */
export function variablesNamed(text: string): string[] {
  return [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].flatMap((match) => (match[1] ? [match[1]] : []));
}
