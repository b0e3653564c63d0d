import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coveragePage } from './coverage-page.ts';

/** Writes `docs/coverage.md` anew. Run it after a change of the list of sources; a test compares. */
writeFileSync(resolve(import.meta.dirname, '../docs/coverage.md'), coveragePage());
