/** XPath 2.0 as GİB's rules need it: with compatibility to 1.0, each function, and code that nobody breaks out of. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackRefusal } from '../pack-refusal.ts';
import { openRulePack } from '../rule-pack.ts';
import { faultsBy, holds, packOf } from '../schematron.fixture.ts';
import { castDate, castDateTime, castTime } from './dates.ts';
import { parseXPath } from './parse.ts';
import { toJavaScriptRegExp } from './regular-expression.ts';
import { XPathFault } from './xpath-fault.ts';

const XML =
  '<r t="9"><a k="1">5</a><a k="2">12</a><b>x &amp; y</b><n><m>1</m><m>2</m></n><d>2026-02-28</d><e/><s>  p  q </s><ç>İ</ç></r>';

const TRUE: readonly string[] = [
  // Compatibility with 1.0: the first item, texts that become numbers, numbers that become texts.
  "string-length(a) = 1 and concat(a, '-') = '5-'",
  "contains(a, '5') and not(contains(a, '2'))",
  'a > 11 and a < 6 and not(a > 12)',
  "a = 5 and a = '12' and a != 5",
  "not(yok = '') and not(yok != '') and not(e != '')",
  "string(number(yok)) = 'NaN' and not(b = 1) and b != 1",
  'a + 1 = 6 and a div 2 = 2.5 and 7 mod 3 = 1 and 7 idiv 2 = 3 and -a = -5 and 2*3 = 6 and a -1 = 4',
  'count(a) = true() and not(e = false())',
  "'' = not(a) or e and a",
  // Paths.
  'count(//m) = 2 and count(.//m) = 2 and count(//@k) = 2 and count(n//m) = 2',
  'a[2] = 12 and a[last()] = 12 and a[position() = 1] = 5 and count(a[k]) = 0 and a[@k = 2] = 12',
  '(//m)[2] = 2 and count((a | b | a)) = 3 and count(a/..) = 1 and n/m/../../@t = 9',
  'count(n/m/following::d) = 1 and d/preceding::m = 2 and m/.. or n/m[2]/preceding-sibling::m = 1',
  'a/following-sibling::a = 12 and count(a[1]/following-sibling::*) = 8 - 1 and count(*) = 8',
  "a/string-length(.) = 2 and n/normalize-space(m[2]) = '2' and count(/r/node()) = 8",
  "name() = 'r' and name(a) = 'a' and local-name(a/@k) = 'k' and b/text() = 'x & y' and ç = 'İ'",
  'count(n/m/ancestor::*) = 2 and count(n/m/ancestor-or-self::m) = 2 and n/descendant::m = 2 and count(n/descendant-or-self::*) = 3',
  "count((a, b)[. = 'x & y']) = 1 and count(a except a[1]) = 1 and count(a intersect a[1]) = 1",
  // Functions.
  "starts-with(b, 'x') and ends-with(b, 'y') and substring(b, 1, 1) = 'x' and substring(b, 5) = 'y' and substring('12345', 1.5, 2.6) = '234'",
  "substring-before(b, ' ') = 'x' and substring-after(b, '& ') = 'y' and substring-before(b, 'z') = ''",
  "normalize-space(s) = 'p q' and translate('abc', 'ab', 'x') = 'xc' and upper-case('a') = 'A' and lower-case('A') = 'a'",
  "string-join(n/m, ',') = '1,2' and count(tokenize('a,b', ',')) = 2 and replace('a1b2', '[0-9]', '#') = 'a#b#'",
  'sum(n/m) = 3 and max(n/m) = 2 and min(n/m) = 1 and floor(2.7) = 2 and ceiling(2.1) = 3 and round(2.5) = 3 and abs(-2) = 2',
  "exists(a) and empty(yok) and boolean('x') and count(distinct-values((a, a))) = 2 and string-length('𐐷x') = 2",
  "matches(d, '^\\d{4}-\\d\\d-\\d\\d$') and matches('A', 'a', 'i') and not(matches('', 'a'))",
  // What later packs write.
  'd castable as xs:date and not(b castable as xs:date) and not(yok castable as xs:date) and yok castable as xs:date?',
  "xs:date(d) lt xs:date('2026-03-01') and xs:date(d) le xs:date(current-date()) and not(xs:date(d) eq xs:date('2026-02-27'))",
  'every $x in n/m satisfies $x > 0',
  'some $x in a, $y in n/m satisfies $x = $y + 10',
  "count(for $x in n/m return $x/..) = 2 and (if (a) then 'x' else 'y') = 'x' and a = ('7', '12')",
  "current-date() > xs:date('2026-11-27') and xs:date(d) cast as xs:string = d (: a remark (: in a remark :) :)",
];

const FALSE: readonly string[] = [
  'xs:date(b) le current-date()',
  'xs:date(yok) le current-date()',
  'false()',
];

const REFUSED: readonly (readonly [test: string, what: string])[] = [
  ["document('x')", 'document()'],
  ['unparsed-text(a)', 'unparsed-text()'],
  ['constructor(a)', 'constructor()'],
  ['a eq 5', 'string eq number'],
  ['$yok = 1', '$yok'],
  ['ön:a', 'ön ek “ön”'],
  ['a instance of xs:string', 'instance'],
  ['a castable as xs:duration', 'castable as xs:duration'],
  ['position() = 1', 'position() burada'],
  ['matches(a, b)', 'matches(): düzenli ifade sabit değil'],
  ["matches(a, '(?=x)')", '(?'],
  ["matches(a, '[a')", '['],
  ['concat(a)', 'concat(): 1 bağımsız değişken'],
  ['a[', 'ifade yarım'],
  ['a ] b', ']'],
  ['processing-instruction()', 'processing-instruction()'],
  [`${'('.repeat(300)}a${')'.repeat(300)}`, 'ifade çok derin'],
];

/** What is kept, and the same asked so that it is worked out anew each time. */
const KEPT: readonly (readonly [test: string, plainly: string])[] = [
  ["../k = 'x'", "(..)/k = 'x'"],
  ["count(../../k) = 1 and ../@v or ../i/k = 'y'", "count((..)/../k) = 1 and (..)/@v or (..)/i/k = 'y'"],
  ["count(i[../k = 'x']) = 0 and ../k = //k[1]", "count(i[(..)/k = 'x']) = 0 and (..)/k = (/)//k[1]"],
  ['. = ../k or @v = ../i/@v', '. = (..)/k or @v = (..)/i/@v'],
  ["concat(../k, ../@v) = 'x1'", "concat((..)/k, (..)/@v) = 'x1'"],
  ['k = following::node()/k', 'k = (following::node())/k'],
  [
    '@v = following-sibling::node()/normalize-space(@v)',
    '@v = (following-sibling::node())/normalize-space(@v)',
  ],
  ['count(following::node()/k) &gt; 20', 'count((following::node())/k) &gt; 20'],
];

/** Elements "i" inside of one another, with an attribute, a "k" or both, wide and narrow, by turns. */
function tangled(depth: number, width: number): string {
  let turn = 7;
  const next = (most: number): number => {
    turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(turn / 65_536) % most;
  };
  const one = (left: number): string => {
    const value = next(3) === 0 ? ` v="${next(3)}"` : '';
    const key = next(3) === 0 ? `<k>${['x', 'y', '1'][next(3)]}</k>` : '';
    const inside = left === 0 ? '' : Array.from({ length: next(4) }, () => one(left - 1)).join('');
    return `<i${value}>${inside}${key}</i>`;
  };
  return `<r v="1">${Array.from({ length: width }, () => one(depth)).join('')}<k>x</k></r>`;
}

describe('an expression', () => {
  it.each(TRUE)('is understood as XPath 2.0 has it, and is true here: %s', (expression) => {
    expect(holds(expression, XML)).toBe(true);
  });

  it.each(FALSE)('does not hold, having no value or being untrue: %s', (test) => {
    expect(holds(test, XML)).toBe(false);
  });

  it.each(REFUSED)('refuses its pack by name: %s', (expression, what) => {
    const rule = `<sch:pattern><sch:rule context="/r"><sch:assert test="${expression.replaceAll('"', '&quot;')}">x</sch:assert></sch:rule></sch:pattern>`;
    const refusal = (() => {
      try {
        openRulePack(packOf(rule)).dispose();
        return null;
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(PackRefusal);
    expect(refusal).toMatchObject({
      code: 'pack.unknown-xpath',
      params: { what, file: 'Main.xml', line: '6' },
    });
  });

  it('never breaks out of the code that is written for it, whatever its texts hold', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('");throw 1;//', '\u0024{x}', '\u2028', '\\"', '`', '*/', "'+x+'"),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        // XML knows no control characters and no halves of letters.
        const clean = text.replaceAll(/[^\t\u0020-\ud7ff\ue000-\ufffd]/g, '').replaceAll('\t', ' ');
        const literal = `"${clean.replaceAll('"', '""')}"`;
        const length = [...clean].length;
        const xml = XML.replace(
          '<e/>',
          `<e>${clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</e>`,
        );
        return holds(
          `string-length(${literal.replaceAll('>', '>')}) = ${length} and string(e) = ${literal}`,
          xml,
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each(KEPT)(
    'is worked out once for an ancestor or the document, and says what it says each time: %s',
    (test, plainly) => {
      const rule = `<sch:pattern id="p"><sch:rule context="//i | //@v"><sch:assert test="(${test}) = (${plainly})">x</sch:assert></sch:rule></sch:pattern>`;
      const document = tangled(3, 40);
      expect(faultsBy(rule, document)).toEqual([]);
      // It holds here and there, so that the two could differ.
      const alone = faultsBy(rule.replace(/test="[^"]*"/, `test="${test}"`), document).length;
      expect(alone).toBeGreaterThan(0);
      expect(alone).toBeLessThan(document.match(/<i|v=/g)?.length ?? 0);
    },
  );

  it('that has no value for an ancestor has none each time it is asked', () => {
    const rule =
      '<sch:pattern id="p"><sch:rule context="//i"><sch:assert test="xs:date(../d) le current-date()">x</sch:assert></sch:rule></sch:pattern>';
    expect(faultsBy(rule, `<r>${'<i/>'.repeat(100)}<d>yarın</d></r>`)).toHaveLength(100);
  });

  it('takes no longer a line where there are many lines', () => {
    const rule = `<sch:pattern id="p"><sch:rule context="r/i"><sch:assert test="not(../d = 'x') or k = following::node()/k"><sch:value-of select="../d"/></sch:assert></sch:rule></sch:pattern>`;
    const before = process.cpuUsage();
    const faults = faultsBy(rule, `<r>${'<i><k>1</k></i>'.repeat(40_000)}<d>x</d></r>`);
    expect(faults).toHaveLength(1);
    // The square of it would be ten seconds and more.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it('is parsed or refused, and never crashes the parser', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        '@k',
        '/',
        '//',
        '..',
        '.',
        '[',
        ']',
        '(',
        ')',
        ',',
        '$x',
        "'t'",
        '1',
        '=',
        '!=',
        '<',
        '+',
        '-',
        '*',
        'or',
      ],
      ...[
        'and',
        'not(',
        'for',
        'in',
        'return',
        'some',
        'satisfies',
        'if',
        'then',
        'else',
        '|',
        '::',
        'child::',
        '"',
        '(:',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        try {
          parseXPath(pieces.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(XPathFault);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a regular expression', () => {
  it.each([
    ['^[A-Za-z0-9()+,-.:=@;$_!*]+$', 'a(b)+,-.:=@;$_!*', true],
    ['^[a-z-[aeiou]]+$', 'bcd', true],
    ['^[a-z-[aeiou]]+$', 'bad', false],
    ['^\\d+$', '٣', true],
    ['^(\\s)*?[0-9]+$', ' \t5', true],
    ['^\\p{Lu}\\i\\c*$', 'Aa-.1', true],
    ['^a\\-b$', 'a-b', true],
    ['a.c', 'a\nc', false],
    ['^(a)\\1$', 'aa', true],
  ])('%s means for %s what XPath means', (pattern, text, expected) => {
    expect(toJavaScriptRegExp(pattern).test(text)).toBe(expected);
  });
});

describe('a date', () => {
  it('is cast where there is such a day, and compared over zones; without one it is meant in Türkiye', () => {
    expect(castDate('2026-02-30')).toBeNull();
    expect(castDate('2024-02-29')).not.toBeNull();
    expect(castDate(' 2026-01-01 ')?.at).toBe(castDate('2026-01-01+03:00')?.at);
    expect(castDate('2005-01-01+04:00')?.at).toBeLessThan(castDate('2005-01-01')?.at ?? 0);
    expect(castDate('01.01.2026')).toBeNull();
    expect(castTime('24:00:01')).toBeNull();
    expect(castTime('23:59:59.5Z')).not.toBeNull();
    expect(castDateTime('2026-01-01T24:00:00Z')?.at).toBe(castDateTime('2026-01-02T00:00:00Z')?.at);
  });
});
