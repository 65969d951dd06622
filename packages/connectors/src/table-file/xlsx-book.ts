/** What of a workbook must be known before its rows: sheets, formats that show days, texts that cells share. */
import type { TableLimits } from './read-cell.ts';
import { TableFault } from './table-fault.ts';
import { localName, type XlsxPackage } from './xlsx-package.ts';
import { showsDay } from './xlsx-values.ts';

export interface SheetPlace {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

export interface XlsxBook {
  /** Worksheets in their order; sheets that are charts are none. */
  readonly sheets: readonly SheetPlace[];
  readonly counts1904: boolean;
  /** By the style of a cell. */
  readonly isDayStyle: readonly boolean[];
  readonly sharedTexts: readonly string[];
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

const attributeOf = (attributes: Readonly<Record<string, unknown>>, name: string): string => {
  for (const key in attributes) if (localName(key) === name) return String(attributes[key]);
  return '';
};

/** Throws TableFault; `table.other-book` where the package holds something else than a workbook of XML. */
export async function readBook(parts: XlsxPackage, limits: TableLimits): Promise<XlsxBook> {
  const [main] = (await relationsOf(parts, '')).filter(({ type }) => type === 'officeDocument');
  if (main === undefined) throw new TableFault('table.other-book', { kind: kindOf(parts) });
  if (main.path.toLowerCase().endsWith('.bin')) throw new TableFault('table.other-book', { kind: '.xlsb' });
  if (!/workbook[^/]*\.xml$/i.test(main.path)) throw new TableFault('table.other-book', { kind: main.path });
  const relations = await relationsOf(parts, main.path);
  const pathOf = (type: string) => relations.find((each) => each.type === type)?.path ?? '';
  const { sheets, counts1904 } = await readSheets(parts, main.path, relations);
  return {
    sheets,
    counts1904,
    isDayStyle: await readStyles(parts, pathOf('styles')),
    sharedTexts: await readSharedTexts(parts, pathOf('sharedStrings'), limits),
  };
}

function kindOf(parts: XlsxPackage): string {
  if (parts.has('META-INF/manifest.xml')) return '.ods';
  return parts.has('[Content_Types].xml') ? 'Office' : '.zip';
}

/** The relations of a part, their targets as paths from the root; of the package itself where `path` is empty. */
async function relationsOf(parts: XlsxPackage, path: string): Promise<Relation[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations: Relation[] = [];
  await parts.walk(`${folder}_rels/${path.slice(folder.length)}.rels`, (parser) => {
    parser.onopentag = ({ name, attributes }) => {
      if (localName(name) !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const type = attributeOf(attributes, 'Type');
      relations.push({
        id: attributeOf(attributes, 'Id'),
        type: type.slice(type.lastIndexOf('/') + 1),
        path: resolve(folder, attributeOf(attributes, 'Target')),
      });
    };
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  return new URL(target, `file:///${folder}`).pathname.slice(1).replaceAll('%20', ' ');
}

async function readSheets(parts: XlsxPackage, path: string, relations: readonly Relation[]) {
  const sheets: SheetPlace[] = [];
  let counts1904 = false;
  await parts.walk(path, (parser) => {
    parser.onopentag = ({ name, attributes }) => {
      const local = localName(name);
      if (local === 'workbookPr') counts1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904'));
      if (local !== 'sheet') return;
      const relation = relations.find(
        (each) => each.id === attributeOf(attributes, 'id') && each.type === 'worksheet',
      );
      if (relation === undefined || !parts.has(relation.path)) return;
      const isHidden = /hidden/i.test(attributeOf(attributes, 'state'));
      sheets.push({ name: attributeOf(attributes, 'name'), path: relation.path, isHidden });
    };
  });
  return { sheets, counts1904 };
}

async function readStyles(parts: XlsxPackage, path: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const isDay: boolean[] = [];
  let isInside = false;
  await parts.walk(path, (parser) => {
    parser.onopentag = ({ name, attributes }) => {
      const local = localName(name);
      const format = Number(attributeOf(attributes, 'numFmtId'));
      if (local === 'numFmt') codes.set(format, attributeOf(attributes, 'formatCode'));
      else if (local === 'cellXfs') isInside = true;
      else if (local === 'xf' && isInside) isDay.push(showsDay(format, codes.get(format)));
    };
    parser.onclosetag = (name) => {
      if (localName(name) === 'cellXfs') isInside = false;
    };
  });
  return isDay;
}

/** Runs of a rich text are one text; what says how East Asian letters sound (rPh) is no part of it. */
async function readSharedTexts(parts: XlsxPackage, path: string, limits: TableLimits): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let total = 0;
  let isText = false;
  let isSound = false;
  await parts.walk(path, (parser) => {
    parser.onopentag = ({ name }) => {
      const local = localName(name);
      if (local === 'si') text = '';
      else if (local === 't') isText = !isSound;
      else if (local === 'rPh') isSound = true;
    };
    parser.onclosetag = (name) => {
      const local = localName(name);
      if (local === 't') isText = false;
      else if (local === 'rPh') isSound = false;
      else if (local === 'si') texts.push(unescaped(text));
    };
    parser.ontext = parser.oncdata = (piece) => {
      if (!isText) return;
      text += piece;
      total += piece.length;
      if (total > limits.maxTextLength)
        throw new TableFault('table.too-complex', { what: path, limit: String(limits.maxTextLength) });
    };
  });
  return texts;
}

/** "_x000D_" stands for a character that XML cannot hold (ECMA-376 part 1, 22.4.2.4). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
