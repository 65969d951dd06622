/** What is wrong with an XPath expression of a rule pack: our compiler does not know it, or it is none. */

export class XPathFault extends Error {
  /** What was met, as it stands in the expression. */
  readonly what: string;

  constructor(what: string) {
    super(`XPath: ${what}`);
    this.what = what;
  }
}
