import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { query } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';
import type { Servers } from './servers.ts';

const diaryOf = ({ servers }: Servers, service: string): string =>
  path.join(servers[0]?.directory ?? '', `${service}.diary`);

/** Services whose scripts write into a file of their own that they begin and end: the truth about what ran, when and how often. */
export async function addDiaries(all: Servers, services: string[], seconds = 0.1): Promise<void> {
  for (const name of services) {
    const diary = diaryOf(all, name);
    fs.writeFileSync(diary, '');
    const script = [
      '#!/bin/sh',
      `number=$(sed -n 's/.*"deployment_id": *"\\([0-9]*\\)".*/\\1/p' "$2")`,
      `echo "$number begins" >> '${diary}'; sleep ${seconds}; echo "$number ends" >> '${diary}'`,
    ];
    all.servers[0]?.addService(name, { description: 'keeps a diary' }, `${script.join('\n')}\n`);
  }
  const ready = `select count(*)::int as count from services where state = 'READY' and name = any($1)`;
  await until('the services are known', async () => {
    const [row] = await query<{ count: number }>(all.connection, ready, [services]);
    return row?.count === services.length;
  });
}

/**
 * What the scripts wrote, next to what the database says: each deployment ran exactly once, no two of a service at a
 * time, in the order of their starts; nothing is occupied, and no secret was left behind.
 */
export async function expectOrderly(all: Servers, services: string[], ids: string[]): Promise<void> {
  const numbers = ids.map((id) => Number(id.replace('dep_', '')));
  const began: number[] = [];
  for (const service of services) {
    const lines = fs.readFileSync(diaryOf(all, service), 'utf8').trim().split('\n').filter(Boolean);
    const mine = lines.filter((line) => line.endsWith('begins')).map((line) => Number.parseInt(line, 10));
    expect(lines).toEqual(mine.flatMap((number) => [`${number} begins`, `${number} ends`]));
    expect(mine).toEqual(mine.toSorted((a, b) => a - b));
    began.push(...mine);
  }
  expect(began.toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b));
  expect(await query(all.connection, `select id, state, reason from deployments where state <> 'SUCCESS'`)).toEqual([]);
  expect(all.servers.flatMap(secretsLeft)).toEqual([]);
}

function secretsLeft({ dataDir }: { dataDir: string }): string[] {
  const runs = path.join(dataDir, 'runs');
  if (!fs.existsSync(runs)) return [];
  return fs.readdirSync(runs).filter((run) => fs.existsSync(path.join(runs, run, 'secrets.json')));
}
