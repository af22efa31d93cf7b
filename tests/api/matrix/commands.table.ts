import {
  cancels,
  cancelsNothing,
  never,
  type Rule,
  sees,
  seesHistory,
  starts,
  startsNeighbours,
  watches,
  watchesAny,
} from './rules.ts';

/** What commands answer, and events. One line a field: `Type.field: rule`. */
export const commandsTable: Record<string, Rule> = {
  'NotFoundError.code': cancelsNothing,
  'NotFoundError.message': cancelsNothing,
  'NotFoundError.subject': cancelsNothing,

  'ConflictError.code': starts,
  'ConflictError.message': starts,

  'InvalidInputError.code': starts,
  'InvalidInputError.message': starts,
  'InvalidInputError.issues': starts,

  'InputIssue.path': starts,
  'InputIssue.message': starts,

  'ServiceNotDeployableError.code': startsNeighbours,
  'ServiceNotDeployableError.message': startsNeighbours,
  'ServiceNotDeployableError.problems': startsNeighbours,

  'DeploymentInProgressError.code': starts,
  'DeploymentInProgressError.message': starts,
  'DeploymentInProgressError.deployment': starts,

  'IdempotencyKeyReusedError.code': starts,
  'IdempotencyKeyReusedError.message': starts,
  'IdempotencyKeyReusedError.deployment': starts,

  'QueueFullError.code': startsNeighbours,
  'QueueFullError.message': startsNeighbours,
  'QueueFullError.limit': startsNeighbours,

  'DeploymentNotActiveError.code': cancels,
  'DeploymentNotActiveError.message': cancels,
  'DeploymentNotActiveError.deployment': cancels,

  'StartDeploymentSuccess.deployment': starts,
  'StartDeploymentSuccess.replayed': starts,

  'CancelDeploymentSuccess.deployment': cancels,

  'DeploymentStateChanged.seq': sees,
  'DeploymentStateChanged.after': sees,
  'DeploymentStateChanged.at': sees,
  'DeploymentStateChanged.state': sees,
  'DeploymentStateChanged.finished': sees,
  'DeploymentStateChanged.reason': sees,
  'DeploymentStateChanged.startedAt': sees,
  'DeploymentStateChanged.finishedAt': sees,
  'DeploymentStateChanged.exitCode': sees,
  'DeploymentStateChanged.signal': sees,
  'DeploymentStateChanged.canceledBy': sees,
  'DeploymentStateChanged.estimate': sees,

  'StepChanged.seq': sees,
  'StepChanged.after': sees,
  'StepChanged.at': sees,
  'StepChanged.step': sees,

  'LogAppended.seq': sees,
  'LogAppended.after': sees,
  'LogAppended.at': sees,
  'LogAppended.chunks': sees,

  'DeploymentBlocked.seq': seesHistory,
  'DeploymentBlocked.after': seesHistory,
  'DeploymentBlocked.at': seesHistory,
  'DeploymentBlocked.position': seesHistory,
  'DeploymentBlocked.blockers': seesHistory,

  'DeploymentChanged.cursor': watches,
  'DeploymentChanged.at': watches,
  'DeploymentChanged.deployment': watches,

  'ServiceChanged.cursor': watches,
  'ServiceChanged.at': watches,
  'ServiceChanged.service': watches,

  'ServiceDeleted.cursor': never,
  'ServiceDeleted.at': never,
  'ServiceDeleted.serviceId': never,
  'ServiceDeleted.serviceName': never,

  'ActivityReset.cursor': watchesAny,
  'ActivityReset.at': watchesAny,
};
