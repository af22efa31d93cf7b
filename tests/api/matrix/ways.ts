import { archived, auditAction, services } from './seeds.ts';
import type { World } from './world.ts';

/**
 * How a request gets to an object of each type: fields and fragments one below the other. `Type.field` says another way
 * for one field, where that is true and the type's own is not.
 */
export function waysOf({ seeds, cursor }: World): Record<string, string> {
  const { run, person, token, activeToken, endingToken, session } = seeds;
  const target = `query > deployment(id: "dep_${run.target}")`;
  const queued = `query > deployment(id: "dep_${run.queued}")`;
  const behind = `query > deployment(id: "dep_${run.behind}")`;
  const web = `query > service(name: "${services.web}")`;
  const list = `deployments(first: 1, filter: { services: ["${services.web}"] })`;
  const live = `deployedServices(service: "${services.web}")`;
  const start = (input: string) => `mutation > startDeployment(input: { service: "${services.web}" ${input} })`;
  const events = `subscription > deploymentEvents(id: "dep_${run.target}")`;
  const about = `after: "${cursor}", filter: { services: ["${services.web}", "${services.control}"]`;
  const once = 'mutation > signInOnce(code: "CODE")';
  return {
    Query: 'query',
    Mutation: 'mutation',
    Subscription: 'subscription',
    ServerInfo: 'query > server',
    Viewer: 'query > viewer',
    User: `query > node(id: "usr_${person}") > ... on User`,
    Token: `query > node(id: "tok_${token}") > ... on Token`,
    'Token.active': `query > node(id: "tok_${activeToken}") > ... on Token`,
    'Token.user': `query > node(id: "tok_${session}") > ... on Token`,
    'Token.expiresSoon': `query > node(id: "tok_${endingToken}") > ... on Token`,
    UserConnection: 'query > users(search: "seed-person")',
    UserEdge: 'query > users(search: "seed-person") > edges',
    TokenConnection: 'query > tokens(search: "seed")',
    TokenEdge: 'query > tokens(search: "seed") > edges',
    AuditEvent: `query > auditEvents(filter: { actions: ["${auditAction}"] }) > nodes`,
    AuditEventConnection: `query > auditEvents(filter: { actions: ["${auditAction}"] })`,
    AuditEventEdge: `query > auditEvents(filter: { actions: ["${auditAction}"] }) > edges`,
    CreateUserSuccess: `mutation > createUser${commands.createUser} > ... on CreateUserSuccess`,
    UpdateUserSuccess: `mutation > updateUser(input: { id: "usr_${person}" }) > ... on UpdateUserSuccess`,
    CreateSignInLinkSuccess: `mutation > createSignInLink${commands.createSignInLink} > ... on CreateSignInLinkSuccess`,
    ChangePasswordSuccess: `mutation > changePassword${commands.changePassword} > ... on ChangePasswordSuccess`,
    SignOutEverywhereSuccess: 'mutation > signOutEverywhere > ... on SignOutEverywhereSuccess',
    CreateTokenSuccess: `mutation > createToken${commands.createToken} > ... on CreateTokenSuccess`,
    RotateTokenSuccess: `mutation > rotateToken${commands.rotateToken} > ... on RotateTokenSuccess`,
    RevokeTokenSuccess: `mutation > revokeToken${commands.revokeToken} > ... on RevokeTokenSuccess`,
    Grant: `query > node(id: "usr_${person}") > ... on User > grants`,
    SignInSuccess: `${once} > ... on SignInSuccess`,
    SignOutSuccess: 'mutation > signOut > ... on SignOutSuccess',
    InvalidCredentialsError: 'mutation > signInOnce(code: "wrong") > ... on InvalidCredentialsError',
    TooManyAttemptsError: 'mutation > signInOnce(code: "wrong from a blocked address") > ... on TooManyAttemptsError',

    Service: web,
    'Service.archivedAt': `query > service(name: "${archived}")`,
    'Service.problems': `query > service(name: "${services.broken}")`,
    'Service.unfinishedDeployments': web,
    'Service.viewerCannot': `query > service(name: "${services.broken}")`,
    ServiceDenial: `query > service(name: "${services.broken}") > viewerCannot`,
    ServiceProblem: `query > service(name: "${services.broken}") > problems`,
    Estimate: `${web} > estimate`,
    StepEstimate: `${web} > estimate > steps`,
    ServiceStats: `${web} > stats`,
    RunDot: `${web} > recentRuns`,
    ServiceTrend: `${web} > trend(days: 3650)`,
    DayCount: `${web} > trend(days: 3650) > perDay`,
    Dashboard: 'query > dashboard',
    UnregisteredDirectories: 'query > dashboard > unregistered',
    UnregisteredDirectory: 'query > dashboard > unregistered > nodes',
    DeploymentFacets: `query > deploymentFacets(filter: { services: ["${services.web}"], search: "seed" })`,
    Facet: `query > deploymentFacets(filter: { services: ["${services.web}"], search: "seed" }) > origins`,
    ServiceConnection: 'query > services(filter: { search: "seed-shop" })',
    ServiceEdge: 'query > services(filter: { search: "seed-shop-web" }) > edges',
    SyncServicesSuccess: 'mutation > syncServices > ... on SyncServicesSuccess',

    Deployment: target,
    'Deployment.queuePosition': queued,
    'Deployment.blockers': queued,
    'Deployment.logRemovedAt': `query > deployment(id: "dep_${run.previous}")`,
    Actor: `${target} > actor`,
    Revision: `${target} > revision`,
    DeploymentDenial: `${target} > viewerCannot`,
    Step: `${target} > steps`,
    StepCounts: `${target} > stepCounts`,
    LogSlice: `${target} > log`,
    LogChunk: `${target} > log > chunks`,
    LogRun: `${target} > log > chunks > runs`,
    LogSearch: `${target} > searchLog(text: "seed", first: 1)`,
    DeploymentFailure: `${target} > failure`,
    DeploymentConnection: `query > ${list}`,
    DeploymentEdge: `query > ${list} > edges`,
    PageInfo: `query > ${list} > pageInfo`,
    'PageInfo.hasPreviousPage': `query > ${list.replace('first', 'last')} > pageInfo`,
    ServiceBusy: `${queued} > blockers > ... on ServiceBusy`,
    LockHeld: `${queued} > blockers > ... on LockHeld`,
    LockHeldElsewhere: `${behind} > blockers > ... on LockHeldElsewhere`,
    LimitReached: `${queued} > blockers > ... on LimitReached`,
    HostAway: `${queued} > blockers > ... on HostAway`,
    DiskLow: `${queued} > blockers > ... on DiskLow`,

    DeployedService: `query > ${live} > nodes`,
    DeployedServiceEdge: `query > ${live} > edges`,
    DeployedServiceConnection: `query > ${live}`,
    DeployedServiceChanged: `subscription > activity(${about}, kinds: [INVENTORY] }) > ... on DeployedServiceChanged`,
    SystemInfo: 'query > system',
    DatabaseInfo: 'query > system > database',
    ServicesSync: 'query > system > lastSync',
    HostInfo: 'query > system > hosts',
    Check: `query > checks(service: "${services.broken}")`,

    NotFoundError: 'mutation > cancelDeployment(input: { id: "dep_999999" }) > ... on NotFoundError',
    ConflictError: `mutation > retryDeployment(input: { id: "dep_${run.queued}" }) > ... on ConflictError`,
    InvalidInputError: `${start('idempotencyKey: "ü"')} > ... on InvalidInputError`,
    InputIssue: `${start('idempotencyKey: "ü"')} > ... on InvalidInputError > issues`,
    ServiceNotDeployableError: `mutation > startDeployment(input: { service: "${services.broken}" }) > ... on ServiceNotDeployableError`,
    DeploymentInProgressError: `${start('whenBusy: REJECT')} > ... on DeploymentInProgressError`,
    IdempotencyKeyReusedError: `${start('idempotencyKey: "same", revision: { sha: "x" }')} > ... on IdempotencyKeyReusedError`,
    QueueFullError: `mutation > startDeployment(input: { service: "${services.full}" }) > ... on QueueFullError`,
    DeploymentNotActiveError: `mutation > cancelDeployment(input: { id: "dep_${run.target}" }) > ... on DeploymentNotActiveError`,
    StartDeploymentSuccess: `${start('idempotencyKey: "same"')} > ... on StartDeploymentSuccess`,
    CancelDeploymentSuccess:
      'mutation > cancelDeployment(input: { id: "dep_CANCELABLE" }) > ... on CancelDeploymentSuccess',

    DeploymentStateChanged: `${events} > ... on DeploymentStateChanged`,
    StepChanged: `${events} > ... on StepChanged`,
    LogAppended: `${events} > ... on LogAppended`,
    DeploymentBlocked: `subscription > deploymentEvents(id: "dep_${run.queued}", after: 1, kinds: [BLOCKED]) > ... on DeploymentBlocked`,
    DeploymentChanged: `subscription > activity(${about}, kinds: [DEPLOYMENT] }) > ... on DeploymentChanged`,
    ServiceChanged: `subscription > activity(${about}, kinds: [SERVICE] }) > ... on ServiceChanged`,
    ActivityReset: 'subscription > activity(after: "0:0") > ... on ActivityReset',
  };
}

/** What stands in capitals is made for each request. */
const commands = {
  createUser: '(input: { name: "NEWNAME", role: VIEWER })',
  createSignInLink: '(user: "usr_SIGNER")',
  changePassword: '(input: { new: "correct horse battery" })',
  createToken: `(input: { kind: SERVICE, label: "x", service: "${services.changed}" })`,
  rotateToken: '(input: { id: "tok_NEWTOKEN" })',
  revokeToken: '(id: "tok_NEWTOKEN")',
};

/** Arguments of the fields that need some, or that show too much without. */
export function argumentsOf({ seeds, cursor }: World): Record<string, string> {
  const { run, person } = seeds;
  const ofWeb = `(filter: { services: ["${services.web}"] })`;
  return {
    'Query.node': `(id: "dep_${run.target}")`,
    'Query.nodes': `(ids: ["dep_${run.target}"])`,
    'Query.service': `(name: "${services.web}")`,
    'Query.services': '(filter: { search: "seed" })',
    'Query.deployment': `(id: "dep_${run.target}")`,
    'Query.deployments': ofWeb,
    'Query.user': '(name: "seed-person")',
    'Query.users': '(search: "seed-person")',
    'Query.tokens': '(search: "seed")',
    'Query.auditEvents': `(filter: { actions: ["${auditAction}"] })`,
    'Mutation.createUser': commands.createUser,
    'Mutation.updateUser': `(input: { id: "usr_${person}" })`,
    'Mutation.createSignInLink': commands.createSignInLink,
    'Mutation.changePassword': commands.changePassword,
    'Mutation.createToken': commands.createToken,
    'Mutation.rotateToken': commands.rotateToken,
    'Mutation.revokeToken': commands.revokeToken,
    'Query.deploymentFacets': `(filter: { services: ["${services.web}"], search: "seed" })`,
    'Mutation.deleteService': '(input: { name: "nothing", confirm: "nothing" })',
    'Query.deployedServices': `(service: "${services.web}")`,
    'Query.checks': `(service: "${services.broken}")`,
    'Deployment.searchLog': '(text: "seed")',
    'Mutation.signIn': '(input: { name: "signer", password: "correct horse" })',
    'Mutation.signInOnce': '(code: "CODE")',
    'Mutation.startDeployment': `(input: { service: "${services.web}" })`,
    'Mutation.retryDeployment': `(input: { id: "dep_${run.target}" })`,
    'Mutation.cancelDeployment': '(input: { id: "dep_CANCELABLE" })',
    'Subscription.deploymentEvents': `(id: "dep_${run.target}")`,
    'Subscription.activity': `(after: "${cursor}", filter: { services: ["${services.web}", "${services.control}"], kinds: [DEPLOYMENT] })`,
  };
}

/** What is selected below a field whose plain fields are of different rights. */
export const selections: Record<string, string> = {
  'Query.server': '{ version }',
  'Query.dashboard': '{ services { name } }',
  'Query.deploymentFacets': '{ origins { value } }',
  'Subscription.activity':
    '{ __typename ... on DeploymentChanged { deployment { origin service { ofService: name } } } }',
};
