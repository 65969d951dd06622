/** Files that the server makes and the screen call the same things by the same words; neither side can import the other. */
import { DIRECTIONS, NOT_THIS_CLIENT, STATES } from '@muhasebi/features/document-desk/table-columns.ts';
import { ACTIONS, ENTITIES, FIELDS, VALUES } from '@muhasebi/features/identity/audit-words.ts';
import { HIDDEN_FIELDS as HIDDEN_IN_FILES } from '@muhasebi/features/identity/export-audit.ts';
import { describe, expect, it } from 'vitest';
import { HIDDEN_FIELDS as HIDDEN_ON_SCREEN } from '../../../apps/web-app/src/features/audit/changes.ts';
import { audit as auditEn } from '../../../apps/web-app/src/i18n/en/audit.ts';
import { documents as documentsEn } from '../../../apps/web-app/src/i18n/en/documents.ts';
import { audit as auditTr } from '../../../apps/web-app/src/i18n/tr/audit.ts';
import { documents as documentsTr } from '../../../apps/web-app/src/i18n/tr/documents.ts';

type Table = Readonly<Record<string, { readonly tr: string; readonly en: string }>>;

const inLanguage = (table: Table, language: 'tr' | 'en') =>
  Object.fromEntries(Object.entries(table).map(([name, words]) => [name, words[language]]));

describe.each([
  { language: 'tr', audit: auditTr, documents: documentsTr },
  { language: 'en', audit: auditEn, documents: documentsEn },
] as const)('a file and the screen ($language)', ({ language, audit, documents }) => {
  it('have the same words for acts, records, fields and values of the audit log', () => {
    expect(inLanguage(ACTIONS, language)).toEqual(audit.actions);
    expect(inLanguage(ENTITIES, language)).toEqual(audit.entities);
    expect(inLanguage(FIELDS, language)).toEqual(audit.fields);
    const values = Object.entries(VALUES).map(([field, table]) => [field, inLanguage(table, language)]);
    expect(Object.fromEntries(values)).toEqual(audit.values);
  });

  it('have the same words for the states and directions of documents', () => {
    const states = { ...STATES, notThisClient: NOT_THIS_CLIENT };
    expect(documents.states).toMatchObject(inLanguage(states, language));
    expect(inLanguage(DIRECTIONS, language)).toEqual(documents.direction);
  });
});

it('files of the audit log leave out what its page leaves out', () => {
  expect([...HIDDEN_IN_FILES].toSorted()).toEqual([...HIDDEN_ON_SCREEN].toSorted());
});
