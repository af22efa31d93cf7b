import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../server/config/settings.ts';
import { ConfigError, readConfig, readEnvironment } from '../../server/config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test('an empty environment is usable', () => {
  const config = readConfig({});

  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8000,
    databaseUrl: null,
    deployUser: null,
    publicUrl: null,
    callbackUrl: null,
  });
  expect(config).toMatchObject({
    dataDir: path.resolve('var'),
    servicesDir: path.resolve('services'),
    configDir: '/var/tmp',
  });
  expect(config).toMatchObject({
    maxConcurrent: 4,
    defaultTimeoutSeconds: 3600,
    orphanDelaySeconds: 300,
    logDays: 90,
    maxLogBytes: 2 ** 30,
  });
  expect(config).toMatchObject({ strictSudo: false, demo: true, secretKey: null, logLevel: 'info' });
  expect(config.initialUser).toEqual({ name: 'admin', password: null, passwordHash: null });
  expect(config.trustedProxies).toEqual(['127.0.0.0/8', '::1/128']);
});

test('reports every bad setting at once', () => {
  const env = { DEPLOYMENT_ORPHAN_RECONCILE_DELAY_SECONDS: '5m', PORT: '99999' };

  expect(() => readConfig(env)).toThrowError(
    new ConfigError([
      'PORT must be a whole number from 0 to 65535, got "99999"',
      'DEPLOYMENT_ORPHAN_RECONCILE_DELAY_SECONDS must be a number of seconds, got "5m"',
    ]),
  );
});

test('the message begins with what is wrong and lists one problem a line', () => {
  const error = new ConfigError(['A is bad', 'B is bad']);

  expect(error.message).toBe('Configuration is not usable:\n- A is bad\n- B is bad');
});

test.each([
  ['PORT', '-1', 'must be a whole number from 0 to 65535, got "-1"'],
  ['PORT', '80.5', 'must be a whole number from 0 to 65535, got "80.5"'],
  ['FASTDEPLOY_MAX_CONCURRENT', '0', 'must be a whole number of at least 1, got "0"'],
  ['FASTDEPLOY_DEFAULT_TIMEOUT_SECONDS', '-5', 'must be a number of seconds, got "-5"'],
  ['FASTDEPLOY_LOG_DAYS', 'ever', 'must be a whole number of days, at least 1, got "ever"'],
  ['FASTDEPLOY_MAX_LOG_BYTES', '1 TB', 'must be a number of bytes such as 65536 or 512MiB, got "1 TB"'],
  ['FASTDEPLOY_STRICT_SUDO', 'yes', 'must be 0 or 1, got "yes"'],
  ['FASTDEPLOY_DEMO', 'true', 'must be 0 or 1, got "true"'],
  ['FASTDEPLOY_DEPLOY_USER', '-u root', 'must be the name of a user, or none, got "-u root"'],
  [
    'FASTDEPLOY_PUBLIC_URL',
    'deploy.example.com',
    'must be an address such as https://deploy.example.com, got "deploy.example.com"',
  ],
  ['FASTDEPLOY_CALLBACK_URL', 'ftp://x', 'must be an address such as https://deploy.example.com, got "ftp://x"'],
  [
    'FASTDEPLOY_TRUSTED_PROXIES',
    '10.0.0.0/33',
    'must be loopback, none, addresses or networks such as 10.0.0.0/8, got "10.0.0.0/33"',
  ],
  ['LOG_LEVEL', 'loud', 'must be one of trace, debug, info, warn, error, fatal, silent, got "loud"'],
])('refuses %s=%s', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([`${name} ${problem}`]);
});

test('never shows a secret in a problem', () => {
  const secret = 'hunter2';
  const problems = problemsOf({
    DATABASE_URL: `mysql://root:${secret}@db/x`,
    FASTDEPLOY_DEPLOY_USER: 'deploy',
    FASTDEPLOY_SECRET_KEY: secret,
    INITIAL_USER_PASSWORD: secret,
    INITIAL_PASSWORD_HASH: secret,
  });

  expect(problems).toHaveLength(4);
  expect(problems.join()).not.toContain(secret);
});

test.each([{ DATABASE_URL: 'postgres://db/fastdeploy' }, { HOST: '0.0.0.0' }, { HOST: '::' }])(
  'asks for the deploy user outside the embedded database on loopback: %o',
  (env) => {
    expect(problemsOf(env)).toEqual([
      expect.stringMatching(/^FASTDEPLOY_DEPLOY_USER must be set to the user .* or to none/),
    ]);
    expect(problemsOf({ ...env, FASTDEPLOY_DEPLOY_USER: 'deploy' })).toEqual([]);
  },
);

test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('takes %s for a loopback address', (HOST) => {
  expect(readConfig({ HOST }).deployUser).toBeNull();
});

test('runs scripts as the server itself when the deploy user is none', () => {
  expect(readConfig({ HOST: '0.0.0.0', FASTDEPLOY_DEPLOY_USER: 'none' }).deployUser).toBeNull();
});

test('takes an address written for asyncpg', () => {
  const config = readConfig({ DATABASE_URL: 'postgresql+asyncpg://u:p@db:5433/x', FASTDEPLOY_DEPLOY_USER: 'deploy' });

  expect(config.databaseUrl).toBe('postgresql://u:p@db:5433/x');
});

test('older names work and the newer ones win', () => {
  const older = { SERVICES_ROOT: '/srv/old', API_URL: 'https://old.example.com/' };
  const newer = { FASTDEPLOY_SERVICES_DIR: '/srv/new', FASTDEPLOY_PUBLIC_URL: 'https://new.example.com' };

  expect(readConfig(older)).toMatchObject({
    servicesDir: '/srv/old',
    publicUrl: 'https://old.example.com',
    callbackUrl: 'https://old.example.com',
  });
  expect(readConfig({ ...older, ...newer })).toMatchObject({
    servicesDir: '/srv/new',
    publicUrl: 'https://new.example.com',
    callbackUrl: 'https://old.example.com',
  });
});

test('an empty value is an unset one', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', FASTDEPLOY_DEPLOY_USER: '' })).toEqual(readConfig({}));
});

test('reads sizes, networks and keys in the forms people write', () => {
  const key = Buffer.alloc(32, 7);

  expect(readConfig({ FASTDEPLOY_MAX_LOG_BYTES: '512MiB' }).maxLogBytes).toBe(2 ** 29);
  expect(readConfig({ FASTDEPLOY_MAX_LOG_BYTES: '65536' }).maxLogBytes).toBe(65_536);
  expect(readConfig({ FASTDEPLOY_TRUSTED_PROXIES: '10.0.0.0/8, fe80::1' }).trustedProxies).toEqual([
    '10.0.0.0/8',
    'fe80::1/128',
  ]);
  expect(readConfig({ FASTDEPLOY_TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([]);
  expect(readConfig({ FASTDEPLOY_SECRET_KEY: key.toString('hex') }).secretKey).toEqual(key);
  expect(readConfig({ FASTDEPLOY_SECRET_KEY: key.toString('base64') }).secretKey).toEqual(key);
});

test("deploy scripts get the server's PATH unless another is set", () => {
  expect(readConfig({ PATH: '/a:/b' }).pathForDeploy).toBe('/a:/b');
  expect(readConfig({ PATH: '/a:/b', PATH_FOR_DEPLOY: '/c' }).pathForDeploy).toBe('/c');
});

test('deploy scripts inherit home, language and agent, and nothing else', () => {
  const inherited = { HOME: '/home/fd', LANG: 'de_DE.UTF-8', SSH_AUTH_SOCK: '/run/agent' };

  expect(
    readConfig({ ...inherited, DATABASE_URL: 'postgres://u:p@db/x', FASTDEPLOY_DEPLOY_USER: 'deploy' }).inherited,
  ).toEqual(inherited);
  expect(readConfig({ SSH_AUTH_SOCK: '' }).inherited).toEqual({});
});

test('reads .env of the working directory, and the real environment wins', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'fastdeploy-env-'));
  try {
    await writeFile(
      path.join(directory, '.env'),
      "FASTDEPLOY_LOG_DAYS=7\nPATH=/from/the/file\nINITIAL_PASSWORD_HASH='$2b$12$abc'\n",
    );

    const env = readEnvironment(directory);

    expect(env).toMatchObject({
      FASTDEPLOY_LOG_DAYS: '7',
      INITIAL_PASSWORD_HASH: '$2b$12$abc',
      PATH: process.env.PATH,
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('without .env the environment is the real one', () => {
  expect(readEnvironment('/nonexistent')).toEqual(process.env);
});

test('documents each setting once', () => {
  const names = settings.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});
