import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRunConfig, removeRunConfig } from '../runner/run-config.ts';
import { callerName } from '../runner/sudo-rules.ts';
import { findSystemUser, isForeignUser, type SystemUser } from '../runner/system-user.ts';
import { type Check, fail, pass, warn } from './check.ts';
import { type DiskSpace, diskSpace } from './disk.ts';

/** The account that deploy scripts run as. */
export function checkDeployUser(deployUser: string | null): Check {
  const subject = { code: 'DEPLOY_USER' } as const;
  if (deployUser === null) return pass(subject, `scripts run as the server's own user, ${callerName()}`);
  if (findSystemUser(deployUser) !== null) return pass(subject, `scripts run as ${deployUser}`);
  const hint = `sudo useradd --system --user-group --create-home ${deployUser}, or set FASTDEPLOY_DEPLOY_USER to another`;
  return fail(subject, `there is no user ${deployUser}`, hint);
}

/** Makes a config file as a run would have it, looks who may read it, and removes it. */
export function checkConfigDirectory(configDir: string, deployUser: string | null): Check {
  const subject = { code: 'CONFIG_DIRECTORY' } as const;
  const account = deployUser === null ? null : findSystemUser(deployUser);
  const file = path.join(configDir, `fastdeploy-${randomUUID()}.json`);
  const group = account === null ? null : String(account.gid);
  try {
    const warning = createRunConfig({ path: file, group, content: {} }, { accessToken: '', parameters: {} });
    const mode = fs.statSync(file).mode & 0o777;
    removeRunConfig(file);
    if (warning !== null) return fail(subject, warning, joinGroup(deployUser ?? ''));
    if (mode !== 0o640)
      return fail(subject, `a file in ${configDir} got mode ${mode.toString(8)} instead of 640`, moveIt);
    const closed = account === null ? null : closedTo(account, configDir);
    if (closed !== null) return fail(subject, `${deployUser} may not enter ${closed}`, moveIt);
    return pass(
      subject,
      `${configDir} takes files of mode 640${account === null ? '' : ` that ${deployUser} can read`}`,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(
      subject,
      `${configDir} cannot hold a config file: ${reason}`,
      `${moveIt} The server runs as ${callerName()}.`,
    );
  }
}

const moveIt = 'Set FASTDEPLOY_CONFIG_DIR to a directory that the server can write and the deploy user can enter.';
const joinGroup = (user: string): string =>
  `sudo usermod -aG "$(id -gn ${user})" ${callerName()}, then restart the server: a file goes only to a group that its owner is in`;

/** The first directory above a file that the account may not enter; null: it may enter all. Only its first group is known here. */
function closedTo({ uid, gid }: SystemUser, directory: string): string | null {
  if (uid === 0) return null;
  for (let place = path.resolve(directory); ; place = path.dirname(place)) {
    const status = fs.statSync(place);
    const bit = status.uid === uid ? 0o100 : status.gid === gid ? 0o010 : 0o001;
    if ((status.mode & bit) === 0) return place;
    if (place === path.dirname(place)) return null;
  }
}

/** Room for another run. */
export function checkDisk(dataDir: string, read: (directory: string) => DiskSpace = diskSpace): Check {
  const subject = { code: 'DISK' } as const;
  const { freeBytes, low } = read(dataDir);
  const message = `${(freeBytes / 1024 ** 3).toFixed(1)} GiB free where ${dataDir} is`;
  if (!low) return pass(subject, message);
  return fail(subject, `${message}: no deployment starts`, 'Make room: 2 GiB and 5 % have to be free.');
}

/** A server that may gain no privileges cannot use sudo: its runs would end with "sudo: effective uid is not 0". */
export function checkSandbox(pid: number, deployUser: string | null): Check {
  const subject = { code: 'SANDBOX' } as const;
  const needsSudo = deployUser !== null && isForeignUser(deployUser);
  if (!mayGainPrivileges(pid)) {
    const hint =
      'Set NoNewPrivileges=no in its systemd unit, and none of the settings that imply it (RestrictSUIDSGID, SystemCallFilter, …).';
    const message = 'the server runs with NoNewPrivileges, under which sudo cannot work';
    return needsSudo ? fail(subject, message, hint) : warn(subject, `${message}; nothing needs it now`, hint);
  }
  return pass(subject, 'nothing keeps sudo from working');
}

/** Where there is no /proc there is no such flag either. */
function mayGainPrivileges(pid: number): boolean {
  const file = `/proc/${pid}/status`;
  return !fs.existsSync(file) || !/^NoNewPrivs:\s*1$/m.test(fs.readFileSync(file, 'utf8'));
}

const leastNode = 24;

export function checkNode(version: string = process.versions.node): Check {
  const subject = { code: 'NODE' } as const;
  if (Number.parseInt(version, 10) >= leastNode) return pass(subject, `Node ${version}`);
  return fail(subject, `Node ${version} is too old`, `Install Node ${leastNode} or newer.`);
}
