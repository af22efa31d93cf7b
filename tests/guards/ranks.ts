/** Lowest first; a file imports values of its own rank or lower. ARCHITECTURE.md prints this table. */
export const ranks: { name: string; files: RegExp }[] = [
  { name: 'errors, database-away, log, config', files: /^(errors|database-away|log|config|version)\.ts$|^config\// },
  { name: 'runner, live', files: /^(runner|live)\// },
  { name: '*.entity', files: /\.entity\.ts$|^deployments\/states\.ts$/ },
  { name: 'db', files: /^db\// },
  {
    name: 'feature files',
    files: /^(access|services|deployments)\/(?!.*\.(operations|schema)\.ts$|(scheduler|recovery|ingest)\.ts$)/,
  },
  {
    name: '*.operations, scheduler, ingest',
    files: /\.operations\.ts$|\/(scheduler|recovery|ingest)\.ts$|^operations\/(?!.*\.schema\.ts$)/,
  },
  { name: 'graphql', files: /^graphql\// },
  { name: '*.schema', files: /\/.*\.schema\.ts$/ },
  { name: 'schema', files: /^schema\.ts$/ },
  { name: 'http', files: /^http\// },
  { name: 'core, app', files: /^(core|app)\.ts$/ },
  { name: 'main, cli', files: /^(main|cli)\.ts$|^cli\// },
];
