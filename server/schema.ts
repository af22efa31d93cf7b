import './graphql/scalars.ts';
import './graphql/node.ts';
import './graphql/server-info.ts';
import './access/access.schema.ts';
import './access/actor.schema.ts';
import './access/user.schema.ts';
import './access/password.schema.ts';
import './access/token.schema.ts';
import './access/audit.schema.ts';
import './services/service-parts.schema.ts';
import './services/service.schema.ts';
import './services/service-queries.schema.ts';
import './services/token.schema.ts';
import './deployments/deployment.schema.ts';
import './deployments/blocker.schema.ts';
import './deployments/step.schema.ts';
import './deployments/log.schema.ts';
import './deployments/deployment-queries.schema.ts';
import './deployments/deployment-commands.schema.ts';
import './deployments/service-history.schema.ts';
import './deployments/deployed-service.schema.ts';
import './deployments/dashboard.schema.ts';
import './deployments/facets.schema.ts';
import './deployments/delete-service.schema.ts';
import './deployments/event.schema.ts';
import './deployments/activity.schema.ts';
import './operations/system.schema.ts';
import { printSchema } from 'graphql';
import { builder } from './graphql/builder.ts';

/** The whole public API. schema.graphql is its text; a test keeps them the same. */
export const schema = builder.toSchema({ sortSchema: false });

schema.description = `FastDeploy public API. One endpoint: POST/GET /graphql (GraphQL over HTTP), the same URL for
graphql-transport-ws and text/event-stream. Every field used by the web UI is in this schema; there is no private API.`;

/** The text of schema.graphql. */
export const printedSchema = (): string => `${printSchema(schema)}\n`;
