import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planPlaybook, readPlaybook } from '../../../server/services/playbook.ts';

const steps = (text: string) => {
  const plan = planPlaybook(text);
  return plan.ok ? plan.steps : plan.message;
};

describe('planPlaybook', () => {
  it('plans "Gathering Facts" and every named task of the first play', () => {
    expect(
      steps(`
- hosts: all
  tasks:
    - name: Install packages
      apt: {name: git}
    - debug: msg=unnamed
    - name: Restart
      service: {name: podcast}
- hosts: all
  tasks:
    - name: Second play
`),
    ).toEqual(['Gathering Facts', 'Install packages', 'Restart']);
  });

  it.each(['false', 'no', 'off', '"no"', 'False'])('plans no "Gathering Facts" with gather_facts: %s', (value) => {
    expect(steps(`- hosts: all\n  gather_facts: ${value}\n  tasks:\n    - name: Only`)).toEqual(['Only']);
  });

  it('puts pre_tasks before and post_tasks after, and a block stands for its tasks', () => {
    expect(
      steps(`
- hosts: all
  post_tasks: [{name: Last}]
  pre_tasks: [{name: First}]
  tasks:
    - name: The block itself
      block: [{name: Inside}]
      rescue: [{name: After a failure}]
      always: [{name: Always}]
`),
    ).toEqual(['Gathering Facts', 'First', 'Inside', 'Always', 'Last']);
  });

  it('passes over tags of Ansible and of Python without acting on them', () => {
    expect(
      steps(`
- hosts: all
  vars: {secret: !vault "x", raw: !unsafe "{{ y }}", run: !!python/object/apply:os.system ["false"]}
  tasks:
    - name: !unsafe Deploy
`),
    ).toEqual(['Gathering Facts', 'Deploy']);
  });

  it('follows aliases, one that contains itself too, and is not blown up by many', () => {
    const bomb = Array.from({ length: 30 }, (_, level) => `    - &a${level} [${`*a${level - 1}, `.repeat(9)}]`).slice(
      1,
    );

    expect(steps(`- hosts: all\n  tasks:\n    - &t {name: Twice}\n    - *t`)).toEqual([
      'Gathering Facts',
      'Twice',
      'Twice',
    ]);
    expect(steps(`- hosts: all\n  tasks: &x\n    - name: Once\n    - block: *x`)).toHaveLength(18);
    expect(steps(`- hosts: all\n  vars:\n    - &a0 [1]\n${bomb.join('\n')}\n  tasks: [{name: Done}]`)).toEqual([
      'Gathering Facts',
      'Done',
    ]);
  });

  it.each([
    ['hosts: all', 'it must be a list of plays'],
    ['', 'it must be a list of plays'],
    ['- just text', 'it must be a list of plays'],
    ['- hosts: all\n  tasks:\n   - name: "open', /^line 3: /],
  ])('refuses %j', (text, message) => {
    expect(steps(text)).toMatch(message);
  });

  it('plans no more than 1,000 steps', () => {
    expect(steps(`- hosts: all\n  tasks:\n${'    - name: x\n'.repeat(2000)}`)).toHaveLength(1000);
  });
});

describe('readPlaybook', () => {
  let root: string;
  const play = (name: string) => `- hosts: all\n  gather_facts: false\n  tasks: [{name: ${name}}]\n`;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'fastdeploy-playbook-'));
    await mkdir(join(root, 'services/web'), { recursive: true });
    await writeFile(join(root, 'site.yml'), play('From the root'));
    await writeFile(join(root, 'services/web/site.yml'), play('Not this one'));
    await writeFile(join(root, 'services/web/own.yml'), play('From the service'));
    await writeFile(join(root, 'broken.yml'), '{');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const read = (declared: string) => readPlaybook(join(root, 'services'), 'web', declared);

  it('looks in the project root first, then in the service, and takes an absolute path as it is', async () => {
    expect((await read('site.yml')).steps).toEqual(['From the root']);
    expect((await read('own.yml')).steps).toEqual(['From the service']);
    expect((await read(join(root, 'site.yml'))).steps).toEqual(['From the root']);
  });

  it.each([
    ['nowhere.yml', 'PLAYBOOK_MISSING'],
    ['broken.yml', 'PLAYBOOK_INVALID'],
    ['services', 'PLAYBOOK_INVALID'],
  ])('only warns of %s', async (declared, code) => {
    expect(await read(declared)).toMatchObject({ steps: null, problems: [{ severity: 'WARNS', code }] });
  });
});
