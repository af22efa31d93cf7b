import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  executeRootSelectionSet,
  executeSubscriptionEvent,
  GraphQLError,
  type GraphQLSchema,
  parse as graphqlParse,
  validate as graphqlValidate,
  mapSourceToResponseEvent,
  type ParseOptions,
  type Source,
  specifiedRules,
  type ValidatedExecutionArgs,
  validateExecutionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import { tooComplex } from './complexity.ts';
import type { Context } from './context.ts';
import { endedWithItsReason, type Responses } from './ended-stream.ts';
import { limits, maxAliasesRule, maxDepthRule } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { publicResult, withoutStatus } from './masking.ts';
import { recordRefusals } from './recorded-refusals.ts';
import { refusal } from './refusal.ts';

/** Like graphql-js, and refuses documents of more than `limits.tokens` tokens. */
export function parse(source: string | Source, options?: ParseOptions): DocumentNode {
  try {
    return graphqlParse(source, { ...options, maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source: where, positions } = error;
    throw refusal('GRAPHQL_PARSE_FAILED', 400, message, { source: where ?? null, positions: positions ?? null });
  }
}

/** Like graphql-js, with our limits among the rules. */
export function validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  return graphqlValidate(schema, document, [...specifiedRules, maxDepthRule, maxAliasesRule], { maxErrors: 20 });
}

/** Runs a query or mutation. Errors are as the caller may see them. */
export async function execute(args: ExecutionArgs): Promise<ExecutionResult> {
  const context = contextIn(args);
  const valid = validateExecutionArgs(args);
  if (!('schema' in valid)) return publicResult({ errors: valid }, context);
  const refused = tooComplexFor(valid);
  if (refused) return { errors: [refused] };
  const result = await executeRootSelectionSet(valid);
  if (valid.operation.operation === 'mutation') await recordRefusals(result, context);
  return publicResult(result, context);
}

/** Runs a subscription. A stream that fails, or whose reader may not listen any longer, ends with a result that says why. */
export async function subscribe(args: ExecutionArgs): Promise<Responses | ExecutionResult> {
  const context = contextIn(args);
  const valid = validateSubscriptionArgs(args);
  if (!('schema' in valid)) return publicResult({ errors: valid }, context);
  const refused = tooComplexFor(valid);
  if (refused) return { errors: [refused] };
  const source = await createSourceEventStream(valid);
  if (!(Symbol.asyncIterator in source)) {
    const { errors } = publicResult(source, context);
    return { errors: (errors ?? []).map(withoutStatus) };
  }
  // The context outlives the event: what one event has read, and what its reader might, must not answer the next.
  const execution = (event: typeof valid) => {
    const { viewer } = context.listener;
    const loaders = createLoaders(context.operations, viewer);
    return executeSubscriptionEvent({ ...event, contextValue: { ...context, viewer, loaders } });
  };
  return endedWithItsReason(mapSourceToResponseEvent(valid, source, execution), context);
}

function tooComplexFor({ schema, operation, fragmentDefinitions, variableValues }: ValidatedExecutionArgs) {
  return tooComplex(schema, operation, fragmentDefinitions, variableValues.coerced);
}

/** The transports put it there, and hand it through libraries that do not know its type. */
function contextIn({ contextValue }: ExecutionArgs): Context {
  return contextValue as Context;
}
