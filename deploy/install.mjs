/**
 * Runs before `npm start`, `npm test` and `npm run check`, on any Node from 18 and without a single dependency: makes
 * node_modules what package-lock.json says and, with --web, builds the web app. Silent when there is nothing to do, and
 * needs no registry then. Everything is said on stderr: stdout belongs to the command that follows.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const neededNode = 24;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const lockFile = path.join(root, 'package-lock.json');
const lockedNode = path.join(root, 'node_modules/.bin/node');
const web = path.join(root, 'client/web');
const webConfig = path.join(web, 'vite.config.ts');
const webStamp = path.join(web, 'dist/.stamp');
const vite = path.join(root, 'node_modules/vite/bin/vite.js');

if (!isInstalled()) install();
requireNode();
if (process.argv.includes('--web')) ensureWeb();

/** npm writes node_modules/.package-lock.json as the last act of an installation: what is really there. */
function isInstalled() {
  if (!existsSync(lockFile)) return true; // the published package: npm installed it
  const actualFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(actualFile)) return false;
  const wanted = readPackages(lockFile);
  const actual = readPackages(actualFile);
  const withDev = Object.values(actual).some((entry) => entry.dev); // npm ci --omit=dev is a whole installation too
  const isSame = ([name, entry]) =>
    wanted[name]?.version === entry.version && wanted[name]?.integrity === entry.integrity;
  const mayBeAbsent = (entry) => entry.optional || entry.devOptional || entry.peer || (entry.dev && !withDev);
  const isThere = ([name, entry]) => name === '' || name in actual || mayBeAbsent(entry);
  return Object.entries(actual).every(isSame) && Object.entries(wanted).every(isThere);
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function install() {
  say('Installing the packages of package-lock.json (npm ci) ...');
  const { npm_execpath: npm, npm_node_execpath: node } = process.env; // not the node that npm ci is about to replace
  const [program, ...first] = npm && node ? [node, npm] : ['npm'];
  const { status, error } = run(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status === 0) return;
  fail(
    `npm ci failed${error ? ` (${error.message})` : ''}. FastDeploy's packages are not installed.`,
    'Look at the messages above: most often the registry cannot be reached. Repair that and start again.',
  );
}

/** The command that follows is run by the Node that package-lock.json brings, or by the system's where there is none. */
function requireNode() {
  if (existsSync(lockedNode) || Number.parseInt(process.versions.node, 10) >= neededNode) return;
  fail(
    `FastDeploy needs Node ${neededNode} or newer, and this is ${process.version}.`,
    `There is no Node package for ${process.platform}-${process.arch} to bring along, so install Node ${neededNode} from https://nodejs.org first.`,
  );
}

function ensureWeb() {
  if (!existsSync(webConfig)) return; // the published package holds the built app only
  const stamp = hashOfSources();
  if (existsSync(webStamp) && readFileSync(webStamp, 'utf8') === stamp) return;
  if (!existsSync(vite)) {
    if (existsSync(path.dirname(webStamp))) return;
    fail(
      'The web app is not built, and the packages that build it are not installed.',
      'Run `npm ci` without --omit=dev, or `npm run build` before.',
    );
  }
  say('Building the web app ...');
  const { status } = run(existsSync(lockedNode) ? lockedNode : process.execPath, [
    vite,
    'build',
    '--config',
    webConfig,
    '--logLevel',
    'warn',
  ]);
  if (status !== 0) fail('The web app could not be built: see the messages above.');
  mkdirSync(path.dirname(webStamp), { recursive: true });
  writeFileSync(webStamp, stamp);
}

/** Of the contents: a checkout changes the times of files, and nothing else. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of [lockFile, path.join(root, 'schema.graphql'), ...filesBelow(web)]) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(directory) {
  const entries = readdirSync(directory, { withFileTypes: true }).filter(
    ({ name }) => name !== 'dist' && name !== 'node_modules',
  );
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(file);
      return entry.isFile() ? [file] : [];
    });
}

function run(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
}

function say(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
}

function fail(...lines) {
  say(...lines);
  process.exit(1);
}
