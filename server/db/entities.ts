import { AuditEvent } from '../access/audit-event.entity.ts';
import { Grant } from '../access/grant.entity.ts';
import { Token } from '../access/token.entity.ts';
import { User } from '../access/user.entity.ts';
import { DeletedService } from '../deployments/deleted-service.entity.ts';
import { DeployedService } from '../deployments/deployed-service.entity.ts';
import { Deployment } from '../deployments/deployment.entity.ts';
import { DeploymentEventRow } from '../deployments/event.entity.ts';
import { Host } from '../deployments/host.entity.ts';
import { LogChunk } from '../deployments/log-chunk.entity.ts';
import { Step } from '../deployments/step.entity.ts';
import { Service } from '../services/service.entity.ts';

/** Every table we own; migrations must equal what these describe (tests/guards). */
export const entities = [
  User,
  Token,
  Grant,
  AuditEvent,
  Service,
  Deployment,
  Step,
  DeploymentEventRow,
  LogChunk,
  Host,
  DeployedService,
  DeletedService,
];
