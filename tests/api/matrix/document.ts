import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { schema } from '../../../server/schema.ts';

type Field = GraphQLField<unknown, unknown>;

/** Every `Type.field` of the schema; interfaces are walked in the types that implement them. */
export function coordinates(): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) found.set(`${type.name}.${field.name}`, field);
  }
  return found;
}

export type Asked = { way: string; fields: string[] };

/** The document of a way (`query > service(name: "a") > stats`) with the fields at its end. */
export function documentOf({ way, fields }: Asked): string {
  const [operation = 'query', ...steps] = way.split(' > ');
  const inside = steps.reduceRight((inner, step) => `${step} { ${marked(step, inner)} }`, fields.join(' '));
  return `${operation} { ${inside} }`;
}

/** The names in an answer on the way to its end: fragments leave no trace. */
export function pathOf(way: string): string[] {
  const steps = way.split(' > ').slice(1);
  return steps.filter((step) => !step.startsWith('...')).map((step) => /^\w+/.exec(step)?.[0] ?? '');
}

/** Of which service an event of the activity is: those who see others get theirs. */
function marked(step: string, inner: string): string {
  if (!step.startsWith('activity')) return inner;
  const service = 'service { ofService: name }';
  const live = '... on DeployedServiceChanged { deployedService { ofService: serviceName } }';
  return `__typename ... on DeploymentChanged { deployment { ${service} } } ... on ServiceChanged { ${service} } ${live} ${inner}`;
}

/** A field with its arguments and, where it has parts, all of them that are plain values. */
export function fieldText(field: Field, args = '', selection = selectionOf(getNamedType(field.type))): string {
  return `${field.name}${args} ${selection}`;
}

function selectionOf(type: GraphQLNamedType): string {
  if (isLeafType(type)) return '';
  if (isObjectType(type)) return `{ __typename ${leavesOf(type).join(' ')} }`;
  if (isUnionType(type)) return `{ __typename ${type.getTypes().map(fragmentOf).join(' ')} }`;
  if (!isInterfaceType(type)) return '{ __typename }';
  return `{ __typename ${schema.getPossibleTypes(type).map(fragmentOf).slice(0, 4).join(' ')} }`;
}

/** Names of members differ in type between the members of a union, so each gets a name of its own. */
function fragmentOf(type: GraphQLNamedType): string {
  const texts = leavesOf(type).slice(0, 3);
  return `... on ${type.name} { ${texts.map((name) => `${type.name}_${name}: ${name}`).join(' ')} }`;
}

function leavesOf(type: GraphQLNamedType): string[] {
  if (!isObjectType(type)) return [];
  const plain = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  return plain.filter((field) => !field.args.some(isRequiredArgument)).map(({ name }) => name);
}
