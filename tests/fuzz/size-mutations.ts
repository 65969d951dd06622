/** Mutations that make something huge: values, names, depth, many of one thing. */
import { pickOf, type TextMutation } from './mutation.ts';
import { type Span, spansOf, wholeOf, withContent, withWhole } from './xml-spans.ts';

/** No mutant grows beyond this. Letters. */
const MOST = 4_000_000;

const huge =
  (wanted: (span: Span) => boolean, change: (text: string, span: Span) => string): TextMutation =>
  (text, prng) => {
    const span = pickOf(
      spansOf(text).filter((each) => each.depth > 0 && wanted(each)),
      prng,
    );
    return span === null ? null : change(text, span);
  };
const leaf = ({ isLeaf }: Span) => isLeaf;
const any = () => true;
const within = (text: string, span: Span, put: string) => withContent(text, span, put.slice(0, MOST));

export const sizeMutations = {
  'a number of a million digits': huge(leaf, (text, span) => within(text, span, '7'.repeat(1_000_000))),
  'a fraction of a million digits': huge(leaf, (text, span) =>
    within(text, span, `0.${'3'.repeat(1_000_000)}`),
  ),
  'a text of three million letters': huge(leaf, (text, span) => within(text, span, 'şırıl '.repeat(500_000))),
  'spaces by the million': huge(leaf, (text, span) =>
    within(text, span, `${' '.repeat(1_000_000)}x${' '.repeat(1_000_000)}`),
  ),
  'a name of a hundred thousand letters': huge(any, (text, span) =>
    withContent(text, span, `<${'n'.repeat(100_000)}/>`),
  ),
  'an attribute of a million letters': huge(any, (text, span) => {
    const at = span.start + 1 + span.name.length;
    return `${text.slice(0, at)} x="${'a'.repeat(1_000_000)}"${text.slice(at)}`;
  }),
  'attributes by the thousand': huge(any, (text, span) => {
    const at = span.start + 1 + span.name.length;
    return `${text.slice(0, at)}${Array.from({ length: 5_000 }, (_, n) => ` a${n}="1"`).join('')}${text.slice(at)}`;
  }),
  'namespaces by the thousand': huge(any, (text, span) => {
    const at = span.start + 1 + span.name.length;
    return `${text.slice(0, at)}${Array.from({ length: 2_000 }, (_, n) => ` xmlns:n${n}="urn:${n}"`).join('')}${text.slice(at)}`;
  }),
  'lines by the thousand': huge(
    ({ name }) => /(?:Line|TaxSubtotal|Note|TaxTotal|AllowanceCharge|UserAccount)$/.test(name),
    (text, span) => {
      const whole = wholeOf(text, span);
      return withWhole(text, span, whole.repeat(Math.min(3_000, Math.ceil(MOST / whole.length))));
    },
  ),
  'as deep as a well': huge(any, (text, span) =>
    withContent(text, span, '<a>'.repeat(20_000) + '</a>'.repeat(20_000)),
  ),
  'deep and never closed': huge(any, (text, span) => withContent(text, span, '<a>'.repeat(100_000))),
  'comments by the thousand': huge(any, (text, span) => withContent(text, span, '<!-- x -->'.repeat(50_000))),
  'instructions by the thousand': huge(any, (text, span) => withContent(text, span, '<?x?>1'.repeat(50_000))),
  'angles by the thousand': huge(any, (text, span) => withContent(text, span, '<'.repeat(200_000))),
  'quotes that never end': huge(any, (text, span) => withContent(text, span, `<a b="${'c'.repeat(500_000)}`)),
} as const satisfies Readonly<Record<string, TextMutation>>;
