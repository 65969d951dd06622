/** Rules of the JSON that `belge yaz` takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { answerWire, numberedWire } from '@muhasebi/features/issued-invoices/draft-wire.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { writeFile } from './write-file.ts';

const TODAY = '2026-11-28';
const placesOf = (content: unknown): string[] => {
  const written = writeFile(content, TODAY);
  return written.ok ? [] : written.faults.map(({ place }) => place);
};

/** Every path of a JSON schema: "lines[].name". */
function pathsOf(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, anyOf } = schema as {
    properties?: Record<string, unknown>;
    items?: unknown;
    anyOf?: unknown[];
  };
  return [
    ...Object.entries(properties ?? {}).flatMap(([key, inner]) => {
      const place = at === '' ? key : `${at}.${key}`;
      return [place, ...pathsOf(inner, place)];
    }),
    ...(items === undefined ? [] : pathsOf(items, `${at}[]`)),
    ...(anyOf ?? []).flatMap((inner) => pathsOf(inner, at)),
  ];
}

describe('the file of `belge yaz`', () => {
  it('has every field of it told in docs/machines/belge-yaz.md', () => {
    const doc = readFileSync(join(import.meta.dirname, '../../../../docs/machines/belge-yaz.md'), 'utf8');
    const told = new Set([...doc.matchAll(/`([\w.[\]]+)`/g)].map(([, name]) => name));
    // An address or a party is told once, wherever it stands.
    const leaf = (place: string) => place.replace(/^(supplier|customer|buyer|sender|receiver)\./, '');
    const all = [numberedWire, answerWire].flatMap((wire) => pathsOf(z.toJSONSchema(wire, { io: 'input' })));
    expect(all.length).toBeGreaterThan(80);
    expect(all.map(leaf).filter((place) => !told.has(place))).toEqual([]);
  });

  it.each(Object.entries(EXAMPLES))(
    'as its example shows it is written, and read again: %s',
    (_, example) => {
      const written = writeFile(JSON.parse(JSON.stringify(example)), TODAY);
      expect(written).toMatchObject({ ok: true });
      expect(readUbl(Buffer.from(written.ok ? written.xml : '')).ok).toBe(true);
    },
  );

  it('is refused field by field: absent, mistyped, unknown, and what the law does not have', () => {
    const { satis, yanit } = EXAMPLES;
    const lines = [{ name: 'A', quantity: '1', unitPrice: 10, kdvPercent: '20' }];
    expect(placesOf({ ...Object(satis), lines, number: undefined })).toEqual([
      'lines[0].unitPrice',
      'number',
    ]);
    expect(
      placesOf({ ...Object(satis), lines: [{ ...lines[0], unitPrice: '10', kdvPercnt: '20' }] }),
    ).toEqual(['lines[0].kdvPercnt']);
    expect(placesOf({ ...Object(satis), number: 'DNZ2025000000001', type: 'TEVKIFAT' })).toEqual([
      'number',
      'lines[0].withholdingCode',
    ]);
    expect(placesOf({ ...Object(yanit), reason: ' ' })).toEqual(['reason']);
    const said = (content: unknown): string[] => {
      const written = writeFile(content, TODAY);
      return written.ok ? [] : written.faults.map(({ place, message }) => `${place}: ${message}`);
    };
    const wrong = {
      type: 'SATIŞ',
      issueDate: undefined,
      lines: [{ ...lines[0], note: '', unit: 'ADETTIR' }],
    };
    expect(said({ ...Object(satis), ...wrong })).toEqual([
      expect.stringMatching(/^type: şunlardan biri olmalı: SATIS, IADE/),
      'issueDate: bu alan gerekli; tırnak içinde bir metin olmalı (sayılar da: "12.5")',
      'lines[0].unit: en çok 5 karakter olabilir',
      'lines[0].unitPrice: tırnak içinde bir metin olmalı (sayılar da: "12.5")',
      'lines[0].note: boş bırakılamaz; yoksa alanı hiç yazmayın',
    ]);
    expect(placesOf([])).not.toEqual([]);
    expect(placesOf(null)).toEqual(['(dosya)']);
  });
});
