import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { classifierPage } from './classifier-table.ts';

/** Writes `docs/classifiers.md` anew. Run it after a change of a classifier or its fixtures; a test compares. */
writeFileSync(resolve(import.meta.dirname, '../docs/classifiers.md'), classifierPage());
