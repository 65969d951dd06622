/** Settings: everything wrong is said at once, secrets are never shown, production makes nothing up. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderEnvExample, variablesNamed } from './env-example.ts';
import { loadSettings, SettingsError } from './load-settings.ts';
import { isInNetworks, privateNetworks } from './private-networks.ts';
import { defineSettings } from './setting.ts';
import { flag, key32, mailbox, origin, port, portOrNone, postgresUrl, whole } from './setting-schemas.ts';

const described = (en: string) => ({ tr: `${en} (tr)`, en });
const spec = defineSettings({
  PORT: { schema: port, description: described('a port'), example: '3000', fallback: '3000' },
  SIGNING_SECRET: {
    schema: z.string().min(32),
    description: described('32 characters'),
    example: 'xxxxxxxxxxxxxxxxabcdefghijklmnop',
    secret: true,
  },
  DATA_DIR: {
    schema: z.string(),
    description: described('a folder'),
    example: '/data',
    developmentFallback: '.data',
  },
  DRIVER: {
    schema: z.enum(['disk', 'cloud']),
    description: described('a driver'),
    example: 'disk',
    fallback: 'disk',
  },
  BUCKET: {
    schema: z.string(),
    description: described('a bucket'),
    example: 'b',
    requiredWhen: { variable: 'DRIVER', equals: 'cloud' },
  },
  PROXY: { schema: z.string(), description: described('a proxy'), example: 'p', optional: true },
});
const secret = 'fJ2!kd9_Lq0pZ7wXn4VbT1sRy8Hc3Mg6';

function refusal(env: Record<string, string>): SettingsError {
  try {
    loadSettings(spec, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('settings', () => {
  it('take fallbacks where nothing is set, and an empty text counts as nothing', () => {
    expect(loadSettings(spec, { SIGNING_SECRET: secret, PORT: ' ', PROXY: '' })).toEqual({
      PORT: 3000,
      SIGNING_SECRET: secret,
      DATA_DIR: '.data',
      DRIVER: 'disk',
      BUCKET: undefined,
      PROXY: undefined,
    });
  });

  it('name every fault in one message, each with its variable, what is expected and an example', () => {
    const error = refusal({ NODE_ENV: 'production', PORT: '70000', DRIVER: 'tape' });
    expect(error.problems.map(({ variable }) => variable)).toEqual([
      'PORT',
      'SIGNING_SECRET',
      'DATA_DIR',
      'DRIVER',
    ]);
    for (const { variable, example } of error.problems) {
      expect(error.message).toContain(`${variable}=${example}`);
      const { description } = spec[variable as keyof typeof spec];
      expect(error.message).toContain(description.tr);
      expect(error.message).toContain(description.en);
    }
    expect(error.message).toContain('70000');
  });

  it('never show the value of a secret that is refused', () => {
    const { message } = refusal({ SIGNING_SECRET: 'hunter2-hunter2' });
    expect(message).toContain('SIGNING_SECRET');
    expect(message).not.toContain('hunter2');
  });

  it('require in production what development makes up', () => {
    expect(loadSettings(spec, { NODE_ENV: 'development', SIGNING_SECRET: secret }).DATA_DIR).toBe('.data');
    expect(refusal({ NODE_ENV: 'production', SIGNING_SECRET: secret }).problems).toHaveLength(1);
  });

  it('require a setting that another one makes necessary', () => {
    expect(refusal({ SIGNING_SECRET: secret, DRIVER: 'cloud' }).message).toContain('DRIVER=cloud');
    expect(loadSettings(spec, { SIGNING_SECRET: secret, DRIVER: 'cloud', BUCKET: 'b' }).BUCKET).toBe('b');
  });

  it.each([
    'a'.repeat(40),
    'changeme-changeme-changeme-changeme',
    'your-secret-key-your-secret-key-00',
    spec.SIGNING_SECRET.example,
  ])('refuse the weak secret %s in production only', (weak) => {
    const env = { SIGNING_SECRET: weak, DATA_DIR: '/data' };
    expect(loadSettings(spec, env).SIGNING_SECRET).toBe(weak);
    const error = refusal({ ...env, NODE_ENV: 'production' });
    expect(error.problems.map(({ variable }) => variable)).toEqual(['SIGNING_SECRET']);
  });

  it('judge the password of a connection URL, not its other parts', () => {
    const url = defineSettings({
      DB: { schema: postgresUrl, description: described('db'), example: 'postgres://u:p@h/d', secret: true },
    });
    const env = (password: string) => ({
      NODE_ENV: 'production',
      DB: `postgresql://test:${password}@example.internal/app`,
    });
    expect(() => loadSettings(url, env('changeme'))).toThrow(/weak/);
    expect(loadSettings(url, env('s8dK2xLw')).DB).toContain('s8dK2xLw');
  });
});

describe('the rendered .env.example', () => {
  it('names every variable once and leaves required ones empty', () => {
    const text = renderEnvExample('shop', spec);
    expect(variablesNamed(text)).toEqual(Object.keys(spec));
    expect(text).toContain('\nSIGNING_SECRET=\n');
    expect(text).toContain('\n# PORT=3000\n');
  });
});

describe('the forms of a setting', () => {
  it.each([
    [port, ['1', '65535'], ['0', '65536', '3e3', '-1', '80 ', '']],
    [portOrNone, ['0', '9464', '65535'], ['65536', '-1', 'x']],
    [whole(1, 64), ['1', '64'], ['0', '65', '1.5', 'x']],
    [flag, ['true', 'false'], ['1', 'yes', 'TRUE']],
    [origin, ['https://a.com', 'http://localhost:3000/'], ['https://a.com/x', 'ftp://a.com', 'a.com']],
    [
      postgresUrl,
      ['postgresql://u:p@h:5432/d', 'postgres://u@h/d'],
      ['postgresql://h/d', 'postgresql://u:p@h/', 'mysql://u:p@h/d'],
    ],
    [
      key32,
      [Buffer.alloc(32, 7).toString('base64')],
      [Buffer.alloc(31, 7).toString('base64'), Buffer.alloc(33, 7).toString('base64'), 'x'],
    ],
    [mailbox, ['a@b.tr', 'Ofis Adı <a@b.tr>'], ['a', 'a@', '<a@b.tr', 'a b@c']],
  ] as const)(
    'take what is right and refuse what is not (%#)',
    (schema: z.ZodType, right: readonly string[], wrong: readonly string[]) => {
      for (const text of right) expect(schema.safeParse(text).success, text).toBe(true);
      for (const text of wrong) expect(schema.safeParse(text).success, text).toBe(false);
    },
  );
});

describe('networks that an operator names', () => {
  const networks = (text: string) => {
    const spec = defineSettings({
      NETWORKS: { schema: privateNetworks, description: described('networks'), example: '10.1.0.0/16' },
    });
    return loadSettings(spec, { NETWORKS: text }).NETWORKS;
  };

  it('hold the addresses in them and no other', () => {
    const named = networks('10.1.0.0/16, 192.168.5.10,fd12:3456::/32');
    for (const address of ['10.1.0.1', '10.1.255.255', '192.168.5.10', 'fd12:3456::7', '::ffff:10.1.2.3'])
      expect(isInNetworks(named, address), address).toBe(true);
    for (const address of ['10.2.0.1', '192.168.5.11', 'fd12:3457::1', '127.0.0.1', '8.8.8.8'])
      expect(isInNetworks(named, address), address).toBe(false);
  });

  it('hold this machine, its link and a cloud’s metadata only where the one address is named', () => {
    const wide = networks('fd00:ec2::/32,100.64.0.0/10');
    expect(isInNetworks(wide, 'fd00:ec2::253')).toBe(true);
    expect(isInNetworks(wide, 'fd00:ec2::254')).toBe(false);
    expect(isInNetworks(wide, '100.100.100.200')).toBe(false);
    const exact = networks('127.0.0.1,169.254.169.254,fd00:ec2::254');
    for (const address of ['127.0.0.1', '169.254.169.254', 'fd00:ec2::254'])
      expect(isInNetworks(exact, address), address).toBe(true);
    expect(isInNetworks(exact, '127.0.0.2')).toBe(false);
  });

  it.each([
    ['10.1.0.5/16', 'bits after the prefix'],
    ['10.0.0.0/7', 'no private network'],
    ['0.0.0.0/0', 'no private network'],
    ['172.16.0.0/11', 'no private network'],
    ['::/0', 'no private network'],
    ['8.8.8.0/24', 'no private network'],
    ['8.8.8.8', 'no private address'],
    ['127.0.0.0/8', 'this machine'],
    ['169.254.0.0/16', 'this machine'],
    ['fe80::/10', 'this machine'],
    ['::ffff:127.0.0.0/104', 'this machine'],
    ['10.1.0.0/33', 'too large'],
    ['10.1.0.0/x', 'no number'],
    ['10.1.0.0/', 'no number'],
    ['10.1', 'neither'],
    ['10.1.0.0/16,,', 'neither'],
    ['mail.ofis.local', 'neither'],
  ])('%s refuses the start and says why', (text, why) => {
    expect(() => networks(text)).toThrow(why);
  });
});
