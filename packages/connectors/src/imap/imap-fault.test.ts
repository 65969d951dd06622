/** What a mail server or the line to it does wrong is told as what it is; what is our own fault stays one. */
import { expect, it } from 'vitest';
import { ImapFault, toImapFault } from './imap-fault.ts';

const said = (more: Record<string, unknown>) => Object.assign(new Error('as the library says it'), more);
const faultOf = (more: Record<string, unknown>) => toImapFault(said(more), 'imap.ornek.test:993');

it.each([
  ['a server that asks for patience', { code: 'ETHROTTLE', throttleReset: 92_415 }, 'limited'],
  ['a sign-in that is put off', { authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'limited'],
  ['a wrong password', { authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'refused'],
  ['a certificate that has run out', { code: 'CERT_HAS_EXPIRED' }, 'changed-identity'],
  ['a certificate of another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'changed-identity'],
  ['an answer that is no IMAP', { code: 'ParserError11' }, 'bad-answer'],
  ['an answer larger than all that was asked for', { code: 'LiteralTooLarge' }, 'bad-answer'],
  ['a refusal of a command', { responseStatus: 'NO', responseText: 'Mailbox is broken' }, 'bad-answer'],
  ['a line that broke', { code: 'ECONNRESET' }, 'unreachable'],
])('%s is told as such, with words and a next step in both languages', (_what, more, kind) => {
  const fault = faultOf(more);
  expect(fault).toBeInstanceOf(ImapFault);
  expect(fault).toMatchObject({
    kind,
    words: { tr: /./, en: /imap\.ornek\.test:993/ },
    next: { tr: /./, en: /./ },
  });
});

it('how long a server asks to be left alone is kept, and a fault of ours is not blamed on it', () => {
  expect(faultOf({ code: 'ETHROTTLE', throttleReset: 92_415 })).toMatchObject({ retryAfterMs: 92_415 });
  const ours = new TypeError('x is not a function');
  expect(toImapFault(ours, 'imap.ornek.test:993')).toBe(ours);
});
