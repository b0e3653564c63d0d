import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from './rules.ts';

/** The page is made by a run over all images, which has no place in a test; that it is of these rules is checked here. */
describe('docs/compared.md', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/compared.md'), 'utf8');

  test('leaves nothing unexplained and nothing found twice', () => {
    expect(page).toMatch(/^unexplained: 0$/m);
    expect(page).toMatch(/^found twice: 0$/m);
  });

  test('has every rule with its sentence, each of which explained something, and no other', () => {
    const written = [...page.matchAll(/^### (.+)\n\n(.+)$/gm)].map(([, id, title]) => ({ id, title }));
    expect(written).toEqual(rules.map(({ id, title }) => ({ id, title })));
  });

  test('names no place of the machine that made it', () => {
    expect(page).not.toMatch(/\/(?:work|tmp|home|root)\//);
  });
});
