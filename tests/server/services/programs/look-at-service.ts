import { runSpec } from '../../../../server/deployments/launch.ts';
import { readServiceDirectory } from '../../../../server/services/directory.ts';
import { sudoProblems } from '../../../../server/services/sudo-permission.ts';

/** What is found out about a service by the user this is started as; JSON. */
const [, , servicesDir = '', deployUser = '', configDir = '', stopHelper = '', strict = ''] = process.argv;
const strictSudo = strict === 'strict';
const reading = await readServiceDirectory(servicesDir, 'web', { strictSudo, deployUser, configDir });
const { scriptPath, scriptLabel, manifest } = reading;
if (scriptPath === null || manifest === null) throw new Error(JSON.stringify(reading.problems));

const searchPath = '/usr/bin:/bin';
const crossing = { user: deployUser, script: scriptPath, label: scriptLabel, configDir, searchPath, stopHelper };
const asked = performance.now();
const problems = await sudoProblems(crossing, strictSudo);
const askedMs = performance.now() - asked;
const spec = runSpec(
  {
    ...{ runsDir: '/', servicesDir, configDir, pathForDeploy: searchPath, inherited: {}, deployUser },
    ...{ defaultTimeoutSeconds: 0, maxLogBytes: 1, publicUrl: '', callbackUrl: '', strictSudo, identity: null },
  },
  {
    ...{ id: 1, runId: 'a-1', fence: 1, parameters: {}, sealedParameters: null, configChanged: false },
    service: { id: 1, name: 'web', state: 'READY', problems: [], plannedSteps: [], manifest, scriptPath, scriptLabel },
  },
);
process.stdout.write(JSON.stringify({ problems: reading.problems, sudo: problems, askedMs, helper: spec.stopHelper }));
