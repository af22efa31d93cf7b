import type { Client } from '@urql/core';
import { explain } from '../api/client.ts';
import { type ChunkFieldsFragment, LogLinesDocument } from '../api/generated/graphql.ts';

/** The server gives so many lines at a time. */
const linesPerQuery = 10_000;

/**
 * Lines of a run's log, however many, from the server. Rejects with a sentence for the reader unless all were read that
 * are there.
 */
export const readChunks = async (
  client: Client,
  id: string,
  from: number,
  to: number,
): Promise<ChunkFieldsFragment[]> => {
  const chunks: ChunkFieldsFragment[] = [];
  for (let fromLine = from; fromLine <= to; fromLine += linesPerQuery) {
    const toLine = Math.min(to, fromLine + linesPerQuery - 1);
    const { data, error } = await client.query(LogLinesDocument.toString(), { id, fromLine, toLine }).toPromise();
    if (error) throw new Error(explain(error).message);
    if (!data?.deployment) throw new Error(gone);
    chunks.push(...data.deployment.log.chunks);
  }
  return chunks;
};

/** In place of an answer about a run that was there before. */
export const gone = 'This run was removed, or you may not see it any more.';
