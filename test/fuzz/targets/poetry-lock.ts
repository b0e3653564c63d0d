import { readLanguageFile } from '../read-language-file.ts';
import type { FuzzTarget } from '../target.ts';
import { checkEdges } from '../check-edges.ts';
import { checkFacts } from '../check-facts.ts';

const read = (path: string, bytes: Buffer) => readLanguageFile('poetry-lock', path, bytes);

/** Poetry's lock file. */
export const poetryLockTarget: FuzzTarget = {
  id: 'poetry-lock',
  files: [
    'src/catalog/language/poetry-lock',
    'src/catalog/language/python-lock',
    'src/catalog/language/python-toml',
    'node_modules/smol-toml/',
  ],
  errors: [],
  dictionary: [
    '[[package]]\n',
    '[package.dependencies]\n',
    '[package.source]\ntype = "directory"\n',
    '[metadata.files]\n',
    'name = "a"\n',
    'version = "1"\n',
    'groups = ["dev"]\n',
    'category = "main"\n',
    'hash = "sha256:',
    '"""',
    "'''",
    '\\u0000',
    '__proto__',
    '{',
    '[',
  ],
  seeds: () => [
    Buffer.from(
      `[[package]]\nname = "a"\nversion = "1"\ngroups = ["main"]\nfiles = [\n    {file = "x", hash = "sha256:${'0'.repeat(64)}"},\n]\n\n` +
        '[package.dependencies]\nB = {version = ">1", optional = true}\n\n[[package]]\nname = "b"\nversion = "2"\ncategory = "dev"\n\n' +
        '[package.source]\ntype = "git"\n\n[metadata]\nlock-version = "2.1"\n\n[metadata.files]\nb = []\n',
    ),
  ],
  run(bytes) {
    const facts = read('poetry.lock', bytes);
    checkFacts(facts);
    checkEdges(facts);
  },
};
