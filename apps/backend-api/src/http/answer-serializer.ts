/** Holds every answer against its schema on the way out, by a compiled parser where that says the same as encoding. */
import { ResponseSerializationError, serializerCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** What encodes as it parses. Of the others (defaults, pipes, transforms, …) parsing would mend what encoding refuses. */
const SAME_BOTH_WAYS: ReadonlySet<string> = new Set([
  ...['object', 'array', 'tuple', 'record', 'union', 'optional', 'nullable'],
  ...['string', 'number', 'boolean', 'null', 'literal', 'enum', 'unknown'],
]);

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value && 'traits' in Object(value._zod);

/** The schemas directly below one: of an object its fields, of a list its items, and so on. */
function* below({ _zod }: z.core.$ZodType): Generator<z.core.$ZodType> {
  for (const part of Object.values(_zod.def)) {
    if (isSchema(part)) yield part;
    else if (part !== _zod.def.checks && typeof part === 'object' && part !== null)
      yield* Object.values(part).filter(isSchema);
  }
}

/** Whether a schema, and all that stands in it, takes and gives the same, whichever way a value goes through it. */
function encodesAsItParses(schema: z.core.$ZodType, within: readonly unknown[] = []): boolean {
  const { type, checks = [] } = schema._zod.def;
  if (!SAME_BOTH_WAYS.has(type) || 'coerce' in schema._zod.def || within.includes(schema)) return false;
  if (type !== 'string' && checks.some(({ _zod }) => _zod.def.check === 'overwrite')) return false;
  return [...below(schema)].every((each) => encodesAsItParses(each, [...within, schema]));
}

/**
 * A serializer compiler for schemas of zod. What a schema does not name stays inside, and an answer that does not keep to it is
 * refused as a failure of ours, as by `serializerCompiler`, which does it for schemas that parsing would treat more kindly.
 * The parser is compiled when a route first answers.
 */
export const compileAnswer: typeof serializerCompiler = (route) => {
  const { schema, method, url } = route;
  if (!isSchema(schema) || !encodesAsItParses(schema)) return serializerCompiler(route);
  let compiled: z.core.$ZodType | undefined;
  return (answer: unknown) => {
    compiled ??= z.core.compile(schema);
    const { data, error } = z.core.safeParse(compiled, answer);
    if (error !== undefined) throw new ResponseSerializationError(method, url, { cause: error });
    return JSON.stringify(data);
  };
};
