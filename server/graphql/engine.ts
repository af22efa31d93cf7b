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
  OperationTypeNode,
  type ParseOptions,
  type Source,
  specifiedRules,
  type ValidatedExecutionArgs,
  validateExecutionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { nobody, type Viewer } from '../access/viewer.ts';
import { tooComplex } from './complexity.ts';
import type { Context } from './context.ts';
import { endedWithItsReason, type Responses } from './ended-stream.ts';
import { limits, maxAliasesRule, maxDepthRule } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { publicResult, withoutStatus } from './masking.ts';
import { recordRefusals } from './recorded-refusals.ts';
import { refusal } from './refusal.ts';

/**
 * What was asked last. A page and a script ask the same again and again, and by its document the verdict of
 * {@link validate} is found too. In characters of their text: what a stranger sends is kept as well.
 */
const documents = new LRUCache<string, DocumentNode>({ maxSize: 500_000, sizeCalculation: (_, text) => text.length });

/** Like graphql-js, and refuses documents of more than `limits.tokens` tokens. */
export function parse(source: string | Source, options?: ParseOptions): DocumentNode {
  if (typeof source !== 'string') return parseAnew(source, options);
  const known = documents.get(source);
  if (known !== undefined) return known;
  const document = parseAnew(source, options);
  documents.set(source, document);
  return document;
}

function parseAnew(source: string | Source, options?: ParseOptions): DocumentNode {
  try {
    return graphqlParse(source, { ...options, maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source: where, positions } = error;
    throw refusal('GRAPHQL_PARSE_FAILED', 400, message, { source: where ?? null, positions: positions ?? null });
  }
}

/** Like graphql-js, with our limits among the rules. Nobody is told of names that they did not know. */
export function validate(
  schema: GraphQLSchema,
  document: DocumentNode,
  viewer: Viewer = nobody,
): readonly GraphQLError[] {
  const hideSuggestions = isStranger(viewer);
  const verdicts = hideSuggestions ? strangersVerdicts : ownVerdicts;
  const known = verdicts.get(document);
  if (known !== undefined) return known;
  const rules = [...specifiedRules, maxDepthRule, maxAliasesRule];
  const errors = graphqlValidate(schema, document, rules, { maxErrors: 20, hideSuggestions });
  verdicts.set(document, errors);
  return errors;
}

/** For as long as the document itself is kept. There is one schema. */
const strangersVerdicts = new WeakMap<DocumentNode, readonly GraphQLError[]>();
const ownVerdicts = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/** Runs a query or mutation. Errors are as the caller may see them. */
export async function execute(args: ExecutionArgs): Promise<ExecutionResult> {
  const context = contextIn(args);
  const late = new AbortController();
  const valid = validateExecutionArgs({
    ...args,
    abortSignal: late.signal,
    hideSuggestions: isStranger(context.viewer),
  });
  if (!('schema' in valid)) return publicResult({ errors: valid }, context);
  const refused = tooComplexFor(valid);
  if (refused) return { errors: [refused] };
  const isCut = valid.operation.operation === OperationTypeNode.QUERY; // a mutation cut in the middle says nothing true
  const timer = isCut ? setTimeout(() => late.abort(), context.queryTimeoutMs) : undefined;
  try {
    const result = await executeRootSelectionSet(valid);
    if (valid.operation.operation === OperationTypeNode.MUTATION) await recordRefusals(result, context);
    return publicResult(result, context);
  } catch (error) {
    if (!late.signal.aborted) throw error;
    return { errors: [tookTooLong(context.queryTimeoutMs)] };
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a subscription. A stream that fails, or whose reader may not listen any longer, ends with a result that says why. */
export async function subscribe(args: ExecutionArgs): Promise<Responses | ExecutionResult> {
  const context = contextIn(args);
  const valid = validateSubscriptionArgs({ ...args, hideSuggestions: isStranger(context.viewer) });
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

const isStranger = ({ token }: Viewer): boolean => token === null;

function tookTooLong(limitMs: number): GraphQLError {
  const message = `This query took longer than ${limitMs / 1000} s. Ask for less at a time, with first or fewer fields.`;
  return refusal('QUERY_TIMED_OUT', 503, message);
}

function tooComplexFor({ schema, operation, fragmentDefinitions, variableValues }: ValidatedExecutionArgs) {
  return tooComplex(schema, operation, fragmentDefinitions, variableValues.coerced);
}

/** The transports put it there, and hand it through libraries that do not know its type. */
function contextIn({ contextValue }: ExecutionArgs): Context {
  return contextValue as Context;
}
