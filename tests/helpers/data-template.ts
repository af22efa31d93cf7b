import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../server/runner/durable-file.ts';
import { until } from './until.ts';

const main = path.resolve(import.meta.dirname, '../../server/main.ts');
const run = promisify(execFile);

/** Below it the template is made; set for the run of the tests, by cluster.ts. */
export const templateVariable = 'FASTDEPLOY_TEST_TEMPLATE';

/**
 * Makes `dataDir` with a database as `fastdeploy migrate` leaves it. The first caller of a test run makes one, the others
 * copy it, which takes a third of the time. Outside of a test run it does nothing: the server makes its own.
 */
export async function copyDataTemplate(dataDir: string): Promise<void> {
  const directory = process.env[templateVariable];
  if (directory === undefined) return;
  const template = path.join(directory, 'template');
  const done = path.join(directory, 'template-is-done');
  if (isFirst(directory)) {
    await run(process.execPath, [main, 'migrate'], {
      // Nothing else from here: a developer's DATABASE_URL would be migrated instead.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        FASTDEPLOY_DATA_DIR: template,
        FASTDEPLOY_SERVICES_DIR: directory,
        FASTDEPLOY_CONFIG_DIR: directory,
      },
    });
    fs.writeFileSync(done, '');
  }
  await until('the template is made', () => fs.existsSync(done), 60_000);
  await run('cp', ['-a', template, dataDir]); // with the owners: as root the database is another account's
}

/** Among all processes of the run. */
function isFirst(directory: string): boolean {
  try {
    fs.mkdirSync(path.join(directory, 'template-is-made'));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}
