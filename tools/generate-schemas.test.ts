import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { publishedSchemas } from '#model/schema';

const folder = resolve(import.meta.dirname, '../schemas');

describe('schemas/', () => {
  test('holds exactly the published schemas', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...publishedSchemas().keys()].toSorted());
  });

  test.each([...publishedSchemas()])('%s is up to date (tools/generate-schemas.ts writes it anew)', (name, schema) => {
    expect(readFileSync(resolve(folder, name), 'utf8')).toBe(JSON.stringify(schema, null, 2) + '\n');
  });

  test.each([...publishedSchemas()])('%s is a valid schema of draft 2020-12', (_, schema) => {
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true);
  });
});
