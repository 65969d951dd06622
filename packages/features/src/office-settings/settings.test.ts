/** Settings of an office on a real database: defaults, changes, letterhead, logo, and what other features take from them. */
import { Readable } from 'node:stream';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { clientsContract } from '../clients/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { takeLogo } from './change-settings.ts';
import { officeSettingsContract as contract } from './contract.ts';
import { createOfficeSettingsFeature } from './feature.ts';

/** One red pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

async function* files(...contents: Buffer[]): AsyncIterable<IncomingFile> {
  for (const content of contents)
    yield { fileName: 'logo.png', stream: Readable.from([content]), truncated: () => false };
}

describe('the settings of an office', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let letterhead: ReturnType<typeof createOfficeSettingsFeature>['letterhead'];
  beforeAll(async () => {
    books = await createBooks();
    const made = createOfficeSettingsFeature({ db: books.db });
    letterhead = made.letterhead;
    call = createCaller(made.feature.routes, books.scope);
  });
  afterAll(() => books.close());

  const freshOffice = async () => {
    const scope = await books.openOffice();
    const show = () => call(contract.showSettings, {}, scope);
    const change = (body: object, version: number) =>
      call(contract.changeSettings, { body: { version, ...body } }, scope);
    return { scope, show, change };
  };

  it('are the usual ones until something is saved, and change only where told', async () => {
    const { show, change } = await freshOffice();
    expect(await show()).toMatchObject({
      name: 'Deneme Ofisi',
      version: 0,
      lateDay: 0,
      timeZone: 'Europe/Istanbul',
      secondFactorRequired: false,
    });
    await change({ phone: '0212 000 00 00', signerName: 'Ayşe Yılmaz' }, 0);
    await expect(change({ timeZone: 'Ay/Karanlık' }, 1)).rejects.toThrow();
    const saved = await change({ name: 'Işık Müşavirlik', secondFactorRequired: true }, 1);
    expect(saved).toMatchObject({
      name: 'Işık Müşavirlik',
      phone: '0212 000 00 00',
      secondFactorRequired: true,
      version: 2,
    });
    expect(await change({ phone: '   ' }, 2)).toMatchObject({ phone: null });
  });

  it('say the check digit of their tax number, and refuse one that is too short', async () => {
    const { change } = await freshOffice();
    expect(await change({ taxId: '1460415308' }, 0)).toMatchObject({ taxIdValid: true });
    expect(await change({ taxId: '1460415309' }, 1)).toMatchObject({ taxIdValid: false });
    await expect(change({ taxId: '12' }, 2)).rejects.toThrow('VKN 10');
  });

  it('saved by somebody in between are not overwritten, nor by two at once', async () => {
    const { change } = await freshOffice();
    const results = await Promise.allSettled([change({ phone: '1' }, 0), change({ phone: '2' }, 0)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(change({ phone: '3' }, 0)).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('make the letterhead: free lines, address, contact, tax number, and the line of the stamp', async () => {
    const { scope, change } = await freshOffice();
    await change(
      {
        letterheadText: 'Bağımsız denetim\n\n ve danışmanlık ',
        address: 'Bağdat Cad. 1, Kadıköy',
        phone: '0216 1',
        email: 'bilgi@ofis.example',
        taxId: '1460415308',
        taxOffice: 'Kadıköy',
        signerTitle: 'SMMM',
        signerName: 'Ayşe Yılmaz',
        signerNumber: '34-12345',
      },
      0,
    );
    const head = await call(contract.showLetterhead, {}, scope);
    expect(head).toEqual({
      name: 'Deneme Ofisi',
      lines: [
        'Bağımsız denetim',
        've danışmanlık',
        'Bağdat Cad. 1, Kadıköy',
        '0216 1 · bilgi@ofis.example',
        'Kadıköy · 1460415308',
      ],
      signer: 'SMMM Ayşe Yılmaz · 34-12345',
      logo: null,
    });
    const served = await books.run((trx) => letterhead.officeLetterhead(trx, scope.tenantId ?? ''), scope);
    expect(served).toMatchObject({ name: head.name, lines: head.lines, signer: head.signer, logo: null });
  });

  it('hold a logo that was encoded anew, and refuse what is no picture or too large', async () => {
    const { scope, show } = await freshOffice();
    const put = (...contents: Buffer[]) => takeLogo(books.db, scope, files(...contents));
    expect((await put(PIXEL)).logo).toMatchObject({ width: 1, height: 1 });
    expect((await show()).logo?.dataUrl).toMatch(/^data:image\/png;base64,iVBOR/);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await expect(put(svg)).rejects.toMatchObject({ code: 'LOGO_UNREADABLE' });
    await expect(put()).rejects.toMatchObject({ code: 'LOGO_UNREADABLE' });
    await expect(put(Buffer.alloc(4_000_001))).rejects.toMatchObject({ code: 'LOGO_TOO_LARGE' });
    await call(contract.removeLogo, {}, scope);
    expect((await show()).logo).toBeNull();
  });

  it('are told in the audit log without the picture', async () => {
    const { scope, change } = await freshOffice();
    await change({ phone: '0212' }, 0);
    await takeLogo(books.db, scope, files(PIXEL));
    const lines = await books.run(
      (trx) =>
        trx
          .selectFrom('audit_log')
          .where('tenant_id', '=', scope.tenantId)
          .where('entity', 'in', ['office_settings', 'office_logos'])
          .orderBy('audit_id')
          .select(['entity', 'after'])
          .execute(),
      scope,
    );
    expect(lines.map(({ entity }) => entity)).toEqual(['office_settings', 'office_logos']);
    expect(lines[1]?.after).not.toHaveProperty('png');
  });

  it('give a new client its beginning, unless the client says otherwise', async () => {
    const { scope, change } = await freshOffice();
    await change({ fiscalYearStartMonth: 7, purchaseDefault: 'merchandise' }, 0);
    const open = (taxId: string, more: object = {}) =>
      books.call(clientsContract.createClient, { body: { title: 'Yeni A.Ş.', taxId, ...more } }, scope);
    expect(await open('5000000001')).toMatchObject({
      fiscalYearStartMonth: 7,
      purchaseDefault: 'merchandise',
    });
    expect(await open('5000000002', { purchaseDefault: 'expense' })).toMatchObject({
      purchaseDefault: 'expense',
    });
  });

  it('of one office are nobody else’s', async () => {
    const [one, other] = [await freshOffice(), await freshOffice()];
    await one.change({ phone: 'GİZLİ' }, 0);
    expect(await other.show()).toMatchObject({ phone: null, version: 0 });
    const seen = await books.run(
      (trx) => trx.selectFrom('office_settings').selectAll().execute(),
      other.scope,
    );
    expect(seen).toEqual([]);
  });
});
