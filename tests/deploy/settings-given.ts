/** Holds what a manifest gives a process against what the process knows and needs. */
import type { SettingsSpec } from '@muhasebi/platform/config/setting.ts';

type Given = Readonly<Record<string, string>>;

/** Variables that production requires and `given` does not hold. */
export function missingSettings(spec: SettingsSpec, given: Given): string[] {
  return Object.entries(spec)
    .filter(([, { fallback, optional, requiredWhen }]) => {
      if (requiredWhen) return given[requiredWhen.variable] === requiredWhen.equals;
      return fallback === undefined && !optional;
    })
    .map(([name]) => name)
    .filter((name) => !(name in given));
}

/** Variables of `given` that the process has never heard of. */
export function unknownSettings(spec: SettingsSpec, given: Given): string[] {
  return Object.keys(given).filter((name) => !(name in spec));
}
