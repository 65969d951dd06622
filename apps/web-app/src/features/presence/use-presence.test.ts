/** Tests of whom a reader is shown beside themselves. */
import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.ts';
import { othersOf, type Present } from './use-presence.ts';

const person = (userId: string, tabId: string, documentId: string | null, editing = false): Present => ({
  userId,
  tabId,
  documentId,
  editing,
  name: userId,
  until: '2026-11-27T10:00:00Z',
});

describe('people at a queue', () => {
  it('are the others, each once a document, as editing where one of their tabs edits', () => {
    const people = [
      person('ayse', 't1', 'd1', true),
      person('ayse', 't2', 'd1'),
      person('ayse', 't3', 'd2'),
      person('ben', 't4', 'd1'),
    ];
    expect(othersOf(people, 'ben').map(({ tabId }) => tabId)).toEqual(['t1', 't3']);
  });
  it('are called by the first letters of their first and last name, in Turkish capitals', () => {
    expect(initialsOf('ilker ışık')).toBe('İI');
    expect(initialsOf('Ayşe Nur Çelik')).toBe('AÇ');
    expect(initialsOf('defne')).toBe('D');
    expect(initialsOf('  ')).toBe('?');
  });
});
