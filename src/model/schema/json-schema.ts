import { z } from 'zod';
import { scanResultSchema } from './scan-result.ts';

/** JSON Schemas (draft 2020-12) that the project publishes, by file name under `schemas/`. */
export function publishedSchemas(): ReadonlyMap<string, object> {
  return new Map([
    [
      'scan-result.schema.json',
      jsonSchema(scanResultSchema, 'Seawall scan result', 'What `seawall scan --format json` prints.'),
    ],
  ]);
}

function jsonSchema(schema: z.ZodType, title: string, description: string): object {
  const { $schema, ...body } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    // As a reader sees it: unknown properties are allowed, because the result grows without breaking its readers.
    io: 'input',
    override({ jsonSchema: node }) {
      // `format` says it; the pattern that zod adds is 400 characters of the same.
      if (node.format !== undefined) delete node.pattern;
    },
  });
  return { $schema, title, description, ...body };
}
