/** GİB's own samples, uploaded as one ZIP: every one of them ends READY or with a reason. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake, createOffice, type Intake, list, runJobs, upload } from './intake.fixture.ts';

const SAMPLES = path.join(import.meta.dirname, '../../../../../shared/gib/samples/ubl-tr');

describe.skipIf(!existsSync(SAMPLES))('the samples of GİB', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await createIntake();
  });
  afterAll(() => intake.close());

  it('become READY documents, each with its kind, and what is of nobody we know waits in the tray', async () => {
    const office = await createOffice(intake);
    const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.xml'));
    const files = await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(SAMPLES, name))] as const),
    );
    await upload(intake, office, { 'ornekler.zip': await zipOf(Object.fromEntries(files)) });
    await runJobs(intake);
    const members = (await list(intake, office)).filter(({ kind }) => kind !== 'archive');
    expect(members.filter(({ state }) => state !== 'READY')).toEqual([]);
    expect(members.length).toBeGreaterThan(names.length * 0.9);
    const invoices = members.filter(({ root }) => root === 'Invoice');
    expect(invoices.every(({ notThisClient, direction }) => notThisClient === (direction === null))).toBe(
      true,
    );
    const others = members.filter(({ root }) => root !== 'Invoice');
    expect(others.every(({ kind, voucherId }) => kind === 'other' && voucherId === null)).toBe(true);
    expect(others.filter(({ notThisClient }) => !notThisClient)).toEqual([]);
  });
});
