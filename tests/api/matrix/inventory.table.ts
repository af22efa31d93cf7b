import { inventory, inventoryLinks, inventoryOfService, type Rule, watches } from './rules.ts';

/** What is live. One line a field: `Type.field: rule`. */
export const inventoryTable: Record<string, Rule> = {
  'Query.deployedServices': inventory,
  'Service.deployed': inventoryOfService,
  'DeployedService.id': inventory,
  'DeployedService.serviceName': inventory,
  'DeployedService.service': inventoryLinks,
  'DeployedService.key': inventory,
  'DeployedService.version': inventory,
  'DeployedService.environment': inventory,
  'DeployedService.siteUrl': inventory,
  'DeployedService.deploymentNumber': inventory,
  'DeployedService.deployment': inventoryLinks,
  'DeployedService.failedAttempt': inventoryLinks,
  'DeployedService.config': inventory,
  'DeployedService.output': inventory,
  'DeployedService.deployedAt': inventory,

  'DeployedServiceEdge.cursor': inventory,
  'DeployedServiceEdge.node': inventory,

  'DeployedServiceConnection.edges': inventory,
  'DeployedServiceConnection.nodes': inventory,
  'DeployedServiceConnection.pageInfo': inventory,
  'DeployedServiceConnection.totalCount': inventory,

  'DeployedServiceChanged.cursor': watches,
  'DeployedServiceChanged.at': watches,
  'DeployedServiceChanged.deployedService': watches,
};
