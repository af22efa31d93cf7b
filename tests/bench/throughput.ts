import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ApiClient } from '../helpers/api-client.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';
import { rate } from './statistics.ts';

const lineCount = 200_000;
const padding = 'the quick brown fox jumps over the lazy dog, again and again, until the log is full';
const script = `#!/bin/sh\nexec awk 'BEGIN { for (i = 1; i <= ${lineCount}; i++) print i, "${padding}" }'\n`;

/** 200,000 lines at full speed, from the start mutation until the download has them all; floor: pipe + parse + append + read back. */
export async function benchThroughput(): Promise<string[]> {
  const floors = [await floor(), await floor(), await floor()];
  const runs = await fastDeploy(3);
  floors.push(await floor());
  const best = Math.min(...floors);
  return [
    `floor (pipe + parse + append + read back): ${floors.map((ms) => rate(lineCount, ms)).join(', ')}`,
    `FastDeploy, start to all lines read back:  ${runs.map((ms) => rate(lineCount, ms)).join(', ')}`,
    `ratio to the best floor:                   ${runs.map((ms) => `${(best / ms).toFixed(2)}x`).join(', ')}`,
  ];
}

async function fastDeploy(times: number): Promise<number[]> {
  await using server = new ServerProcess();
  server.addService('lines', { description: 'prints as fast as it can' }, script);
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const samples: number[] = [];
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    const id = await api.start('lines');
    await until('it has ended', async () => ((await api.deployment(id)).finished ? true : null), 120_000);
    const read = (await api.log(id)).split('\n').length - 1;
    samples.push(performance.now() - start);
    if (read !== lineCount) throw new Error(`${read} of ${lineCount} lines came back`);
  }
  return samples;
}

/** What nobody can do without: read the pipe, look whether a line is JSON, keep it, read it again. */
async function floor(): Promise<number> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-bench-'));
  try {
    const file = path.join(directory, 'script.sh');
    const kept = path.join(directory, 'kept.txt');
    fs.writeFileSync(file, script, { mode: 0o755 });
    const start = performance.now();
    const child = spawn(file, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = fs.openSync(kept, 'w');
    let batch: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      parse(line);
      if (batch.push(line) === 1_000) {
        fs.writeSync(output, `${batch.join('\n')}\n`);
        batch = [];
      }
    }
    fs.writeSync(output, batch.join('\n'));
    fs.fsyncSync(output);
    fs.closeSync(output);
    const read = fs.readFileSync(kept, 'utf8').trimEnd().split('\n').length;
    if (read !== lineCount) throw new Error(`the floor kept ${read} lines`);
    return performance.now() - start;
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // text
  }
}
