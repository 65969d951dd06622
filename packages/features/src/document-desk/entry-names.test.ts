/** Names inside a ZIP. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames, safeName } from './entry-names.ts';

describe('a name inside a ZIP', () => {
  it('keeps Turkish letters and the ending, and no path, device or trick of direction', () => {
    expect(safeName('IŞIK ağustos.xml')).toBe('IŞIK ağustos.xml');
    expect(safeName('../../etc/passwd')).toBe('__.._etc_passwd');
    expect(safeName('nul.xml')).toBe('_nul.xml');
    expect(safeName('fatura\u202Elmx.exe')).toBe('fatura_lmx.exe');
    expect(safeName(`${'ş'.repeat(500)}.xml`)).toBe(`${'ş'.repeat(120)}.xml`);
    expect(safeName(' . ')).toBe('_');
    expect(safeName('')).toBe('adsiz');
  });

  it('is given once, whatever its case', () => {
    const nameOf = createNames();
    expect(['a.xml', 'A.xml', 'a.xml', 'a (2).xml'].map((name) => nameOf(null, name))).toEqual([
      'a.xml',
      'A (2).xml',
      'a (3).xml',
      'a (2) (2).xml',
    ]);
    expect(nameOf('Işık A.Ş.', 'a.xml')).toBe('Işık A.Ş/a.xml');
  });

  it('is taken by every unpacker, whatever was uploaded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeName(name);
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$/u);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
  });
});
