/** What is known of one setting, declared once: it is read, checked, explained and documented from this. */
import type { z } from 'zod';

/** A text in both languages of the product. */
export type Bilingual = { readonly tr: string; readonly en: string };

/** One environment variable. Its name is the key under which it stands in the specification. */
export type Setting<Schema extends z.ZodType = z.ZodType> = {
  /** Turns the text of the variable into its value, or refuses it. */
  readonly schema: Schema;
  /** What it is for and what is expected, one sentence each. */
  readonly description: Bilingual;
  /** A value that would be accepted, but of a secret: that shows the form only. */
  readonly example: string;
  /** Its value is never printed; weak values are refused in production. */
  readonly secret?: true;
  /** Text taken in every environment when the variable is unset or empty. */
  readonly fallback?: string;
  /** Text taken outside production only: in production the variable is required. */
  readonly developmentFallback?: string;
  /** May stay unset; its value is then undefined. */
  readonly optional?: true;
  /** Required when another variable has this value; otherwise it may stay unset. */
  readonly requiredWhen?: { readonly variable: string; readonly equals: string };
};

/** All settings of one program. */
export type SettingsSpec = Readonly<Record<string, Setting>>;

type Unsettable = { readonly optional: true } | { readonly requiredWhen: object };

/** The values of a specification, by variable name. */
export type Settings<Spec extends SettingsSpec> = {
  readonly [Name in keyof Spec]: Spec[Name] extends Unsettable
    ? z.output<Spec[Name]['schema']> | undefined
    : z.output<Spec[Name]['schema']>;
};

/** Keeps the exact type of a specification, so that `loadSettings` can give every value its own. */
export function defineSettings<const Spec extends SettingsSpec>(spec: Spec): Spec {
  return spec;
}
