/** Expected refusals: a code from a feature's list, its HTTP status, texts in Turkish and English, and the next step. */

/** What a feature declares for each refusal it can give. Texts may name parameters in braces: "{fileName}". */
export interface ErrorDefinition {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 423 | 429 | 500 | 503;
  readonly tr: string;
  readonly en: string;
  readonly nextTr: string;
  readonly nextEn: string;
}

export type ErrorParams = Readonly<Record<string, string | number>>;

/** One field-level fault of a refused request; `path` points into the body, query or params. */
export interface FieldFault {
  readonly path: string;
  /** Turkish; `messageEn` says the same in English. */
  readonly message: string;
  readonly messageEn: string;
}

/** An expected refusal. Thrown by use cases, shown to the user as problem+json, never logged as our fault. */
export class AppError extends Error {
  readonly code: string;
  readonly definition: ErrorDefinition;
  readonly params: ErrorParams;
  readonly faults: readonly FieldFault[];
  /** For the log alone: what the answer must not give away. */
  readonly reason: string | null;

  constructor(
    code: string,
    definition: ErrorDefinition,
    params: ErrorParams = {},
    faults: readonly FieldFault[] = [],
    reason: string | null = null,
  ) {
    super(`${code}: ${fillText(definition.en, params)}`);
    this.name = 'AppError';
    this.code = code;
    this.definition = definition;
    this.params = params;
    this.faults = faults;
    this.reason = reason;
  }
}

/** Puts parameters into a text's braces; an unknown name stays visible, so that a missing parameter is noticed. */
export function fillText(text: string, params: ErrorParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

type Factories<T extends Record<string, ErrorDefinition>> = {
  readonly [K in keyof T]: (
    params?: ErrorParams,
    faults?: readonly FieldFault[],
    reason?: string | null,
  ) => AppError;
};

/** A feature's error list: `definitions` for the catalogue, `errors.CODE(params)` to throw. */
export function defineErrors<const T extends Record<string, ErrorDefinition>>(
  definitions: T,
): { definitions: T; errors: Factories<T> } {
  const entries = Object.entries(definitions).map(([code, definition]) => [
    code,
    (params: ErrorParams = {}, faults: readonly FieldFault[] = [], reason: string | null = null) =>
      new AppError(code, definition, params, faults, reason),
  ]);
  return { definitions, errors: Object.fromEntries(entries) as Factories<T> };
}
