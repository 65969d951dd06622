/** GİB's own samples, uploaded as one ZIP: every one of them ends READY or with a reason. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { invoiceXml } from '@muhasebi/connectors/ubl-tr/minimal-invoice.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake, createOffice, type Intake, list, runJobs, show, upload } from './intake.fixture.ts';

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

  it('are shown with their signature: whose it is, and that the chain of its certificate was not looked at', async () => {
    const office = await createOffice(intake);
    const signed = '7_UYGULAMA_YANITI_IADE_ZARF.xml';
    const file = await readFile(path.join(SAMPLES, '../e-fatura-paketi', signed));
    await upload(intake, office, { [signed]: file, 'imzasiz.xml': Buffer.from(invoiceXml()) });
    await runJobs(intake);
    const shown = await Promise.all(
      (await list(intake, office)).map(async ({ id, fileName }) => {
        const { signature, findings } = await show(intake, office, id);
        return [fileName, signature, findings.filter(({ code }) => code.startsWith('signature.'))];
      }),
    );
    expect(shown).toContainEqual([
      signed,
      {
        state: 'sound',
        signer: { name: expect.any(String), taxId: expect.stringMatching(/^\d{10,11}$/) },
        signedAt: expect.stringMatching(/^20\d\d-/),
        chain: 'not-checked',
      },
      [],
    ]);
    expect(shown).toContainEqual(['imzasiz.xml', { state: 'absent' }, []]);
  });
});
