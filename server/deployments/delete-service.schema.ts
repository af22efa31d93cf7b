import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import type { Deleted } from './delete-service.ts';

const DeleteServiceInput = builder.inputType('DeleteServiceInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    confirm: t.string({ required: true, description: 'The name once more, as somebody typed it.' }),
  }),
});

const DeleteServiceSuccess = builder.objectRef<Deleted>('DeleteServiceSuccess').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    deletedDeployments: t.exposeInt('deployments'),
  }),
});

builder.mutationField('deleteService', (t) =>
  t.field({
    type: DeleteServiceSuccess,
    description: 'Removes an ARCHIVED service with its runs, logs and tokens, for good.',
    errors: { types: [NotFoundError, InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: DeleteServiceInput, required: true }) },
    resolve: (_root, { input: { name, confirm } }, { operations, viewer }) =>
      operations.deployments.deleteService(viewer, name, confirm),
  }),
);
