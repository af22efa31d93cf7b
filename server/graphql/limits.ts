import { type ASTVisitor, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';
import { refusal } from './refusal.ts';

/** Far above what a page needs, and far below what hurts. */
export const limits = { depth: 12, aliases: 30, tokens: 2_000, complexity: 5_000 } as const;

/** Levels of fields. Introspection is not counted: graphql-js has its own rule for it. */
export function maxDepthRule(context: ValidationContext): ASTVisitor {
  const depths = new Map<string, number>();

  function depthOf(selectionSet: SelectionSetNode): number {
    let deepest = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) deepest = Math.max(deepest, depthOfFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) deepest = Math.max(deepest, depthOf(selection.selectionSet));
      else if (!selection.name.value.startsWith('__'))
        deepest = Math.max(deepest, 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0));
    }
    return deepest;
  }

  function depthOfFragment(name: string): number {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 0); // a fragment within itself is another rule's error
    const fragment = context.getFragment(name);
    const depth = fragment ? depthOf(fragment.selectionSet) : 0;
    depths.set(name, depth);
    return depth;
  }

  return {
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet);
      if (depth <= limits.depth) return;
      const message = `This operation is ${depth} levels deep; the limit is ${limits.depth}. Ask for the deeper part by its id.`;
      context.reportError(refusal('QUERY_TOO_DEEP', 400, message, { nodes: operation }));
    },
  };
}

export function maxAliasesRule(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field(field) {
      if (!field.alias) return;
      aliases += 1;
      if (aliases !== limits.aliases + 1) return;
      const message = `This document has more than ${limits.aliases} aliases. Split it, or ask with nodes(ids:).`;
      context.reportError(refusal('QUERY_TOO_COMPLEX', 400, message, { nodes: field }));
    },
  };
}
