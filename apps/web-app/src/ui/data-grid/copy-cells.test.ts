/** Tests of what a copy of cells holds. */
import { describe, expect, it } from 'vitest';
import { cellsAsHtml, cellsAsText } from './copy-cells.ts';

describe('copied cells', () => {
  const number = (text: string) => ({ number: text });
  it('are numbers as a Turkish spreadsheet reads them: a decimal comma and no group marks', () => {
    expect(cellsAsText([['a', number('1234567.5'), number('-0.05'), number('12')]], 'tr')).toBe(
      'a\t1234567,50\t-0,05\t12',
    );
    expect(cellsAsText([[number('1234567.5')]], 'en')).toBe('1234567.50');
  });
  it('stay in their row and column whatever they hold', () => {
    expect(
      cellsAsText(
        [
          ['a\tb\nc', null],
          ['d', 'e'],
        ],
        'tr',
      ),
    ).toBe('a b c\t\r\nd\te');
  });
  it('are never a formula', () => {
    expect(cellsAsText([['=1+1', '@x', '+90 212', '-5']], 'tr')).toBe("'=1+1\t'@x\t'+90 212\t-5");
  });
  it('are a table too, where text is marked as text and days are left alone', () => {
    expect(cellsAsHtml([['0123456789', '23.11.2026', number('1.5'), '<b>']], 'tr')).toBe(
      '<table><tr><td style=\'mso-number-format:"\\@"\'>0123456789</td><td>23.11.2026</td><td align="right">1,50</td><td style=\'mso-number-format:"\\@"\'>&lt;b&gt;</td></tr></table>',
    );
  });
});
