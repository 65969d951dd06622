/** The fixed parts of an .xlsx file (ECMA-376, Office Open XML): types, relations, book, styles. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into `cellXfs` of the styles below. */
export const STYLE = {
  text: 0,
  amount: 1,
  date: 2,
  moment: 3,
  title: 4,
  header: 5,
  headerEnd: 6,
  totalText: 7,
  totalAmount: 8,
  /** Text that would be a formula if it were typed: it stays text when the cell is edited. */
  quoted: 9,
  count: 10,
  totalCount: 11,
} as const;

const amount = 'numFmtId="4" applyNumberFormat="1"';
const total = 'fontId="1" borderId="1" applyFont="1" applyBorder="1"';

const styles = `${XML}<styleSheet xmlns="${MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/></numFmts>
<fonts count="3"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F4F7"/></patternFill></fill></fills>
<borders count="3"><border/><border><left/><right/><top style="thin"/><bottom/></border><border><left/><right/><top/><bottom style="thin"/></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="12"><xf/><xf ${amount}/><xf numFmtId="164" applyNumberFormat="1"><alignment horizontal="left"/></xf><xf numFmtId="165" applyNumberFormat="1"><alignment horizontal="left"/></xf>
<xf fontId="2" applyFont="1"/><xf fontId="1" fillId="2" borderId="2" applyFont="1" applyFill="1" applyBorder="1"/>
<xf fontId="1" fillId="2" borderId="2" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right"/></xf>
<xf ${total}/><xf ${amount} ${total}/><xf quotePrefix="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1" ${total}/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;

/** Text as XML; characters that XML cannot hold are dropped, and "_x0041_" stays what it is. */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get into the file
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .toWellFormed()
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
      .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Excel's names of sheets: at most 31 characters, without these signs. */
function sheetName(title: string): string {
  return (
    title
      .replace(/[\\/?*[\]:']/g, ' ')
      .slice(0, 31)
      .trim() || 'Sayfa1'
  );
}

/** What the book knows of a sheet. */
export interface SheetParts {
  readonly title: string;
  /** Repeated on every printed page. */
  readonly headerRow: number;
}

/** Names that no two sheets share: "Mizan", "Mizan 2". */
function sheetNames(sheets: readonly SheetParts[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ title }) => {
    const name = sheetName(title);
    let chosen = name;
    for (let nth = 2; taken.has(chosen.toLowerCase()); nth += 1) chosen = `${name.slice(0, 27)} ${nth}`;
    taken.add(chosen.toLowerCase());
    return chosen;
  });
}

/** All parts but the sheets themselves, by path in the package. */
export function fixedParts(sheets: readonly SheetParts[]): ReadonlyMap<string, string> {
  const names = sheetNames(sheets).map(xmlText);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`;
  const each = (text: (at: number) => string) => sheets.map((_, at) => text(at)).join('');
  const types = each(
    (at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const relations = each((at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  const listed = each((at) => `<sheet name="${names[at]}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const printed = each(
    (at) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${names[at]}'!$${sheets[at]?.headerRow}:$${sheets[at]?.headerRow}</definedName>`,
  );
  return new Map([
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${types}<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations}${relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${listed}</sheets><definedNames>${printed}</definedNames></workbook>`,
    ],
    ['xl/styles.xml', styles],
  ]);
}

/** The sheet up to its first row: widths in characters, the header kept in sight, as wide as a page when printed. */
export function sheetHead(widths: readonly number[], headerRow: number): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14"/><cols>${cols.join('')}</cols><sheetData>`;
}

/** What follows the last row; `filter` is the range that Excel's filter buttons cover. */
export function sheetEnd(filter: string, isWide: boolean): string {
  const way = isWide ? 'landscape' : 'portrait';
  return `</sheetData><autoFilter ref="${filter}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${way}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}
