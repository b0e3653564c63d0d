import { readLanguageFile } from '../read-language-file.ts';
import type { FuzzTarget } from '../target.ts';
import { checkEdges } from '../check-edges.ts';
import { checkFacts } from '../check-facts.ts';

const read = (path: string, bytes: Buffer) => readLanguageFile('pipfile-lock', path, bytes);

/** Pipenv's lock file. */
export const pipfileLockTarget: FuzzTarget = {
  id: 'pipfile-lock',
  files: ['src/catalog/language/pipfile-lock', 'src/catalog/language/python-lock', 'src/catalog/language/json-value'],
  errors: [],
  dictionary: [
    '"_meta"',
    '"default"',
    '"develop"',
    '"version": "==1"',
    '"hashes": [',
    '"__proto__"',
    '{',
    '}',
    '[',
    '\\u0000',
    '/*',
    '//',
  ],
  seeds: () => [
    Buffer.from(
      `{"_meta": {}, "default": {"a": {"hashes": ["sha256:${'0'.repeat(64)}"], "version": "==1"}, "b": {"git": "x"}}, ` +
        '"develop": {"A": {"version": "==1"}, "c": {"version": "==2"}}, "docs": {}}',
    ),
  ],
  run(bytes) {
    const facts = read('Pipfile.lock', bytes);
    checkFacts(facts);
    checkEdges(facts);
  },
};
