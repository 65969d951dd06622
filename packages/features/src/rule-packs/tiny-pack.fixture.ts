/** A rule pack of our own in the form of GİB's: a few rules that a test can know by heart. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';

const SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:sch="http://purl.oclc.org/dsdl/schematron"';

const MAIN = `<?xml version="1.0" encoding="UTF-8"?>
<sch:schema ${SCH}>
  <sch:include href="UBL-TR_Codelist.xml#codes"/>
  <sch:include href="UBL-TR_Common_Schematron.xml#abstracts"/>
  <sch:ns prefix="inv" uri="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>
  <let name="type" value="efatura"/>
  <sch:ns prefix="cac" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>
  <sch:ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
  <sch:pattern id="invoice">
    <sch:rule context="inv:Invoice">
      <sch:extends rule="ProfileCheck"/>
    </sch:rule>
  </sch:pattern>
  <sch:pattern id="lines">
    <sch:rule context="//cac:InvoiceLine/cbc:InvoicedQuantity">
      <sch:extends rule="QuantityCheck"/>
    </sch:rule>
  </sch:pattern>
</sch:schema>`;

const common = (mostLines: number) => `<?xml version="1.0" encoding="UTF-8"?>
<sch:schema ${SCH}>
  <sch:pattern name="AbstractRules" id="abstracts">
    <sch:rule abstract="true" id="ProfileCheck">
      <sch:assert test="contains($Profiles, concat(',', cbc:ProfileID, ','))">Geçersiz senaryo: '<sch:value-of select="cbc:ProfileID"/>'.</sch:assert>
    </sch:rule>
    <sch:rule abstract="true" id="QuantityCheck">
      <sch:assert test="number(../cbc:ID) &lt;= ${mostLines}">En çok ${mostLines} satır olmalıdır.</sch:assert>
    </sch:rule>
  </sch:pattern>
</sch:schema>`;

const CODES = `<?xml version="1.0" encoding="UTF-8"?>
<sch:schema ${SCH}>
  <sch:pattern name="CodeList" id="codes">
    <sch:let name="Profiles" value="',TICARIFATURA,TEMELFATURA,'"/>
  </sch:pattern>
</sch:schema>`;

const XSD = `<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
  <xsd:element name="Invoice"><xsd:complexType><xsd:sequence>
    <xsd:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>`;

export interface TinyPackWish {
  readonly version: string;
  /** An invoice with more lines breaks QuantityCheck in each line beyond. */
  readonly mostLines: number;
  /** Put in place of files, by name. */
  readonly instead?: Readonly<Record<string, string>>;
}

/** The pack as one zip in this folder; its path. */
export async function tinyPack(
  folder: string,
  { version, mostLines, instead = {} }: TinyPackWish,
): Promise<string> {
  const files = {
    'paket/schematron/UBL-TR_Main_Schematron.xml': MAIN,
    'paket/schematron/UBL-TR_Common_Schematron.xml': common(mostLines),
    'paket/schematron/UBL-TR_Codelist.xml': CODES,
    'paket/schematron/History.txt': `20250101\n--------\n1) İlk sürüm.\n\n${version}\n--------\n1) QuantityCheck güncellendi.\n`,
    'paket/xsdrt/maindoc/UBL-Invoice-2.1.xsd': XSD,
  };
  const zip = await zipOf({ ...files, ...instead });
  const zipPath = path.join(folder, `${version}-${mostLines}-${Object.keys(instead).length}.zip`);
  await writeFile(zipPath, zip);
  return zipPath;
}
