import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

/** What has let strangers run code elsewhere, and how it looks in a source file. */
const forbidden: [what: string, pattern: RegExp, example: string][] = [
  ['a shell with text in it', /(?<![.\w])exec(Sync)?\(/, "exec('ls ' + name)"],
  ['a shell with text in it', /\bchild_process['"]?\)?\.exec(Sync)?\(/, "require('child_process').exec(name)"],
  ['a shell for an argument list', /\bshell: *(true|['"`])/, "spawn('ls', [name], { shell: true })"],
  ['a command line for execa', /\bexecaCommand(Sync)?\b|\bexeca *`|\bimport [^;]*\$[^;]*'execa'/, 'await execa`ls`'],
  ['code from text', /\beval\(|\bnew Function\(|\bsetTimeout\( *['"`]/, 'eval(text)'],
  ['markup from text', /\.(inner|outer)HTML\b|\binnerHTML=/, 'element.innerHTML = line'],
  [
    'markup from text',
    /\binsertAdjacentHTML\b|\bdocument\.write|\bcreateContextualFragment\b|\bDOMParser\b/,
    'document.write(line)',
  ],
  ['a script of a link', /['"`]javascript:/, "'javascript:void 0'"],
];

const programs = execFileSync('git', ['ls-files', 'server', 'client', 'deploy'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|js|mjs|html)$/.test(file) && !file.includes('/generated/'));

test.each(forbidden)('no program has %s (%s)', (_what, pattern, example) => {
  expect(example).toMatch(pattern);

  const found = programs.filter((file) => pattern.test(fs.readFileSync(path.join(root, file), 'utf8')));

  expect(programs.length).toBeGreaterThan(200);
  expect(found).toEqual([]);
});

test.each([
  ["import { exec } from 'node:child_process';\nexec('ls');", 'Both run a shell'],
  ["import { execSync } from 'node:child_process';\nexecSync('ls');", 'Both run a shell'],
  ["import { execaCommand } from 'execa';\nawait execaCommand('ls');", 'argument list'],
  ["globalThis.eval('1');", 'noGlobalEval'],
])('the linter refuses %j', (source, reason) => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-lint-'));
  const file = path.join(directory, 'planted.ts');
  fs.writeFileSync(file, `${source}\n`);
  const biome = path.join(root, 'node_modules/.bin/biome');
  const args = ['lint', '--vcs-enabled=false', `--config-path=${root}/biome.json`, file];

  const { status, stdout, stderr } = spawnSync(biome, args, { cwd: directory, encoding: 'utf8' });
  fs.rmSync(directory, { recursive: true });

  expect(stdout + stderr).toContain(reason);
  expect(status).toBe(1);
});
