import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { type IdKind, parseId } from './ids.ts';

export const Node = builder.interfaceRef<object>('Node').implement({
  description:
    'Anything that can be fetched again by its `id`. Ids are short, typed and printable (`dep_1842`, `svc_7`): the same string in the API, URLs, CLI and logs.',
  fields: (t) => ({ id: t.id({ resolve: unreachable }) }),
  resolveType: (node) => typeNames.get(node),
});

type Load = (context: Context, numbers: number[]) => Promise<object | null>;

/** Says how `node` finds things of this kind. Each feature calls it once for each of its types. */
export function loadNodes(kind: IdKind, typeName: string, load: Load): void {
  kinds.set(kind, { typeName, load });
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => Promise.all(ids.map((id) => findNode(id, context))),
  }),
}));

const kinds = new Map<string, { typeName: string; load: Load }>();
const typeNames = new WeakMap<object, string>();

/** The thing with this id; null for one that is not there, or not for this viewer. */
export async function findNode(id: string, context: Context): Promise<object | null> {
  const parsed = parseId(id);
  const kind = parsed && kinds.get(parsed.kind);
  if (!parsed || !kind) return null;
  const node = await kind.load(context, parsed.numbers);
  if (node !== null) typeNames.set(node, kind.typeName);
  return node;
}

function unreachable(): never {
  throw new Error('Every type that implements Node has an id of its own.');
}
