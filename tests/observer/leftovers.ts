import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Runs a command and compares the machine before and after from outside: processes, listening sockets, temporary
 * directories. Exit code: the command's, or 3 when it left something behind.
 *
 *     node tests/observer/leftovers.ts npm test
 */
const settleMs = 5_000;
/** In the environment of all that the command starts, so that what others start meanwhile is not blamed on it. */
const mark = `FASTDEPLOY_OBSERVED=${process.pid}`;
const root = path.resolve(import.meta.dirname, '../..');

const [command = 'npm', ...args] = process.argv.slice(2);
const before = look();
const code = await runToEnd(command, args);
const left = await whatIsLeft();
for (const line of left) process.stdout.write(`left behind: ${line}${contents(line)}\n`);
process.stdout.write(left.length === 0 ? 'nothing left behind\n' : `${left.length} things left behind\n`);
process.exitCode = code !== 0 ? code : left.length === 0 ? 0 : 3;

async function whatIsLeft(): Promise<string[]> {
  const end = Date.now() + settleMs;
  for (;;) {
    const now = [...look()].filter((each) => !before.has(each));
    if (now.length === 0 || Date.now() > end) return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function look(): Set<string> {
  return new Set([...processes(), ...sockets(), ...temporary()]);
}

/** A zombie is gone as far as anybody can tell. */
function processes(): string[] {
  return fs.readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || !isOurs(pid)) return [];
      const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [`process ${pid} started ${fields[19]}: ${words.slice(0, 200)}`];
    } catch {
      return []; // it ended while we looked
    }
  });
}

/** Started by the command, by its environment; scripts and databases have a clean one and are known by their places. */
function isOurs(pid: string): boolean {
  if (fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)) return true;
  const places = [fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'), fs.readlinkSync(`/proc/${pid}/cwd`)];
  return places.some((place) => place.includes(root) || place.includes('/fastdeploy-'));
}

function sockets(): string[] {
  const listening = '0A';
  const tcp = ['tcp', 'tcp6'].flatMap((kind) =>
    table(`/proc/net/${kind}`)
      .filter((fields) => fields[3] === listening)
      .map((fields) => `socket ${kind} ${fields[1]}`),
  );
  const unix = table('/proc/net/unix')
    .filter((fields) => fields[3] === '00010000' && fields[7])
    .map((fields) => `socket ${fields[7]}`);
  return [...tcp, ...unix];
}

function table(file: string): string[][] {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
}

function temporary(): string[] {
  return [...new Set([os.tmpdir(), '/tmp', '/var/tmp', '/dev/shm'])].flatMap((directory) =>
    fs.existsSync(directory) ? fs.readdirSync(directory).map((name) => `file ${path.join(directory, name)}`) : [],
  );
}

/** What is in a directory that was left, so that it tells who made it. */
function contents(line: string): string {
  const file = line.replace(/^file /, '');
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) return '';
  const names = fs.readdirSync(file, { recursive: true }).slice(0, 40);
  return `, with ${names.join(', ') || 'nothing in it'}`;
}

function runToEnd(file: string, words: string[]): Promise<number> {
  const [name = '', value] = mark.split('=');
  const child = spawn(file, words, { stdio: 'inherit', env: { ...process.env, [name]: value } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal === null ? 1 : 130)));
  });
}
