/** The properties that are there: GraphQL says null or undefined for an argument nobody gave, the operations want it absent. */
export function present<T extends object>(input: T): Present<T> {
  const entries = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}

export type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> };
