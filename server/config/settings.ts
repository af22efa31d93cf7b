/** One environment variable. `default` null means: unset, and `meaning` says what then happens. README's table is made from this list. */
export type Setting = { name: string; default: string | null; meaning: string };

export const settings = [
  { name: 'HOST', default: '127.0.0.1', meaning: 'address the server listens on' },
  { name: 'PORT', default: '8000', meaning: 'port the server listens on; 0 picks a free one and prints it' },
  {
    name: 'DATABASE_URL',
    default: null,
    meaning:
      '`postgres://…` (also `postgresql+asyncpg://…`) of an own, empty database in PostgreSQL 14 or newer; unset: the embedded PostgreSQL',
  },
  {
    name: 'FASTDEPLOY_DATA_DIR',
    default: './var',
    meaning:
      'private directory of the embedded database, the journals of the runs, the host id and the secret key; for root in a place that only root may enter, the database itself goes to `/var/lib/fastdeploy` unless this is set',
  },
  {
    name: 'FASTDEPLOY_SERVICES_DIR',
    default: './services',
    meaning: 'one directory for each service; created at the first start with two examples',
  },
  { name: 'SERVICES_ROOT', default: null, meaning: 'older name of `FASTDEPLOY_SERVICES_DIR`' },
  {
    name: 'FASTDEPLOY_PUBLIC_URL',
    default: null,
    meaning:
      'address people use: for links and the allowed Origin; https makes cookies Secure. Unset: the address the server listens on',
  },
  {
    name: 'FASTDEPLOY_CALLBACK_URL',
    default: null,
    meaning:
      'address that deploy scripts are told for reports over HTTP, which are not there yet. Unset: `http://127.0.0.1` and the port the server listens on',
  },
  {
    name: 'API_URL',
    default: null,
    meaning: 'older name that sets both `FASTDEPLOY_PUBLIC_URL` and `FASTDEPLOY_CALLBACK_URL`',
  },
  {
    name: 'FASTDEPLOY_TRUSTED_PROXIES',
    default: 'loopback',
    meaning: 'addresses or networks, separated by commas, whose X-Forwarded-* headers count; `none` for nobody',
  },
  {
    name: 'FASTDEPLOY_DEPLOY_USER',
    default: null,
    meaning:
      "user that runs deploy scripts (`sudo -n -u`), or `none` for the server's own. May be unset only with the embedded database on a loopback address",
  },
  {
    name: 'FASTDEPLOY_STRICT_SUDO',
    default: '0',
    meaning:
      '1: a script that others could change, or that sudo does not allow, makes its service INVALID; 0: it gets a warning that says what to do',
  },
  { name: 'FASTDEPLOY_CONFIG_DIR', default: '/var/tmp', meaning: 'where the `--config` file of a run is created' },
  { name: 'PATH_FOR_DEPLOY', default: null, meaning: "PATH of deploy scripts. Unset: the server's own PATH" },
  { name: 'FASTDEPLOY_MAX_CONCURRENT', default: '4', meaning: 'runs at the same time on this host' },
  {
    name: 'FASTDEPLOY_DEFAULT_TIMEOUT_SECONDS',
    default: '3600',
    meaning: 'time limit of a run whose service sets none, from its start; 0 for no limit',
  },
  {
    name: 'DEPLOYMENT_ORPHAN_RECONCILE_DELAY_SECONDS',
    default: '300',
    meaning:
      'how long a deployment may be claimed without having started before it is queued again, once, and then LOST',
  },
  {
    name: 'FASTDEPLOY_LOG_DAYS',
    default: '90',
    meaning: 'days after which log text is removed, except the newest 10 runs and the last SUCCESS of each service',
  },
  {
    name: 'FASTDEPLOY_MAX_LOG_BYTES',
    default: '1GiB',
    meaning: 'log text kept of one run, in bytes or with KiB, MiB or GiB',
  },
  { name: 'FASTDEPLOY_DEMO', default: '1', meaning: '0: a new services directory stays empty' },
  { name: 'INITIAL_USER_NAME', default: 'admin', meaning: 'first administrator, made only while there is no user' },
  { name: 'INITIAL_USER_PASSWORD', default: null, meaning: 'its password. Unset: generated and printed once' },
  {
    name: 'INITIAL_PASSWORD_HASH',
    default: null,
    meaning: 'its password as an argon2id or bcrypt hash, instead of the password',
  },
  {
    name: 'FASTDEPLOY_SECRET_KEY',
    default: null,
    meaning:
      '32 bytes in hex or base64 that seal secret parameters; servers that share a database share it. Unset: `secret.key` in the data directory',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: 'trace, debug, info, warn, error, fatal or silent' },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]['name'];
