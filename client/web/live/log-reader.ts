import type { Client } from '@urql/core';
import { explain } from '../api/client.ts';
import { type ChunkFieldsFragment, LogLinesDocument } from '../api/generated/graphql.ts';

/** The server gives at most so many lines at a time, and fewer when they are long. */
const linesPerQuery = 10_000;

/** Lines of a run's log, however many, from the server. Rejects with a sentence for the reader. */
export const readChunks = async (
  client: Client,
  id: string,
  from: number,
  to: number,
): Promise<ChunkFieldsFragment[]> => {
  const chunks: ChunkFieldsFragment[] = [];
  for (let fromLine = from; fromLine <= to; ) {
    const toLine = Math.min(to, fromLine + linesPerQuery - 1);
    const { data, error } = await client.query(LogLinesDocument.toString(), { id, fromLine, toLine }).toPromise();
    if (error) throw new Error(explain(error).message);
    if (!data?.deployment) throw new Error(gone);
    const got = data.deployment.log.chunks;
    const last = got.at(-1);
    const next = last ? last.firstLine + last.lineCount : 0;
    if (next <= fromLine) break; // the rest is not there any more
    chunks.push(...got);
    fromLine = next;
  }
  return chunks;
};

/** In place of an answer about a run that was there before. */
export const gone = 'This run was removed, or you may not see it any more.';
