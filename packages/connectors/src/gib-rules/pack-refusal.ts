/** Why a rule pack is not taken: a code and what it is about; the words belong to the caller's catalogue. */

export type PackRefusalCode =
  | 'pack.not-a-pack'
  | 'pack.unreadable'
  | 'pack.too-large'
  | 'pack.too-many-files'
  | 'pack.missing-file'
  | 'pack.broken-xml'
  | 'pack.no-version'
  | 'pack.unknown-schematron'
  | 'pack.unknown-xpath'
  | 'pack.broken-xsd';

/** Thrown by everything that reads a pack. `params`: `file`, `line`, `what`, `expression`, as far as they are known. */
export class PackRefusal extends Error {
  readonly code: PackRefusalCode;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: PackRefusalCode, params: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'PackRefusal';
    this.code = code;
    this.params = params;
  }
}
