/** Tests of clients in groups. */
import { describe, expect, it } from 'vitest';
import { idOfRow, inGroups, isGroup } from './office-groups.ts';
import type { ClientMonth } from './office-view.ts';

const client = (clientId: string, over: Partial<ClientMonth>): ClientMonth => ({
  clientId,
  title: clientId,
  taxId: '1',
  received: 1,
  reading: 0,
  failed: 0,
  review: 0,
  clean: 0,
  notThisClient: 0,
  posted: 0,
  drafts: 0,
  period: 'open',
  late: false,
  assignees: [],
  ...over,
});
const naming = {
  personName: (userId: string) => ({ u1: 'Zeynep', u2: 'Çağla' })[userId],
  nobody: 'Kimse',
  stateName: (state: string) => state,
};
const rows = [
  client('a', { assignees: ['u1'], review: 2 }),
  client('b', { assignees: ['u2', 'u1'], late: true }),
  client('c', { review: 3, assignees: ['gone'] }),
];
const shape = (grouping: 'person' | 'state' | 'none', closed: string[] = []) =>
  inGroups(rows, grouping, closed, naming).map((row) =>
    isGroup(row) ? `[${row.label} ${row.review}]` : row.clientId,
  );

describe('clients in groups', () => {
  it('stand below the person in charge, those of nobody first, names by the Turkish alphabet, each once', () => {
    expect(shape('person')).toEqual(['[Kimse 3]', 'c', '[Çağla 0]', 'b', '[Zeynep 2]', 'a']);
  });
  it('stand below the state of their month, what most needs somebody first, with sums', () => {
    expect(shape('state')).toEqual(['[late 0]', 'b', '[waiting 5]', 'a', 'c']);
  });
  it('of a folded group are hidden, its sums stay', () => {
    expect(shape('state', ['waiting'])).toEqual(['[late 0]', 'b', '[waiting 5]']);
  });
  it('stand alone where nothing is grouped, and no group has the id of a client', () => {
    expect(shape('none')).toEqual(['a', 'b', 'c']);
    const ids = inGroups(rows, 'state', [], naming).map(idOfRow);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
