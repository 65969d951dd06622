/** Packs that are none, and what later packs write. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../archive/zip-in-memory.fixture.ts';
import { collectPackFiles, collectPackFolder, openRulePack } from './rule-pack.ts';
import { faultsBy, packOf } from './schematron.fixture.ts';

const RULE =
  '<sch:pattern id="p"><sch:rule context="/r"><sch:assert test="a">a</sch:assert></sch:rule></sch:pattern>';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-paket-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function saved(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

describe('what is no rule pack', () => {
  it.each([
    [
      'a pack without its main file',
      new Map([['History.txt', Buffer.from('20260101')]]),
      'pack.missing-file',
    ],
    ['a pack without History', new Map([...packOf(RULE)].slice(0, 1)), 'pack.no-version'],
    ['a schematron without asserts', packOf(''), 'pack.not-a-pack'],
    ['another kind of XML', new Map([['Main.xml', Buffer.from('<Invoice/>')]]), 'pack.not-a-pack'],
    ['a file that is cut off', new Map([['Main.xml', Buffer.from('<sch:schema ')]]), 'pack.broken-xml'],
    ['a file that is not there', packOf(`<sch:include href="Yok.xml#x"/>${RULE}`), 'pack.missing-file'],
    ['an element of nobody', packOf(`${RULE}<sch:phase id="x"/>`), 'pack.unknown-schematron'],
    [
      'a rule that nobody wrote',
      packOf(RULE.replace('<sch:assert', '<sch:extends rule="Yok"/><sch:assert')),
      'pack.unknown-schematron',
    ],
    [
      'a rule that extends itself',
      packOf(
        `${RULE}<sch:rule abstract="true" id="x"><sch:extends rule="x"/></sch:rule><sch:rule context="a"><sch:extends rule="x"/></sch:rule>`,
      ),
      'pack.unknown-schematron',
    ],
    ['a context by place', packOf(RULE.replace('/r', 'a[1]')), 'pack.unknown-xpath'],
    ['a broken XSD', packOf(RULE, { 'a.xsd': '<xsd:schema' }), 'pack.broken-xsd'],
    ['an XSD that is none', packOf(RULE, { 'a.xsd': '<html/>' }), 'pack.broken-xsd'],
  ])('is refused by name: %s', (_what, files, code) => {
    expect(() => openRulePack(files)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused by name: a ZIP cut off, a ZIP that is none, a ZIP of something else, a bomb', async () => {
    const zip = await zipOf({ 'schematron/Main_Schematron.xml': '<a/>' });
    const bomb = await zipOf({ 'schematron/Main_Schematron.xml': Buffer.alloc(17 * 1024 * 1024) });
    const codes: unknown[] = [];
    for (const [name, bytes] of [
      ['yarim.zip', zip.subarray(0, zip.length - 30)],
      ['metin.zip', 'metin'],
      ['baska.zip', await zipOf({ 'a.txt': 'a' })],
      ['bomba.zip', bomb],
    ] as const) {
      const file = await saved(name, bytes);
      await collectPackFiles([file]).catch((error: { code?: unknown }) => codes.push(error.code));
    }
    expect(codes).toStrictEqual(['pack.unreadable', 'pack.not-a-pack', 'pack.not-a-pack', 'pack.too-large']);
    await expect(collectPackFolder(folder)).rejects.toMatchObject({ code: 'pack.not-a-pack' });
  });
});

describe('a schematron', () => {
  it('judges a node by the first rule of a pattern that fits, and by each rule outside patterns', () => {
    const rules =
      '<sch:pattern id="p"><sch:rule context="r/a"><sch:assert test="false()">1 <sch:name/> <sch:value-of select="@k"/></sch:assert></sch:rule>' +
      '<sch:rule context="a"><sch:report test="true()" id="iki">2</sch:report></sch:rule></sch:pattern>' +
      '<sch:rule context="//@k" id="K"><sch:assert test="false()">3</sch:assert></sch:rule>';
    const faults = faultsBy(rules, '<r>\n<a k="x&amp;y"/><b><a/></b></r>');
    expect(faults).toStrictEqual([
      { rule: 'p', message: '1 a x&y', xpath: '/r/a', line: 2 },
      { rule: 'K', message: '3', xpath: '/r/a/@k', line: 2 },
      { rule: 'iki', message: '2', xpath: '/r/b/a', line: 2 },
    ]);
  });

  it('knows abstract patterns, variables of rules, and what extends what', () => {
    const rules =
      '<sch:pattern abstract="true" id="m"><sch:rule context="$yer"><sch:let name="n" value="count($ne)"/>' +
      '<sch:extends rule="iki"/></sch:rule></sch:pattern>' +
      '<sch:pattern is-a="m" id="p"><sch:param name="yer" value="/r"/><sch:param name="ne" value="a"/></sch:pattern>' +
      '<sch:rule abstract="true" id="iki"><sch:assert test="$n = 2"><sch:value-of select="$n"/></sch:assert></sch:rule>';
    expect(faultsBy(rules, '<r><a/><a/></r>')).toStrictEqual([]);
    expect(faultsBy(rules, '<r><a/></r>')).toMatchObject([{ rule: 'iki', message: '1' }]);
  });
});

/** Rules that GİB's pack of 1 July 2026 brought, told in our own words after what is known of them. */
const JULY = `
<sch:let name="PlateTypes" value="',PLAKA,YABANCIPLAKA,'"/>
<sch:pattern id="enerji"><sch:rule context="inv:Invoice">
<sch:assert id="EnerjiInvoicePeriodCheck" test="not(cbc:InvoiceTypeCode = ('SARJ', 'SARJANLIK')) or (count(cac:InvoicePeriod) > 0 and (every $p in cac:InvoicePeriod satisfies ($p/cbc:StartDate castable as xs:date and $p/cbc:StartTime castable as xs:time and xs:date($p/cbc:StartDate) ge xs:date('2005-01-01'))))">dönem</sch:assert>
<sch:assert id="EnerjiESURaporIDCheck" test="not(cbc:InvoiceTypeCode = 'SARJ') or (some $d in cac:AdditionalDocumentReference satisfies ($d/cbc:ID[@schemeID = 'ESURaporID'] and matches($d/cbc:ID, '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') and matches($d/cbc:IssueDate, '^20\\d{2}-\\d{2}-\\d{2}$') and $d/cbc:IssueDate castable as xs:date))">rapor</sch:assert>
</sch:rule></sch:pattern>
<sch:pattern id="plaka"><sch:rule context="desp:DespatchAdvice//cbc:LicensePlateID">
<sch:assert id="LicensePlateIDSchemeIDCheck" test="contains($PlateTypes, concat(',', @schemeID, ',')) and (if (@schemeID = 'PLAKA') then matches(., '^(0[1-9]|[1-7][0-9]|8[01])[A-Z]+[0-9]+$') else matches(., '^[A-Z0-9_-]+$'))">plaka <sch:value-of select="."/></sch:assert>
</sch:rule></sch:pattern>
<sch:pattern id="arac"><sch:rule context="inv:Invoice/cac:AccountingCustomerParty/cac:Party">
<sch:assert id="EnerjiPartyIdentificationPlakaCheck" test="not(../../cbc:InvoiceTypeCode = ('SARJ', 'SARJANLIK')) or (count(cac:PartyIdentification/cbc:ID[@schemeID = 'PLAKA']) = 1 and (every $i in cac:PartyIdentification/cbc:ID[@schemeID = 'PLAKA'] satisfies (string-length(normalize-space($i)) &lt;= 50 and matches(normalize-space($i), '^[A-Z0-9_-]+$'))))">plaka</sch:assert>
</sch:rule></sch:pattern>
<sch:pattern id="dorse"><sch:rule context="desp:DespatchAdvice/cac:Shipment/cac:TransportHandlingUnit/cac:TransportEquipment/cbc:ID">
<sch:assert id="TransportEquipmentIDSchemeIDCheck" test="contains(',DORSE,DORSEPLAKA,YABANCIDORSE,YABANCIDORSEPLAKA,', concat(',', @schemeID, ',')) and (if (@schemeID = ('DORSE', 'DORSEPLAKA')) then matches(., '^(0[1-9]|[1-7][0-9]|8[01])[A-Z]+[0-9]+$') else matches(., '^[A-Z0-9_-]+$'))">dorse <sch:value-of select="."/></sch:assert>
</sch:rule></sch:pattern>
<sch:pattern id="surucu"><sch:rule context="desp:DespatchAdvice/cac:Shipment">
<sch:assert id="LicensePlateIDCheck" test="count(cac:ShipmentStage/cac:DriverPerson) = 0 or count(cac:ShipmentStage/cac:TransportMeans/cac:RoadTransport/cbc:LicensePlateID[contains($PlateTypes, concat(',', @schemeID, ',')) and normalize-space(.) != '']) > 0">araç</sch:assert>
</sch:rule></sch:pattern>`;

const NS =
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

function charge(start: string, time: string, report: string, day: string): string {
  return (
    `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" ${NS}><cbc:InvoiceTypeCode>SARJ</cbc:InvoiceTypeCode>` +
    `<cac:InvoicePeriod><cbc:StartDate>${start}</cbc:StartDate><cbc:StartTime>${time}</cbc:StartTime></cac:InvoicePeriod>` +
    `<cac:AdditionalDocumentReference><cbc:ID schemeID="ESURaporID">${report}</cbc:ID><cbc:IssueDate>${day}</cbc:IssueDate></cac:AdditionalDocumentReference></Invoice>`
  );
}

describe('rules of the pack of 1 July 2026', () => {
  const REPORT = 'a1b2c3d4-0000-4000-8000-00000000000f';

  it.each([
    ['sound', charge('2026-07-01', '10:00:00', REPORT, '2026-07-01'), []],
    ['no time', charge('2026-07-01', '10:00', REPORT, '2026-07-01'), ['EnerjiInvoicePeriodCheck']],
    ['too early', charge('2004-12-31', '10:00:00', REPORT, '2026-07-01'), ['EnerjiInvoicePeriodCheck']],
    ['no report number', charge('2026-07-01', '10:00:00', 'x', '2026-07-01'), ['EnerjiESURaporIDCheck']],
    ['no day', charge('2026-07-01', '10:00:00', REPORT, '2026-02-30'), ['EnerjiESURaporIDCheck']],
  ])('are understood: a charge that is %s', (_what, xml, expected) => {
    expect(faultsBy(JULY, xml).map(({ rule }) => rule)).toStrictEqual(expected);
  });

  it('are understood: plates, Turkish and foreign', () => {
    const plates = [
      ['PLAKA', '34ABC123'],
      ['PLAKA', '82ABC123'],
      ['YABANCIPLAKA', 'B-XY_1'],
      ['DORSE', '34ABC123'],
    ].map(([scheme, plate]) => `<cbc:LicensePlateID schemeID="${scheme}">${plate}</cbc:LicensePlateID>`);
    const xml = `<DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" ${NS}>${plates.join('')}</DespatchAdvice>`;
    expect(faultsBy(JULY, xml).map(({ xpath }) => xpath)).toStrictEqual([
      '/DespatchAdvice/cbc:LicensePlateID[2]',
      '/DespatchAdvice/cbc:LicensePlateID[4]',
    ]);
  });
});

describe('rules of the pack of 1 July 2026 on vehicles', () => {
  const rulesOf = (xml: string) => faultsBy(JULY, xml).map(({ rule }) => rule);
  const buyer = (type: string, ...plates: readonly string[]) =>
    `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" ${NS}><cbc:InvoiceTypeCode>${type}</cbc:InvoiceTypeCode>` +
    `<cac:InvoicePeriod><cbc:StartDate>2026-10-01</cbc:StartDate><cbc:StartTime>10:00:00</cbc:StartTime></cac:InvoicePeriod><cac:AccountingCustomerParty><cac:Party>` +
    plates
      .map(
        (plate) =>
          `<cac:PartyIdentification><cbc:ID schemeID="PLAKA">${plate}</cbc:ID></cac:PartyIdentification>`,
      )
      .join('') +
    '</cac:Party></cac:AccountingCustomerParty></Invoice>';
  const shipment = (parts: string) =>
    `<DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" ${NS}><cac:Shipment>${parts}</cac:Shipment></DespatchAdvice>`;

  it('are understood: a charged vehicle has one plate, of letters that a plate may have', () => {
    const plain = 'EnerjiPartyIdentificationPlakaCheck';
    expect(rulesOf(buyer('SARJANLIK', '34ABC123'))).toStrictEqual([]);
    expect(rulesOf(buyer('SATIS'))).toStrictEqual([]);
    for (const plates of [[], ['34ABC123', '06A1'], ['34 ABC 123'], ['A'.repeat(51)]])
      expect(rulesOf(buyer('SARJANLIK', ...plates))).toStrictEqual([plain]);
  });

  it('are understood: trailers, Turkish and foreign', () => {
    const trailers = [
      ['DORSE', '06DR4088'],
      ['DORSEPLAKA', '82DR4088'],
      ['YABANCIDORSE', 'B-XY_1'],
      ['PLAKA', '06DR4088'],
    ].map(
      ([scheme, plate]) =>
        `<cac:TransportHandlingUnit><cac:TransportEquipment><cbc:ID schemeID="${scheme}">${plate}</cbc:ID></cac:TransportEquipment></cac:TransportHandlingUnit>`,
    );
    const found = faultsBy(JULY, shipment(trailers.join('')));
    expect(found.map(({ message }) => message)).toStrictEqual(['dorse 82DR4088', 'dorse 06DR4088']);
  });

  it('are understood: who drives has a vehicle with a plate', () => {
    const driver = '<cac:ShipmentStage><cac:DriverPerson/></cac:ShipmentStage>';
    const vehicle = (plate: string) =>
      `<cac:ShipmentStage><cac:TransportMeans><cac:RoadTransport><cbc:LicensePlateID schemeID="PLAKA">${plate}</cbc:LicensePlateID></cac:RoadTransport></cac:TransportMeans></cac:ShipmentStage>`;
    expect(rulesOf(shipment(''))).toStrictEqual([]);
    expect(rulesOf(shipment(driver + vehicle('34ABC123')))).toStrictEqual([]);
    expect(rulesOf(shipment(driver))).toStrictEqual(['LicensePlateIDCheck']);
  });
});

describe('a document made to harm', () => {
  const LONG =
    '<sch:rule context="/r/a"><sch:assert test="matches(., \'^(\\s)*?[0-9]+(\\s)*?(\\s)*?$\')" id="x">x</sch:assert></sch:rule>';

  it('may be long or deep: it is judged within its budget, and fails where that is spent', () => {
    const amount = `<a>${' '.repeat(20_000)}x</a>`;
    expect(faultsBy(LONG, `<r>${amount.repeat(5)}</r>`)).toHaveLength(5);
  });
});
