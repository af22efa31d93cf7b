import fs from 'node:fs';
import path from 'node:path';
import { printSchema } from 'graphql';
import { schema } from '../schema.ts';

const committed = path.resolve(import.meta.dirname, '../../schema.graphql');

/** Prints the schema; `write` updates schema.graphql, `check` fails when it is not up to date. */
export async function exportSchema({ write, check }: { write?: boolean; check?: boolean }): Promise<number> {
  const printed = `${printSchema(schema)}\n`;
  if (write) fs.writeFileSync(committed, printed);
  else if (!check) process.stdout.write(printed);
  else if (fs.readFileSync(committed, 'utf8') !== printed) {
    process.stderr.write('schema.graphql is not what the code prints. Run `npm run schema` and commit it.\n');
    return 1;
  }
  return 0;
}
