import fs from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executable = process.env.FASTDEPLOY_TEST_BROWSER ?? places.find((file) => fs.existsSync(file));
const isRequired = (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('browser');

/** False only where a developer has no Chromium; where one is required, launching then fails. */
export const hasBrowser: boolean = executable !== undefined || isRequired;

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 375, height: 812 };

/** A real headless Chromium that talks to nobody but us. */
export async function launchBrowser(): Promise<Browser> {
  if (executable === undefined)
    throw new Error('Chromium is required: install the package chromium, or set FASTDEPLOY_TEST_BROWSER.');
  return chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A name that is no secure context, as in a network of one's own.
      '--host-resolver-rules=MAP plain.test 127.0.0.1',
    ],
  });
}
