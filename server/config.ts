import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { type Environment, Reader } from './config/reader.ts';
import { type LogLevel, logLevels } from './log.ts';
import type { Inherited } from './runner/command.ts';

/** Every setting, checked. Nothing else in the server knows environment variables. */
export type Config = Readonly<{
  host: string;
  port: number;
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  dataDir: string;
  /** Somebody named that directory; it is not just the default. */
  dataDirIsChosen: boolean;
  servicesDir: string;
  /** Null: the address the server turns out to listen on. */
  publicUrl: string | null;
  callbackUrl: string | null;
  /** Networks as `address/bits`. */
  trustedProxies: readonly string[];
  /** Null: the server's own user. */
  deployUser: string | null;
  strictSudo: boolean;
  configDir: string;
  pathForDeploy: string;
  inherited: Inherited;
  maxConcurrent: number;
  /** 0: no limit. */
  defaultTimeoutSeconds: number;
  orphanDelaySeconds: number;
  logDays: number;
  maxLogBytes: number;
  demo: boolean;
  initialUser: Readonly<{ name: string; password: string | null; passwordHash: string | null }>;
  /** 32 bytes; null: the data directory's own. */
  secretKey: Buffer | null;
  logLevel: LogLevel;
}>;

/** Everything that is wrong with the settings, in one message. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Configuration is not usable:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The process's environment, over the `.env` of the working directory when there is one. */
export function readEnvironment(directory = process.cwd()): Environment {
  try {
    return { ...parseEnv(readFileSync(path.join(directory, '.env'), 'utf8')), ...process.env };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return process.env;
    throw error;
  }
}

/** Throws ConfigError. An empty environment gives a usable configuration. */
export function readConfig(env: Environment): Config {
  const read = new Reader(env);
  const config: Config = {
    ...readNetwork(read),
    ...readLimits(read),
    ...readPlaces(read),
    databaseUrl: readDatabaseUrl(read),
    deployUser: readDeployUser(read),
    strictSudo: read.flag('FASTDEPLOY_STRICT_SUDO'),
    pathForDeploy: read.optional('PATH_FOR_DEPLOY') ?? env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    inherited: readInherited(env),
    demo: read.flag('FASTDEPLOY_DEMO'),
    initialUser: readInitialUser(read),
    secretKey: readSecretKey(read),
    logLevel: read.oneOf('LOG_LEVEL', logLevels) ?? 'info',
  };
  if (read.problems.length > 0) throw new ConfigError([...new Set(read.problems)]);
  return config;
}

const readNetwork = (read: Reader) => ({
  host: read.text('HOST'),
  port: read.whole('PORT', 'from 0 to 65535', 0, 65_535),
  publicUrl: read.webAddress('FASTDEPLOY_PUBLIC_URL') ?? read.webAddress('API_URL'),
  callbackUrl: read.webAddress('FASTDEPLOY_CALLBACK_URL') ?? read.webAddress('API_URL'),
  trustedProxies: read.networks('FASTDEPLOY_TRUSTED_PROXIES'),
});

const readLimits = (read: Reader) => ({
  maxConcurrent: read.whole('FASTDEPLOY_MAX_CONCURRENT', 'of at least 1', 1),
  defaultTimeoutSeconds: read.seconds('FASTDEPLOY_DEFAULT_TIMEOUT_SECONDS'),
  orphanDelaySeconds: read.seconds('DEPLOYMENT_ORPHAN_RECONCILE_DELAY_SECONDS'),
  logDays: read.whole('FASTDEPLOY_LOG_DAYS', 'of days, at least 1', 1),
  maxLogBytes: read.bytes('FASTDEPLOY_MAX_LOG_BYTES'),
});

const readPlaces = (read: Reader) => ({
  dataDir: read.directory('FASTDEPLOY_DATA_DIR'),
  dataDirIsChosen: read.given('FASTDEPLOY_DATA_DIR') !== null,
  servicesDir: path.resolve(
    read.given('FASTDEPLOY_SERVICES_DIR') ?? read.given('SERVICES_ROOT') ?? read.text('FASTDEPLOY_SERVICES_DIR'),
  ),
  configDir: read.directory('FASTDEPLOY_CONFIG_DIR'),
});

function readInherited({ HOME, LANG, SSH_AUTH_SOCK }: Environment): Inherited {
  return { ...(HOME && { HOME }), ...(LANG && { LANG }), ...(SSH_AUTH_SOCK && { SSH_AUTH_SOCK }) };
}

function readDatabaseUrl(read: Reader): string | null {
  const value = read.optional('DATABASE_URL');
  if (value === null) return null;
  const url = value.replace(/^postgres(ql)?\+asyncpg:/, 'postgresql:');
  if (!/^postgres(ql)?:\/\//.test(url)) read.reject('DATABASE_URL', 'must begin with postgres:// or postgresql://');
  return url;
}

/** Scripts run as the server's own user only where nobody else can reach it, or where the operator says so with `none`. */
function readDeployUser(read: Reader): string | null {
  const name = read.optional('FASTDEPLOY_DEPLOY_USER');
  if (name === 'none') return null;
  if (name === null) {
    if (read.optional('DATABASE_URL') === null && isLoopback(read.text('HOST'))) return null;
    const choices = "to the user who runs deploy scripts, or to none for the server's own user";
    read.reject(
      'FASTDEPLOY_DEPLOY_USER',
      `must be set ${choices}: it may be unset only with the embedded database and a loopback HOST`,
    );
    return null;
  }
  if (!/^[a-z_][a-z0-9_-]{0,31}$/i.test(name))
    read.reject('FASTDEPLOY_DEPLOY_USER', 'must be the name of a user, or none', name);
  return name;
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);

function readInitialUser(read: Reader): Config['initialUser'] {
  const password = read.optional('INITIAL_USER_PASSWORD');
  const passwordHash = read.optional('INITIAL_PASSWORD_HASH');
  if (password !== null && passwordHash !== null)
    read.reject('INITIAL_PASSWORD_HASH', 'must not be set together with INITIAL_USER_PASSWORD');
  if (passwordHash !== null && !/^\$(2[aby]|argon2id)\$/.test(passwordHash)) {
    read.reject('INITIAL_PASSWORD_HASH', 'must be an argon2id or bcrypt hash (in .env: in single quotes)');
  }
  return { name: read.text('INITIAL_USER_NAME'), password, passwordHash };
}

function readSecretKey(read: Reader): Buffer | null {
  const value = read.optional('FASTDEPLOY_SECRET_KEY');
  if (value === null) return null;
  const key = Buffer.from(value, /^[0-9a-f]{64}$/i.test(value) ? 'hex' : 'base64');
  if (key.length !== 32)
    read.reject('FASTDEPLOY_SECRET_KEY', 'must be 32 bytes in hex or base64, as `openssl rand -hex 32` prints them');
  return key;
}
