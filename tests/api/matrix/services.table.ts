import {
  createsDemo,
  never,
  offers,
  type Rule,
  sees,
  seesHistory,
  seesNeighbours,
  syncs,
  syncsSeen,
  watches,
  watchesAny,
} from './rules.ts';

/** Services. One line a field: `Type.field: rule`. */
export const servicesTable: Record<string, Rule> = {
  'Service.id': sees,
  'Service.name': sees,
  'Service.title': sees,
  'Service.description': sees,
  'Service.environment': sees,
  'Service.group': sees,
  'Service.siteUrl': sees,
  'Service.confirm': sees,
  'Service.state': sees,
  'Service.problems': seesNeighbours,
  'Service.parametersSchema': sees,
  'Service.hasParameters': sees,
  'Service.plannedSteps': sees,
  'Service.config': sees,
  'Service.configHash': sees,
  'Service.scriptHash': sees,
  'Service.scriptPath': sees,
  'Service.versionParameter': sees,
  'Service.compareUrl': sees,
  'Service.syncedAt': sees,
  'Service.concurrency': sees,
  'Service.timeoutSeconds': sees,
  'Service.url': sees,
  'Service.stats': sees,
  'Service.estimate': sees,
  'Service.viewerCan': offers,
  'Service.viewerCannot': seesNeighbours,
  'Service.createdAt': sees,
  'Service.updatedAt': sees,
  'Service.archivedAt': seesNeighbours,
  'Service.deployments': sees,
  'Service.latestDeployment': seesHistory,
  'Service.unfinishedDeployments': seesHistory,
  'Service.trend': sees,
  'Service.recentRuns': seesHistory,

  'ServiceTrend.days': sees,
  'ServiceTrend.perDay': seesHistory,
  'ServiceTrend.successes': seesHistory,
  'ServiceTrend.failures': seesHistory,
  'ServiceTrend.canceled': never, // none was canceled
  'ServiceTrend.recoveryMedianSeconds': never, // all ended at the same time
  'ServiceTrend.leadTimeMedianSeconds': never, // no run says when its commit was made
  'ServiceTrend.runs': seesHistory,

  'DayCount.day': seesHistory,
  'DayCount.successes': seesHistory,
  'DayCount.failures': seesHistory,
  'DayCount.canceled': never, // none was canceled

  'Dashboard.services': watchesAny,
  'Dashboard.unfinished': watches,
  'Dashboard.servicesDirectory': createsDemo,
  'Dashboard.unregistered': createsDemo,

  'UnregisteredDirectories.totalCount': createsDemo,
  'UnregisteredDirectories.nodes': createsDemo,

  'UnregisteredDirectory.directory': createsDemo,
  'UnregisteredDirectory.problem': createsDemo,

  'CreateDemoServiceSuccess.service': never, // makes a file: tests/server/services/demo.test.ts
  'DeleteServiceSuccess.name': never, // removes what the others need: tests/server/deployments/delete-service.test.ts
  'DeleteServiceSuccess.deletedDeployments': never,

  'ServiceDenial.action': seesNeighbours,
  'ServiceDenial.reason': seesNeighbours,

  'ServiceProblem.severity': seesNeighbours,
  'ServiceProblem.code': seesNeighbours,
  'ServiceProblem.message': seesNeighbours,
  'ServiceProblem.hint': seesNeighbours,
  'ServiceProblem.path': seesNeighbours,

  'Estimate.sampleSize': sees,
  'Estimate.p50Ms': sees,
  'Estimate.p90Ms': sees,
  'Estimate.steps': sees,

  'StepEstimate.name': sees,
  'StepEstimate.p50Ms': sees,
  'StepEstimate.p90Ms': sees,

  'ServiceStats.deployments': sees,
  'ServiceStats.failures': sees,
  'ServiceStats.p50Ms': sees,
  'ServiceStats.lastSuccessAt': sees,

  'RunDot.number': seesHistory,
  'RunDot.state': seesHistory,
  'RunDot.durationMs': seesHistory,

  'ServiceConnection.edges': sees,
  'ServiceConnection.nodes': sees,
  'ServiceConnection.pageInfo': sees,
  'ServiceConnection.totalCount': sees,

  'ServiceEdge.cursor': sees,
  'ServiceEdge.node': sees,

  'SyncServicesSuccess.added': syncsSeen,
  'SyncServicesSuccess.updated': syncsSeen,
  'SyncServicesSuccess.archived': syncsSeen,
  'SyncServicesSuccess.unchangedCount': syncs,
  'SyncServicesSuccess.invalid': syncsSeen,
};
