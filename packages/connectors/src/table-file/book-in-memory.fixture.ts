/** Makes .xlsx files for tests out of the XML of a sheet, as other programs write them. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface BookParts {
  /** What stands inside of `<worksheet>`. */
  readonly sheet: string;
  /** Texts as the XML inside of each `<si>`. */
  readonly sharedTexts?: readonly string[];
  /** Number formats, one a cell style: a built-in number, or a format's own text. */
  readonly formats?: readonly (number | string)[];
  readonly counts1904?: boolean;
  /** Put before the sheet's XML. */
  readonly prolog?: string;
  /** An empty hidden sheet stands before the one in sight. */
  readonly hiddenFirst?: boolean;
  /** With its colon. */
  readonly prefix?: string;
}

export async function bookInMemory(book: BookParts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of partsOf(book)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}

/** A sheet of these rows; a row is the XML of its cells. */
export const sheetOf = (...rows: readonly string[]) =>
  `<sheetData>${rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('')}</sheetData>`;

function partsOf(book: BookParts): [string, string][] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (...all: readonly string[]) =>
    `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`;
  const prefix = book.prefix ?? '';
  const hidden = book.hiddenFirst ? '<sheet name="Gizli" sheetId="2" state="hidden" r:id="rId4"/>' : '';
  const texts = (book.sharedTexts ?? []).map((inside) => `<si>${inside}</si>`).join('');
  return [
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', '/xl/workbook.xml'))],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('rId2', 'styles', 'styles.xml'),
        relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
        relation('rId4', 'worksheet', 'worksheets/sheet2.xml'),
      ),
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${book.counts1904 ? 1 : 0}"/><sheets>${hidden}<sheet name="Fişler" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/styles.xml', `<styleSheet xmlns="${MAIN}">${styles(book.formats ?? [0])}</styleSheet>`],
    ['xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${texts}</sst>`],
    [
      'xl/worksheets/sheet1.xml',
      `${book.prolog ?? ''}<${prefix}worksheet xmlns:x="${MAIN}" xmlns="${MAIN}">${book.sheet}</${prefix}worksheet>`,
    ],
    ['xl/worksheets/sheet2.xml', `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`],
  ];
}

function styles(formats: readonly (number | string)[]): string {
  const own = formats.map((format, index) =>
    typeof format === 'string' ? `<numFmt numFmtId="${200 + index}" formatCode="${format}"/>` : '',
  );
  const cells = formats.map(
    (format, index) => `<xf numFmtId="${typeof format === 'string' ? 200 + index : format}"/>`,
  );
  return `<numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs>`;
}
