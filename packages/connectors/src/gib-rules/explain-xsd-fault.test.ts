/** Rules of what a schema's faults are called. */
import { expect, it } from 'vitest';
import { explainXsdFault } from './explain-xsd-fault.ts';

it.each([
  [
    "Element '{urn:a}LineCountNumeric': This element is not expected. Expected is one of ( {urn:a}OrderReference, {urn:a}ID ).",
    '“LineCountNumeric” burada olamaz; önce şunlardan biri gelmeli: OrderReference, ID.',
  ],
  [
    "Element 'Party': This element is not expected.",
    '“Party” burada olamaz; fazladan ya da yanlış sırada yazılmış.',
  ],
  [
    "Element 'Party': Missing child element(s). Expected is ( ID ).",
    '“Party” eksik: içinde şu alan olmalı: ID.',
  ],
  [
    "Element 'ExtensionContent': Missing child element(s). Expected is ( ##other* ).",
    'imzanın yeri (UBLExtensions) boş.',
  ],
  [
    "Element 'IssueDate': '12.03.2026' is not a valid value of the atomic type 'xs:date'.",
    '“IssueDate” alanındaki “12.03.2026” geçersiz; YYYY-AA-GG biçiminde bir gün olmalı.',
  ],
  [
    "Element 'ID': The attribute 'schemeID' is required but missing.",
    '“ID” alanının “schemeID” niteliği eksik.',
  ],
  ['Something new.', 'Something new.'],
])('what the schema says, %s, is told in Turkish', (message, words) => {
  expect(explainXsdFault(message).tr).toBe(words);
});
