import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limits } from './limits.ts';
import { refusal } from './refusal.ts';

/** Rows a connection gives when nobody says how many. */
const defaultPageSize = 20;

/** Text of a log is heavier than its few fields: a line of it, which may have 64 KiB, counts as so many. */
const fieldsPerLogLine = 8;
/** More lines weigh no more: the text of one answer has its own limit (maxSliceBytes in read-log.ts). */
const heaviestLogLines = 128;

/** How many fields an operation may answer, and the path to where most of them are. */
type Cost = { fields: number; path: string[] };
type Scope = {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  known: Map<string, Cost>;
};

/** The error for an operation that may answer too much; null for one that may run. */
export function tooComplex(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Record<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
): GraphQLError | null {
  const root = schema.getRootType(operation.operation);
  const scope = { schema, fragments, variables, known: new Map<string, Cost>() };
  const cost = root ? costOf(operation.selectionSet, root, scope) : nothing;
  if (cost.fields <= limits.complexity) return null;
  const message = `This operation may answer ${cost.fields} fields; the limit is ${limits.complexity}. Most of them are in ${cost.path.join('.')}: ask for fewer there, with first or fewer fields.`;
  return refusal('QUERY_TOO_COMPLEX', 400, message, {
    nodes: operation,
    details: { fields: cost.fields, limit: limits.complexity, path: cost.path },
  });
}

const nothing: Cost = { fields: 0, path: [] };

function costOf(selectionSet: SelectionSetNode, type: GraphQLNamedType, scope: Scope): Cost {
  let fields = 0;
  let heaviest = nothing;
  for (const selection of selectionSet.selections) {
    const cost =
      selection.kind === Kind.FIELD
        ? costOfField(selection, type, scope)
        : selection.kind === Kind.FRAGMENT_SPREAD
          ? costOfFragment(selection.name.value, scope)
          : costOf(selection.selectionSet, typeNamed(selection.typeCondition?.name.value, scope) ?? type, scope);
    fields += cost.fields;
    if (cost.fields > heaviest.fields) heaviest = cost;
  }
  return { fields, path: heaviest.path };
}

function costOfFragment(name: string, scope: Scope): Cost {
  const known = scope.known.get(name);
  if (known) return known;
  const fragment = scope.fragments[name];
  const type = typeNamed(fragment?.typeCondition.name.value, scope);
  const cost = fragment && type ? costOf(fragment.selectionSet, type, scope) : nothing;
  scope.known.set(name, cost);
  return cost;
}

function costOfField(node: FieldNode, parent: GraphQLNamedType, scope: Scope): Cost {
  const name = node.name.value;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (!field) return nothing; // introspection
  const inner = node.selectionSet ? costOf(node.selectionSet, getNamedType(field.type), scope) : nothing;
  const own = 1 + fieldsPerLogLine * logLinesOf(field, node, scope.variables);
  return { fields: own + rowsOf(field, node, scope.variables) * inner.fields, path: [name, ...inner.path] };
}

/** Lines of text that a slice of a log may hold, as far as they count. `last` says nothing beside `fromLine`. */
function logLinesOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown>,
): number {
  if (getNamedType(field.type).name !== 'LogSlice') return 0;
  const [from, to, last] = ['fromLine', 'toLine', 'last'].map((name) => given(node, name, variables) ?? null);
  const end = to === null ? Number.POSITIVE_INFINITY : Number(to);
  const lines = from === null && last !== null ? Number(last) : end - Number(from ?? 1) + 1;
  return Math.min(Math.max(lines, 1), heaviestLogLines);
}

/** Only paged lists multiply: lists without a page are part of their row and bounded. */
function rowsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Record<string, unknown>): number {
  const argument = (name: string): unknown => given(node, name, variables);
  const ids = argument('ids');
  if (ids !== undefined) return Array.isArray(ids) ? ids.length : 1;
  const isPaged = getNamedType(field.type).name.endsWith('Connection') || isListType(getNullableType(field.type));
  if (!isPaged || !field.args.some((arg) => arg.name === 'first')) return 1;
  const size = argument('first') ?? argument('last');
  return typeof size === 'number' ? Math.max(size, 1) : defaultPageSize;
}

function given(node: FieldNode, name: string, variables: Record<string, unknown>): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.LIST) return value.values;
  return undefined;
}

function typeNamed(name: string | undefined, { schema }: Scope): GraphQLNamedType | undefined {
  return name === undefined ? undefined : schema.getType(name);
}
