import {
  ConflictError,
  type DomainError,
  errorCodes,
  type InputIssue,
  InvalidCredentialsError,
  InvalidInputError,
  NotFoundError,
  TooManyAttemptsError,
} from '../errors.ts';
import { builder } from './builder.ts';

const ErrorCode = builder.enumType('ErrorCode', { values: errorCodes });

/** Errors that carry a thing of a feature are made in that feature's schema file. */
export const ErrorInterface = builder.interfaceRef<DomainError>('Error').implement({
  description: `A failure a caller can act on, returned as data. Every \`*Result\` union has one success type and any number of
types implementing \`Error\`: select \`... on Error { code message }\` and new failures never break you.
Failures nobody can act on in code (bad document, not signed in, forbidden, rate limited, internal) are top-level \`errors[]\` with \`extensions.code\`.`,
  fields: (t) => ({
    code: t.expose('code', { type: ErrorCode }),
    message: t.exposeString('message', { description: 'One sentence for a human, safe to print.' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'No such thing, or not visible to this token.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    subject: t.exposeString('subject', { description: 'The id or name that was asked for.' }),
  }),
});

const Issue = builder.objectRef<InputIssue>('InputIssue').implement({
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Where: `["parameters", "ref"]`.' }),
    message: t.exposeString('message'),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input did not pass the rules; every issue is listed, not only the first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ issues: t.expose('issues', { type: [Issue] }) }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The thing exists already or changed underneath.',
  interfaces: [ErrorInterface],
});

builder.objectType(InvalidCredentialsError, { name: 'InvalidCredentialsError', interfaces: [ErrorInterface] });

builder.objectType(TooManyAttemptsError, {
  name: 'TooManyAttemptsError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ retryAfterSeconds: t.exposeInt('retryAfterSeconds') }),
});
