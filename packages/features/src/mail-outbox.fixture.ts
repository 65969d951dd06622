/** The outbox of mail on any database and transport, for tests of the features that write mails. */
import path from 'node:path';
import type { MailTransport } from '@muhasebi/connectors/mail/mail-transport.ts';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import type { Database } from './feature.ts';
import { createMailOutboxFeature } from './mail-outbox/feature.ts';

/** `folder`: where attachments are stored. */
export function outboxOn(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly mail: MailTransport;
  readonly folder: string;
}) {
  return createMailOutboxFeature({
    ...options,
    storage: createDiskStorage(path.join(options.folder, 'store')),
    publicUrl: 'https://muhasebi.test',
  });
}
