/** What leaves is held against its schema exactly as the library's own encoding holds it, whichever way is taken. */
import { ResponseSerializationError, serializerCompiler } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileAnswer } from './answer-serializer.ts';

const row = z.object({
  code: z.string().regex(/^\d{3}$/),
  amount: z.string().nullable(),
  note: z.string().trim().optional(),
});
const list = z.object({
  rows: z.array(row).max(2),
  kind: z.enum(['a', 'b']),
  at: z.union([z.number(), z.null()]),
});
const whole = { rows: [{ code: '120', amount: '1.00' }], kind: 'a', at: null };

/** The text that leaves, or the paths of what is wrong with it. */
function outcome(compile: typeof serializerCompiler, schema: z.ZodType, answer: unknown): unknown {
  try {
    return compile({ schema, method: 'GET', url: '/deneme' })(answer);
  } catch (error) {
    if (!(error instanceof ResponseSerializationError)) return String(error);
    return error.cause.issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
  }
}

describe('an answer on its way out', () => {
  it('leaves without what its schema does not name', () => {
    const secret = { ...whole, hash: 'x', rows: [{ code: '120', amount: null, tenant: 'x' }] };
    expect(outcome(compileAnswer, list, secret)).toBe(
      '{"rows":[{"code":"120","amount":null}],"kind":"a","at":null}',
    );
  });

  it('is refused where it does not keep to its schema, and what is wrong is told', () => {
    const wrong = { ...whole, rows: [{ code: '12', amount: 5 }], kind: 'c' };
    expect(outcome(compileAnswer, list, wrong)).toEqual([
      'rows.0.code: invalid_format',
      'rows.0.amount: invalid_type',
      'kind: invalid_value',
    ]);
  });

  it('is never mended: a field with a default must be there', () => {
    const schema = z.object({ rows: z.array(z.object({ side: z.string().default('borc') })) });
    expect(outcome(compileAnswer, schema, { rows: [{}] })).toEqual(['rows.0.side: invalid_type']);
  });

  const tree: z.ZodType = z.object({
    name: z.string(),
    get below() {
      return z.array(tree);
    },
  });
  it.each<[string, z.ZodType, unknown]>([
    ['a whole one', list, whole],
    ['spaces around a text', list, { ...whole, rows: [{ code: '120', amount: null, note: ' x ' }] }],
    ['one row too many', list, { ...whole, rows: [1, 2, 3].map(() => whole.rows[0]) }],
    ['no answer at all', list, undefined],
    ['a record', z.record(z.string(), z.number()), { a: 1, b: 2 }],
    ['a catch', z.object({ at: z.number().catch(0) }), { at: 'x' }],
    ['a prefault', z.object({ at: z.string().prefault('x') }), {}],
    ['a coercion', z.object({ at: z.coerce.number() }), { at: '5' }],
    ['a transform', z.object({ at: z.string().transform((text) => text.length) }), { at: 'x' }],
    ['a codec', z.codec(z.string(), z.number(), { decode: Number, encode: String }), 5],
    ['a list that is changed after its check', z.array(z.number()).overwrite((all) => all.slice(1)), [1, 2]],
    ['a tree', tree, { name: 'a', below: [{ name: 'b', below: [] }] }],
  ])('is what encoding makes of it: %s', (_what, schema, answer) => {
    expect(outcome(compileAnswer, schema, answer)).toEqual(outcome(serializerCompiler, schema, answer));
  });
});
