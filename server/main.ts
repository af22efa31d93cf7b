#!/usr/bin/env -S node --max-semi-space-size=8
import { run } from './cli.ts';

process.exitCode = await run(process.argv.slice(2));
