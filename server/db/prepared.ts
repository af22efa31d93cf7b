import { createHash } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import type { Client } from './transaction.ts';

/**
 * Runs a statement that is parsed once a connection instead of at each call: for constant texts on the way of a start or
 * of an event, where that takes as long as the work itself. A text that is put together each time would fill the server's memory.
 */
export async function prepared<Row extends QueryResultRow>(
  client: Client,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name: nameOf(text), text, values });
  return rows;
}

const names = new Map<string, string>();

/** The same in every process, for a pooler that shares connections between them. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  names.set(text, name);
  return name;
}
