import fs from 'node:fs';
import path from 'node:path';
import type { Connection } from '../../server/db/connection.ts';
import { query } from '../helpers/database.ts';

/** A part that is the same in every form but base64, in a text that every encoding changes. */
const core = 'K4n4ryDoNotLeak';
export const secret = `pa"ss/ü+%\\ ${core} &end`;
/** The same, declared as no secret: proves that the search finds what is there. */
export const plainCore = 'Pl4inCanary';

/** How the core of the secret looks in any of its forms. Computed here, not by what is tested. */
const needles: string[] = [
  core,
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${'x'.repeat(offset)}${core}`)
      .toString('base64')
      .slice(4, -4),
  ),
];

/** Names of the places in which the secret stands; each place is a text or a directory's files. */
export function leaks(places: Record<string, string>): string[] {
  return Object.entries(places).flatMap(([name, text]) =>
    needles.filter((needle) => text.includes(needle)).map((needle) => `${name}: ${needle}`),
  );
}

/** Every file below the directory, as bytes in latin1: journals, the database's pages, its write-ahead log. */
export function filesBelow(directory: string): Record<string, string> {
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => isFile(path.join(directory, name)));
  return Object.fromEntries(files.map((name) => [name, read(path.join(directory, name))]));
}

/** All rows of all tables as text, system catalogs and statistics included. */
export async function allRows(connection: Connection): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    connection,
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema <> 'information_schema'`,
  );
  const rows: Record<string, string> = {};
  for (const { name } of tables)
    rows[name] = (await query<{ row: string }>(connection, `select t::text as row from ${name} t`))
      .map(({ row }) => row)
      .join('\n');
  return rows;
}

/** What any user of the machine may read of any process. */
export function processTexts(): Record<string, string> {
  const places: Record<string, string> = {};
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    for (const name of ['cmdline', 'environ']) places[`/proc/${pid}/${name}`] = read(`/proc/${pid}/${name}`);
  return places;
}

/** A deploy script that prints the secret in each form of which we promise that it is masked, on both streams. */
export function tellingScript(directory: string): string {
  return `#!/usr/bin/env node
const fs = require('node:fs');
const { createHash } = require('node:crypto');
const { password, plain } = JSON.parse(fs.readFileSync(process.argv[3], 'utf8')).parameters;
const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const base64 = (before) => Buffer.from(before + password).toString('base64');
const forms = [password, JSON.stringify({ password }), encodeURIComponent(password),
  encodeURIComponent(password).replaceAll('%20', '+'), base64(''), base64('u'), base64('u:'),
  Buffer.from(password).toString('base64url'), JSON.stringify({ name: 'step ' + password, state: 'running', message: password }),
  JSON.stringify({ name: 'step ' + password, state: 'success', output: { version: password, plain } })];
for (const stream of [1, 2]) {
  for (const form of forms) fs.writeSync(stream, form + '\\n');
  for (const form of forms) {
    const half = Math.floor(form.length / 2);
    fs.writeSync(stream, form.slice(0, half));
    wait(20);
    fs.writeSync(stream, form.slice(half) + '\\n');
  }
  fs.writeSync(stream, plain + '\\n');
}
fs.writeFileSync('${directory}/arrived', createHash('sha256').update(password).digest('hex'));
while (!fs.existsSync('${directory}/enough')) wait(20);
`;
}

function isFile(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Empty for what went meanwhile, or belongs to a process that has ended. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
