#!/usr/bin/env -S node --max-semi-space-size=8
import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';

// Compiled code is kept beside the libraries, so that a command starts sooner, where they are our own account's: files of
// another one would be in the way of whoever installs the next release.
const libraries = path.join(import.meta.dirname, '../node_modules');
if (statSync(libraries, { throwIfNoEntry: false })?.uid === process.getuid?.())
  enableCompileCache(path.join(libraries, '.cache/fastdeploy'));
const { run } = await import('./cli.ts');

process.exitCode = await run(process.argv.slice(2));
