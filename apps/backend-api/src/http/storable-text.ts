/** Refuses text that no database column holds: the NUL character, and halves of surrogate pairs. */
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { FastifyRequest } from 'fastify';

/** PostgreSQL refuses U+0000 in text, and jsonb refuses lone surrogates; both only ever come from an attack or a bug. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Names the first text at fault by its place: "body.lines.0.description"; null where there is none. */
export function unstorableTextIn(root: unknown, name: string): string | null {
  // A list of what is left to look at, not recursion: a body may be nested deeper than the stack.
  const left: { place: string; value: unknown }[] = [{ place: name, value: root }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { place, value } = next;
    if (typeof value === 'string' && !isStorable(value)) return place;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [key, each] of Object.entries(value)) {
      if (!isStorable(key)) return place;
      left.push({ place: `${place}.${key}`, value: each });
    }
  }
  return null;
}

/** Throws VALIDATION_FAILED that names the place. */
export function refuseUnstorableText(request: FastifyRequest): void {
  const place =
    unstorableTextIn(request.params, 'params') ??
    unstorableTextIn(request.query, 'querystring') ??
    unstorableTextIn(request.body, 'body');
  if (place === null) return;
  const fault = {
    message: 'metinde geçersiz karakter var',
    messageEn: 'the text holds an invalid character',
  };
  throw platformErrors.VALIDATION_FAILED({}, [{ path: place, ...fault }]);
}
