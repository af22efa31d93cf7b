import { checkConfigDirectory, checkSandbox } from '../../../../server/operations/check-host.ts';
import { checkServices } from '../../../../server/operations/check-services.ts';

/** What the doctor says about sudo and the deploy user to the user this is started as; JSON. */
const [, , servicesDir = '', deployUser = '', configDir = ''] = process.argv;
const reading = { strictSudo: false, deployUser, configDir, pathForDeploy: '/usr/bin:/bin' };
const checks = [
  ...(await checkServices(servicesDir, reading, 'web')),
  checkConfigDirectory(configDir, deployUser),
  checkSandbox(process.pid, deployUser),
];
process.stdout.write(JSON.stringify(checks));
