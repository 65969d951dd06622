/** What a rule pack says about itself, what it is asked, and what it answers. */

/** The files of a pack that matter, by their path inside the ZIPs: schematron, History and XSDs. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

export interface PackDescription {
  /** Newest entry of the pack's History, "20260312". */
  readonly version: string;
  readonly asserts: number;
  readonly rules: number;
  /** Local names of the roots an XSD is there for: "Invoice", … */
  readonly xsdRoots: readonly string[];
  readonly codeLists: number;
}

export interface JudgeOptions {
  readonly type: 'efatura' | 'earchive';
  /** ISO day that `current-date()` answers (Türkiye). */
  readonly today: string;
}

export interface XsdFault {
  readonly line: number;
  readonly message: string;
}

export interface RuleFault {
  /** Official id of the rule, "InvoiceIDCheck". */
  readonly rule: string;
  /** Official text, with its values filled in. */
  readonly message: string;
  /** Place of the judged node: "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount". */
  readonly xpath: string;
  readonly line: number;
}

export interface RuleCount {
  readonly rule: string;
  readonly count: number;
}

export interface Verdict {
  /** `skipped` where the pack has no XSD for the root. */
  readonly xsd: 'valid' | 'invalid' | 'skipped';
  readonly xsdFaults: readonly XsdFault[];
  /** True where the only XSD fault is that a signature's place is empty. */
  readonly onlySignatureMissing: boolean;
  /** `skipped` where the document is not well-formed. */
  readonly schematron: 'pass' | 'fail' | 'skipped';
  /** In document order; of thousands the first. */
  readonly faults: readonly RuleFault[];
  /** All of them. */
  readonly faultCount: number;
  /** All of them by rule, sorted by it, as verdicts.csv writes them. */
  readonly failedRules: readonly RuleCount[];
}

export interface RulePack {
  readonly description: PackDescription;
  /** Judges one document. Never throws for what the bytes hold. */
  judge(utf8: Buffer, how: JudgeOptions): Verdict;
  /** Frees the schemas; the pack may not be used afterwards. */
  dispose(): void;
}
