import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { publishedSchemas } from '#model/schema';

/** Writes the JSON Schemas of `schemas/` anew. Run it after a change of `src/model/schema/`; a test compares. */
const folder = resolve(import.meta.dirname, '../schemas');
mkdirSync(folder, { recursive: true });
for (const [name, schema] of publishedSchemas()) {
  writeFileSync(resolve(folder, name), JSON.stringify(schema, null, 2) + '\n');
}
