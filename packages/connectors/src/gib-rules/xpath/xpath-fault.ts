/** What is wrong with an expression: the pack that holds it is refused with this. */
export class XPathFault extends Error {
  /** What was not understood: a function, an axis, an operator, a sign. */
  readonly what: string;
  readonly expression: string;

  constructor(what: string, expression: string) {
    super(`${what}: ${expression}`);
    this.name = 'XPathFault';
    this.what = what;
    this.expression = expression;
  }
}
