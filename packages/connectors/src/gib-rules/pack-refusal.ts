/** Why a rule pack is not taken; the texts are those of whoever shows them. */

export type PackRefusalCode =
  /** Not a ZIP, or one that cannot be read to its end. */
  | 'pack.unreadable'
  /** More files or bytes than any pack of GİB has. */
  | 'pack.too-large'
  /** No schematron and no schema of UBL in it. */
  | 'pack.not-a-pack'
  /** A file of the schematron is missing, cut off or no XML. `file`, `reason`. */
  | 'pack.broken-file'
  /** Something in a rule that this reader does not know. `file`, `rule`, `what`. */
  | 'pack.unknown-construct'
  /** A schema that libxml2 refuses. `file`, `reason`. */
  | 'pack.broken-schema';

export class PackRefusal extends Error {
  readonly code: PackRefusalCode;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: PackRefusalCode, params: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}
