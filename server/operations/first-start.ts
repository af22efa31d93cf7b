import fs from 'node:fs';
import path from 'node:path';
import { StartRefused } from '../errors.ts';
import { copyExample, demoServices } from '../services/examples.ts';

/** Creates the services directory at the first start, with the demo services unless `demo` is off. An existing one is left alone. */
export function createServicesDirectory(servicesDir: string, demo: boolean): void {
  if (fs.existsSync(servicesDir)) return;
  const draft = `${servicesDir}.${process.pid}.new`;
  try {
    fs.mkdirSync(draft, { recursive: true });
    for (const name of demo ? demoServices : []) copyExample(name, path.join(draft, name));
    fs.renameSync(draft, servicesDir); // whole or not at all: a kill leaves no half example behind
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    throw new StartRefused(
      `The services directory ${servicesDir} (FASTDEPLOY_SERVICES_DIR) cannot be created: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}
