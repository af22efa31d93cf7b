import { execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findSupervisor } from '../../../server/runner/attach.ts';
import { buildCommand } from '../../../server/runner/command.ts';
import { errorCode } from '../../../server/runner/durable-file.ts';
import { journalFile, readRecords } from '../../../server/runner/journal.ts';
import { signalSession } from '../../../server/runner/process-session.ts';
import { prepareRun, type RunSpec } from '../../../server/runner/spec.ts';
import { buildStopHelper } from '../../../server/runner/stop-helper.ts';
import { findSystemUser, type SystemUser } from '../../../server/runner/system-user.ts';

const project = path.resolve(import.meta.dirname, '../../..');
const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Whether sudo can be tested on this machine. */
export const mayInstallSudoers = process.getuid?.() === 0 && spawnSync('sudo', ['-n', 'true']).status === 0;

/** What {@link SudoMachine.run} answers. */
export type Outcome = { status: number | null; stdout: string; stderr: string };

/**
 * A machine as an operator prepares it: two users of its own, the files of deploy/sudoers with their names and paths,
 * one service. Disposing of it removes everything, processes too.
 */
export class SudoMachine implements Disposable {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-sudo-'));
  readonly server = `fastdeploy-test-${process.pid}`;
  readonly deploy = `deploy-test-${process.pid}`;
  readonly services = path.join(this.directory, 'services');
  readonly script = path.join(this.services, 'web/deploy.sh');
  readonly configDir = path.join(this.directory, 'config');
  readonly stopHelper = path.join(this.directory, 'libexec/fastdeploy-stop');
  readonly #runs: string[] = [];
  /** For a project in a home directory that is closed to others. It adds no right to signal anybody. */
  #mayRead: string[] = [];
  readonly #sudoers = `/etc/sudoers.d/${this.server}`;

  constructor() {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--shell', '/bin/sh', this.deploy]);
      execFileSync('useradd', ['--system', '--groups', this.deploy, '--shell', '/bin/sh', this.server]);
      fs.chmodSync(this.directory, 0o755);
      for (const name of ['services/web', 'libexec', 'config', 'runs'])
        fs.mkdirSync(this.#inside(name), { recursive: true });
      for (const name of ['config', 'runs']) this.give(this.#inside(name));
      execFileSync('install', ['-m', '0755', path.join(project, 'deploy/sudoers/fastdeploy-stop'), this.stopHelper]);
      this.writeScript('#!/bin/sh\n');
      this.allow();
      const isReadable = this.run('test', '-r', path.join(project, 'package.json')).status === 0;
      if (!isReadable) this.#mayRead = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  get deployUser(): SystemUser {
    return this.#account(this.deploy);
  }

  writeScript(text: string): void {
    fs.writeFileSync(this.script, text, { mode: 0o755 });
  }

  /** Installs the sudoers file of the project, without the lines that contain a word, and with one line more. */
  allow({ without, and = '' }: { without?: string; and?: string } = {}): void {
    const template = fs.readFileSync(path.join(project, 'deploy/sudoers/fastdeploy'), 'utf8');
    const text = template
      .replaceAll('fastdeploy ALL=(deploy)', `${this.server} ALL=(${this.deploy})`)
      .replaceAll('Defaults:fastdeploy', `Defaults:${this.server}`)
      .replaceAll('/usr/local/libexec/fastdeploy-stop', this.stopHelper)
      .replaceAll('/srv/fastdeploy/services/example/deploy.sh', this.script)
      .replaceAll('/var/tmp', this.configDir);
    const lines = text.split('\n').filter((line) => without === undefined || !line.includes(without));
    const draft = `${this.#sudoers}.draft`; // sudo passes over names with a dot
    fs.writeFileSync(draft, `${lines.join('\n')}${and}\n`, { mode: 0o440 });
    execFileSync('visudo', ['-cf', draft], { stdio: 'pipe' });
    fs.renameSync(draft, this.#sudoers);
  }

  /** Runs a command to its end as the user the server runs as. */
  run(...command: string[]): Outcome {
    const [setpriv, args] = this.#asServer(command);
    return spawnSync(setpriv, args, { encoding: 'utf8', cwd: '/', env: { PATH: searchPath }, timeout: 15_000 });
  }

  /** Runs one of the tests' programs as the user the server runs as, and returns what it printed as JSON. */
  ask(program: string, ...args: string[]): unknown {
    const { stdout, stderr } = this.run(process.execPath, path.join(project, 'tests/server', program), ...args);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** Prepares a run of the service's script, as the server would. */
  async prepare(script: string, spec: Partial<RunSpec> = {}): Promise<string> {
    this.writeScript(script);
    const runId = randomUUID();
    const configFile = path.join(this.configDir, `fastdeploy-${runId}.json`);
    const command = { script: this.script, user: this.deploy, configFile, path: searchPath, inherited: {} };
    const directory = await prepareRun(
      this.#inside('runs'),
      {
        version: 1,
        runId,
        ...buildCommand(command),
        cwd: this.directory,
        configFile: { path: configFile, group: String(this.deployUser.gid), content: {} },
        timeoutMs: 0,
        stopGraceMs: 1000,
        stopHelper: buildStopHelper(this.server, this.deploy, searchPath, this.stopHelper),
        maxLogBytes: 1024 ** 2,
        ...spec,
      },
      { accessToken: 'fd_deployment_token', parameters: {} },
    );
    this.#runs.push(directory);
    for (const name of ['', ...fs.readdirSync(directory)]) this.give(path.join(directory, name));
    return directory;
  }

  /** Starts a supervisor as the server does, or as a socket-activated unit does: its stdin is the accepted socket. */
  async start(directory: string, how: 'detached' | 'socket' = 'detached'): Promise<void> {
    if (how === 'detached') {
      const child = this.#supervisor('pipe');
      child.stdin?.end(`${directory}\n`);
      return;
    }
    const file = path.join(directory, 'socket');
    await using listener = net.createServer({ pauseOnConnect: true }, (socket) => {
      this.#supervisor(socket);
      socket.destroy(); // the unit holds it now
    });
    listener.listen(file);
    await once(listener, 'listening');
    const client = net.connect(file);
    client.end(`${directory}\n`, () => client.destroy());
    await once(client, 'close');
  }

  /** Kills the supervisor of a run, and nothing else. */
  killSupervisor(directory: string): void {
    const supervisor = findSupervisor(directory);
    if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.#sudoers, { force: true });
    fs.rmSync(`${this.#sudoers}.draft`, { force: true });
    for (const directory of this.#runs) this.#end(directory);
    for (const name of [this.server, this.deploy]) {
      const user = findSystemUser(name);
      if (user === null) continue;
      for (const pid of processesOf(user.uid)) end(pid);
      execFileSync('userdel', ['--force', name], { stdio: 'pipe' });
    }
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  give(file: string): void {
    const { uid, gid } = this.#account(this.server);
    fs.chownSync(file, uid, gid);
  }

  #supervisor(stdin: 'pipe' | net.Socket) {
    const options: SpawnOptions = { cwd: '/', detached: true, stdio: [stdin, 'ignore', 'ignore'], env: {} };
    const [setpriv, args] = this.#asServer([process.execPath, path.join(project, 'server/runner/supervisor.ts')]);
    // What a kill in its first milliseconds leaves goes with this machine.
    const child = spawn(setpriv, args, { ...options, env: { PATH: searchPath, TMPDIR: this.#inside('runs') } });
    child.unref();
    return child;
  }

  #asServer(command: string[]): [string, string[]] {
    return ['setpriv', ['--reuid', this.server, '--regid', this.server, '--init-groups', ...this.#mayRead, ...command]];
  }

  /** Also what belongs to root, when a test has failed. */
  #end(directory: string): void {
    this.killSupervisor(directory);
    if (!fs.existsSync(journalFile(directory))) return;
    const { records } = readRecords(journalFile(directory), { n: 0, offset: 0 });
    for (const record of records) if (record.k === 'spawned') signalSession(record, 'SIGKILL');
  }

  #inside(name: string): string {
    return path.join(this.directory, name);
  }

  #account(name: string): SystemUser {
    const found = findSystemUser(name);
    if (found === null) throw new Error(`there is no user ${name}`);
    return found;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error; // ended meanwhile
  }
}

/** Effective user: what sudo still runs as root is not among them, and ends by itself. */
function processesOf(uid: number): number[] {
  return fs.readdirSync('/proc').flatMap((name) => {
    const found = /^\d+$/.test(name) ? fs.statSync(`/proc/${name}`, { throwIfNoEntry: false }) : undefined;
    return found?.uid === uid ? [Number(name)] : [];
  });
}
