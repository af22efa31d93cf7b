import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

/** Classes of holes that tools of our kind had, and the tests that prove each absent here: a file and the beginning of a title in it. */
const classes: Record<string, [file: string, ...titles: string[]][]> = {
  'shell string from input': [
    ['tests/guards/forbidden.test.ts', 'no program has %s', 'the linter refuses %j'],
    [
      'tests/api/hostile-input.test.ts',
      '1,000 hostile strings as parameters, origin and note reach the script as data alone',
      'argv and environment of a run are the same for 1,000 hostile sets of parameters',
    ],
    ['tests/server/runner/command.test.ts', 'a hostile path stays one argument'],
  ],
  'options and files injected into a command': [
    [
      'tests/server/runner/sudo-rules.test.ts',
      'lets exactly the script through, with a clean environment',
      'refuses %s',
      'accepts %s',
      'with the digest of the script lets a changed script no longer through',
      'with the arguments %j any arguments pass',
      'with a pattern over directories of the server',
    ],
    [
      'tests/server/services/script-ownership.test.ts',
      'is unsafe when %s %s',
      'must be no link itself',
      'a script that became unsafe meanwhile ends its run as FAILURE',
    ],
    ['tests/server/runner/sudo.test.ts', 'a refusal ends the run with the words of sudo'],
  ],
  'missing authorization on one resolver, or one object of others': [
    [
      'tests/api/matrix.test.ts',
      'every field of the schema has a rule, and every rule a field',
      'every field of ',
      'every route has a rule, and every rule a route',
      'the route %s is answered to whom its rule says',
    ],
    [
      'tests/api/changed-rights.test.ts',
      'the stream of a deployment that became invisible ends as for one that never existed',
      '4401: a socket is closed when the person behind it is disabled',
    ],
    ['tests/api/requests.test.ts', 'answers 401 to nobody: %s'],
  ],
  'cross-site requests and sockets': [
    [
      'tests/api/close-codes.test.ts',
      '403: refuses the upgrade when a page of another site brings the cookie',
      'the cookie counts on a socket only together with an origin of our own',
    ],
    [
      'tests/api/requests.test.ts',
      'a page of another site may not use the cookie: %o',
      'grants no other origin anything',
      'a mutation cannot be sent with GET',
      'answers to no foreign name on a loopback address',
    ],
  ],
  'identity from a field that a client fills in': [
    [
      'tests/api/hostile-input.test.ts',
      'who started a deployment is who the token says, whatever headers and input claim',
      'a start cannot even name another one: the input has no %s',
      'a connection is whose its token is, whatever else its parameters claim',
    ],
    ['tests/server/http/client-address.test.ts', ''],
  ],
  'secrets in process list, logs and storage': [
    [
      'tests/faults/canary.test.ts',
      'a secret that waits in the queue stands nowhere as text',
      'it arrives although the server was killed meanwhile',
      'while the script runs it stands in no process',
      'afterwards 0 times in journal, tables, pages, write-ahead log, server log, frames and downloads',
    ],
    ['tests/server/runner/masking.test.ts', 'across two writes', 'in base64 after %j'],
  ],
  'predictable temporary file or directory': [
    ['tests/server/runner/run-config.test.ts', '%s planted at its path is neither used nor removed'],
    ['tests/server/runner/spec.test.ts', 'a prepared run is private'],
  ],
  'a restart leaves a run that runs for ever': [
    ['tests/faults/server-killed.test.ts', ''],
    ['tests/faults/runs-killed.test.ts', ''],
    ['tests/server/deployments/recovery.test.ts', ''],
  ],
  'a session that is not renewed, or lives on': [
    [
      'tests/api/close-codes.test.ts',
      '%i: closes an open socket within two seconds after its session ends (%s)',
      '4401: signing out closes the sockets of that session and of no other',
    ],
    ['tests/api/streams.test.ts', 'of server-sent events ends with UNAUTHENTICATED within two seconds'],
    ['tests/api/sign-in.test.ts', 'signing out ends the session and takes the cookie back'],
  ],
  'documents that become objects or code': [
    [
      'tests/server/services/hostile-config.test.ts',
      'accepts or refuses 10,000 random config.json with clear errors, and never throws',
      'lists every service of 300 random directories, and the good ones stay good',
    ],
  ],
  'stored cross-site scripting through output': [
    [
      'tests/e2e/hostile-text.test.ts',
      'stays text on the page of %s',
      'stays text while it arrives live',
      'would be seen by this test',
    ],
    ['tests/api/answers.test.ts', '%i for %s'],
  ],
  'one caller who uses everything up': [
    [
      'tests/api/abuse.test.ts',
      '429: without a token one address has 100 sockets',
      '429: one token has 100 streams, for %s too',
      '408: a request with %s that never end is answered and cut',
      '503: a query that takes too long is given up',
    ],
    ['tests/api/slow-readers.test.ts', '1013: a socket whose reader takes nothing is closed, and goes on exactly'],
    ['tests/api/requests.test.ts', 'refuses a body over 100 KiB', 'refuses more than 2,000 tokens'],
  ],
};

/** A title stands at the start of a line or after the bracket that opens the call. */
const titled = (title: string): RegExp => new RegExp(`(?:^\\s*|\\()(['"\`])${escaped(title)}`, 'm');
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

test.each(Object.entries(classes))('%s: the tests that prove it absent exist', (_class, proofs) => {
  const missing = proofs.flatMap(([file, ...titles]) => {
    const text = fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), 'utf8') : '';
    return titles.filter((title) => !titled(title).test(text)).map((title) => `${file}: ${title}`);
  });

  expect(proofs.flatMap(([, ...titles]) => titles).length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

test('a proof that does not exist is missed', () => {
  const text = fs.readFileSync(path.join(root, 'tests/api/requests.test.ts'), 'utf8');

  expect(text).toMatch(titled('refuses a batch of operations'));
  expect(text).not.toMatch(titled('refuses a batch of operators'));
});
