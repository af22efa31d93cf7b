import { builder } from '../graphql/builder.ts';
import { DeploymentFilter, filterOf } from './deployment-queries.schema.ts';
import type { FacetKind, Facets, FacetValue } from './facets.ts';

const Facet = builder.objectRef<FacetValue>('Facet').implement({
  fields: (t) => ({ value: t.exposeString('value'), count: t.exposeInt('count') }),
});

const DeploymentFacets = builder.objectRef<Facets>('DeploymentFacets').implement({
  description: 'What the history can be narrowed to, most frequent first; at most 200 values each.',
  fields: (t) => {
    const facet = (kind: FacetKind) => t.field({ type: [Facet], resolve: (facets) => facets[kind] });
    return {
      states: facet('state'),
      services: facet('service'),
      environments: facet('environment'),
      origins: facet('origin'),
      actors: facet('actor'),
    };
  },
});

builder.queryField('deploymentFacets', (t) =>
  t.field({
    type: DeploymentFacets,
    description: 'Each value with its number of deployments, counted under the other parts of the filter.',
    args: { filter: t.arg({ type: DeploymentFilter }) },
    resolve: (_root, { filter }, { operations, viewer }) =>
      operations.deployments.facets(viewer, filterOf(filter ?? {})),
  }),
);
