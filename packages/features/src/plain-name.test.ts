/** Rules of the names of uploaded files. */
import { expect, test } from 'vitest';
import { plainName } from './plain-name.ts';

test.each([
  ['what a browser escaped is put back', 'a%22b%22%0D%0Ac.xml', 'a"b"\uFFFD\uFFFDc.xml'],
  ['other percent signs stay', 'indirim%20.xml', 'indirim%20.xml'],
  ['a path is left out, of either kind', 'C:\\a\\..\\b/c.xml', 'c.xml'],
  ['direction marks cannot hide the ending', 'x\u202Elmx.exe', 'x\uFFFDlmx.exe'],
  ['joined emoji stay whole', '👩‍💼.xml', '👩‍💼.xml'],
  ['half a letter is replaced', 'a\uD83E.xml', 'a\uFFFD.xml'],
  ['nothing is called "adsiz"', ' \u0020/ ', 'adsiz'],
])('%s', (_rule, given, shown) => {
  expect(plainName(given)).toBe(shown);
});

test('a long name keeps its ending and is cut between letters', () => {
  expect(plainName(`${'a'.repeat(600)}.xml`)).toBe(`${'a'.repeat(251)}.xml`);
  expect(plainName(`${'🧾'.repeat(300)}.xml`)).toBe(`${'🧾'.repeat(125)}.xml`);
  expect(plainName('a'.repeat(600))).toHaveLength(255);
});
