/** Goes on in another office of the person: nothing of the one before stays in memory. */
import { api, queryClient } from '../api/session.ts';
import { forgetMonths } from './client-month/month-memory.ts';

/** `leave` goes to a page that stands in the new office, before what was known of the old one is forgotten. */
export async function enterOffice(officeId: string, leave: () => Promise<void>): Promise<void> {
  await api.call('POST /me/office', { body: { officeId } });
  forgetMonths();
  await leave();
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
}
