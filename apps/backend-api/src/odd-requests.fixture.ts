/** Makes requests that nobody sends by mistake: from the OpenAPI document, with odd values where it asks for plain ones. */
import fc from 'fast-check';

/** As much of JSON Schema as our OpenAPI document uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
}

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query: Readonly<Record<string, Schema>>;
  readonly body: Schema | null;
  readonly isMultipart: boolean;
}

export interface OddRequest {
  readonly path: Readonly<Record<string, string>>;
  /** Left out: undefined. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Texts that broke other programs: NUL, half a surrogate pair, numbers past every type, days that are none. */
const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'yarım\u0000metin',
  '\ud800',
  'x\udfffy',
  '\u202eterse',
  'İıŞğ💶',
  '-1',
  '0',
  '1.5',
  '1e400',
  'NaN',
  '99999999999999999999',
  '2147483648',
  '9223372036854775808',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
  '-infinity',
  "' or 1=1 --",
  '%',
  '\\',
  '{1,2}',
  '../../etc/passwd',
  '$argon2id$',
  '__proto__',
  'a\r\nset-cookie: b=c',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(400),
  cursorOf(['', '']),
  cursorOf(['\u0000', '00000000-0000-4000-8000-000000000000']),
  cursorOf(['9999-99-99', '00000000-0000-4000-8000-000000000000']),
  cursorOf(['0001-01-01', 'x', '-9']),
  cursorOf(['00000000-0000-4000-8000-000000000000']),
  cursorOf(['2026-01-01', '00000000-0000-4000-8000-000000000000', '99999999999']),
  cursorOf([null, { a: 1 }]),
];
const ODD_VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  [],
  {},
  [[]],
  { constructor: { prototype: 1 } },
];

const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ maxLength: 30, unit: 'binary' }));
const oddValue = fc.oneof(fc.constantFrom<unknown>(...ODD_VALUES), oddText);
const days = fc.constantFrom(
  '2026-01-15',
  '0001-01-01',
  '0000-01-01',
  '9999-12-31',
  '1993-12-31',
  '2200-01-01',
);
const integers = fc.constantFrom(1, 0, -1, 7, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, -(2 ** 53));

/** A value that the schema means, or now and then one that it does not. */
function worthOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 7, arbitrary: meantBy(schema, ids) }, { weight: 1, arbitrary: oddValue });
}

function meantBy(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((each) => meantBy(each, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, each]) => [key, worthOf(each, ids)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      );
    case 'array':
      return fc.array(worthOf(schema.items ?? {}, ids), { maxLength: 3 });
    case 'integer':
    case 'number':
      return integers;
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textOf(schema, ids);
    default:
      return oddValue;
  }
}

function textOf({ format, pattern }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (format === 'date') return days;
  if (format === 'email')
    return fc.constantFrom('biri@ornek.example', `${'a'.repeat(60)}@${'b'.repeat(60)}.example`);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return oddText;
}

/** Requests of one operation; `ids` are such as exist. */
export function oddRequests(operation: Operation, ids: readonly string[]): fc.Arbitrary<OddRequest> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameter = (name: string) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: name === 'accountCode' ? fc.constantFrom('100', '100.01', '1') : fc.constantFrom(...ids),
      },
      { weight: 1, arbitrary: oddText },
    );
  const query = Object.entries(operation.query).map(([key, schema]) => [
    key,
    fc.oneof({ weight: 2, arbitrary: meantBy(schema, ids).map(String) }, { weight: 1, arbitrary: oddText }),
  ]);
  return fc.record({
    path: fc.record(Object.fromEntries(names.map((name) => [name, parameter(name)]))),
    query: fc.record(Object.fromEntries(query), { requiredKeys: [] }),
    body: operation.body === null ? fc.constant(undefined) : worthOf(operation.body, ids),
  });
}

/** The parts of our OpenAPI document that a request is made of. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}
interface DocumentedOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every operation of the document. */
export function operationsOf(document: Document, isMultipart: (path: string) => boolean): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      query: Object.fromEntries(
        (operation.parameters ?? [])
          .filter((each) => each.in === 'query')
          .map((each) => [each.name, each.schema]),
      ),
      body: operation.requestBody?.content['application/json']?.schema ?? null,
      isMultipart: method === 'post' && isMultipart(path),
    })),
  );
}
