/** What a start makes up, and what it never does. */
import { SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { describe, expect, it } from 'vitest';
import { checkedSettings, developmentEnvironment, planStart, withoutOwner } from './start-plan.ts';

const secrets = {
  superuserPassword: 'super',
  ownerPassword: 'owner',
  appPassword: 'app',
  jwtSecret: 'j'.repeat(64),
  encryptionKey: Buffer.alloc(32, 9).toString('base64'),
};
const place = { dataRoot: '/project/.data', webDistDir: '/project/dist' };
const appUrl = 'postgresql://api:app@127.0.0.1:1/books';

describe('the plan of a start', () => {
  it('needs nothing in development, and starts the embedded database when no other is named', () => {
    expect(planStart({}, [])).toMatchObject({ production: false, watch: false, port: 3000, embedded: true });
    expect(planStart({ DATABASE_URL: appUrl, PORT: '3001' }, ['--watch'])).toMatchObject({
      port: 3001,
      embedded: false,
      watch: true,
    });
  });

  it('refuses a wrong value in development as well', () => {
    expect(() => planStart({ PORT: 'http', JWT_SECRET: 'short' }, [])).toThrow(/PORT[\s\S]*JWT_SECRET/);
    expect(() => planStart({ DATABASE_OWNER_URL: 'localhost' }, [])).toThrow(/DATABASE_OWNER_URL/);
  });

  it('names in production every setting of either process that is missing', () => {
    try {
      planStart({ NODE_ENV: 'production' }, []);
      expect.unreachable('production started without settings');
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const names = error.problems.map(({ variable }) => variable);
      expect(names).toEqual(
        expect.arrayContaining([
          'DATABASE_URL',
          'JWT_SECRET',
          'ENCRYPTION_KEY',
          'PUBLIC_URL',
          'STORAGE_DIR',
          'MAIL_FROM',
        ]),
      );
    }
  });
});

describe('the environment of API and worker in development', () => {
  it('is complete, and puts its data below the data folder and its address on the chosen port', () => {
    const env = developmentEnvironment(
      { PORT: '3005' },
      planStart({ PORT: '3005' }, []),
      place,
      secrets,
      appUrl,
    );
    const values = checkedSettings(env);
    expect(values.PUBLIC_URL).toBe('http://localhost:3005');
    expect(values.STORAGE_DIR).toBe('/project/.data/documents');
    expect(values.DATABASE_URL).toBe(appUrl);
  });

  it('keeps what the user has set, and takes an empty variable for unset', () => {
    const given = { JWT_SECRET: 'k'.repeat(40), STORAGE_DIR: '' };
    const env = developmentEnvironment(given, planStart(given, []), place, secrets, appUrl);
    expect(env.JWT_SECRET).toBe('k'.repeat(40));
    expect(env.STORAGE_DIR).toBe('/project/.data/documents');
  });

  it('never holds the connection of the schema’s owner', () => {
    const given = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: 'postgresql://owner:o@h/books' };
    expect(developmentEnvironment(given, planStart(given, []), place, secrets, appUrl)).not.toHaveProperty(
      'DATABASE_OWNER_URL',
    );
    expect(withoutOwner(given)).toEqual({ DATABASE_URL: appUrl });
  });
});
