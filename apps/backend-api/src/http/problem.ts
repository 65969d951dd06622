/** Turns every failure into problem+json (RFC 9457): expected refusals by the catalogue, everything else as ours. */
import { AppError, type FieldFault, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ERROR_PAGE } from './error-page.ts';
import { fieldFaults } from './field-faults.ts';

export type Language = 'tr' | 'en';

/** Turkish unless English is asked for first. */
export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'tr';
}

/** Connection troubles of the database driver: ours to wait out, not the caller's fault. */
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|Connection terminated|timeout exceeded when trying to connect|is not queryable/;
/**
 * Lost connections, lack of resources (a full disk, too many sessions), an operator's intervention, time-outs, two
 * transactions that met, and a server that does not let us in (28, 3D000). Source: PostgreSQL, appendix A.
 */
const DATABASE_AWAY_CODES = /^(08|28|53|57|58|40)...$|^(55P03|25P03|25P04|3D000)$|^ECONNREFUSED$/;

/** What the parser of forms says of a body that is malformed, or whose sender went away; the text is all there is. */
const MALFORMED_FORM =
  /^(Unexpected end of (form|multipart data)|Part terminated early|Malformed (part header|content type)|Multipart: Boundary not found)|^aborted$/;

/** Refusals that pass by themselves: the answer says when to ask again. */
const ASK_AGAIN: ReadonlySet<string> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'OVERLOADED']);

function isDatabaseAway(error: FastifyError): boolean {
  return DATABASE_AWAY_CODES.test(error.code ?? '') || DATABASE_AWAY.test(error.message);
}

/** The expected refusal that an error stands for; null where it is a fault of ours. */
export function asAppError(error: FastifyError): AppError | null {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = fieldFaults(error.validation, error.validationContext ?? 'body');
    return platformErrors.VALIDATION_FAILED({}, faults);
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return platformErrors.PAYLOAD_TOO_LARGE({ limit: '1 MB' });
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return platformErrors.PAYLOAD_TOO_LARGE({ limit: '10.000 dosya / files' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return platformErrors.UNSUPPORTED_MEDIA_TYPE();
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return platformErrors.VALIDATION_FAILED({}, [
        { path: 'url', message: 'adres okunamıyor', messageEn: 'the address cannot be read' },
      ]);
    default:
  }
  if (MALFORMED_FORM.test(error.message)) {
    return platformErrors.VALIDATION_FAILED({}, [
      { path: 'body', message: 'form eksik ya da bozuk', messageEn: 'the form is incomplete or malformed' },
    ]);
  }
  if (isDatabaseAway(error)) return platformErrors.UNAVAILABLE();
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return platformErrors.VALIDATION_FAILED({}, [
      { path: 'body', message: 'istek okunamadı', messageEn: error.message },
    ]);
  }
  return null;
}

function shownFault({ path, message, messageEn }: FieldFault, language: Language) {
  return { path, message: language === 'en' ? messageEn : message };
}

/** The body of a problem answer in the caller's language. */
export function problemBody(refusal: AppError, language: Language, instance: string, requestId: string) {
  const { definition, params } = refusal;
  const detail = fillText(language === 'en' ? definition.en : definition.tr, params);
  return {
    type: `${ERROR_PAGE}#${refusal.code}`,
    title: refusal.code,
    status: definition.status,
    code: refusal.code,
    detail,
    next: fillText(language === 'en' ? definition.nextEn : definition.nextTr, params),
    instance,
    requestId,
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(refusal.faults.length > 0
      ? { errors: refusal.faults.map((fault) => shownFault(fault, language)) }
      : {}),
  };
}

/** Fastify's error handler: answers, and logs what is ours. */
export function answerProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const expected = asAppError(error);
  if (expected === null) request.log.error({ err: error, code: 'INTERNAL' }, 'request failed unexpectedly');
  else if (expected.code === 'UNAVAILABLE') {
    request.log.error({ code: expected.code, cause: error.message }, 'database connection failed');
  }
  const refusal = expected ?? platformErrors.INTERNAL();
  request.refusalCode = refusal.code;
  request.refusalReason = refusal.reason;
  if (ASK_AGAIN.has(refusal.code)) {
    reply.header('retry-after', refusal.params.seconds ?? 5);
  }
  return reply
    .status(refusal.definition.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemBody(refusal, languageOf(request), request.url.split('?')[0] ?? '', request.id));
}

/** The same for what fails before any route or hook is chosen: the headers of the others are set here. */
export function answerUnrouted(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  answerProblem(error, request, reply);
}
