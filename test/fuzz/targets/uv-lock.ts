import type { FuzzTarget } from '../target.ts';
import { checkEdges } from '../check-edges.ts';
import { checkFacts } from '../check-facts.ts';
import { readLanguageFile } from '../read-language-file.ts';

const ids = ['uv-lock', 'pdm-lock', 'pylock-toml'];

/** The lock file of uv, and with it those of PDM and of PEP 751, which look much alike. */
export const uvLockTarget: FuzzTarget = {
  id: 'uv-lock',
  files: [
    'src/catalog/language/uv-lock',
    'src/catalog/language/pdm-lock',
    'src/catalog/language/pylock-toml',
    'src/catalog/language/python-lock',
    'src/catalog/language/python-toml',
  ],
  errors: [],
  dictionary: [
    '[[package]]\n',
    '[[packages]]\n',
    '[package.dev-dependencies]\n',
    '[package.optional-dependencies]\n',
    'source = { virtual = "." }\n',
    'source = { registry = "x" }\n',
    'dependencies = [{ name = "b", version = "2" }]\n',
    'dependencies = ["b>=2; x"]\n',
    'groups = ["default", "dev"]\n',
    'vcs = {}\n',
    'directory = {}\n',
    'editable = true\n',
    'path = "x"\n',
    '__proto__',
    '"""',
  ],
  seeds: () => [
    Buffer.from(
      'version = 1\n\n[[package]]\nname = "app"\nversion = "0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "a" },\n]\n\n' +
        '[package.dev-dependencies]\ndev = [{ name = "b", version = "2" }]\n\n[[package]]\nname = "a"\nversion = "1"\n' +
        'source = { registry = "x" }\ndependencies = [{ name = "b", version = "2" }]\n' +
        `sdist = { hash = "sha256:${'0'.repeat(64)}" }\n\n[[package]]\nname = "b"\nversion = "2"\n`,
    ),
    Buffer.from(
      '[[package]]\nname = "a"\nversion = "1"\ngroups = ["default"]\ndependencies = ["b[x]>=2; y"]\nfiles = [{hash = "x"}]\n\n' +
        '[[package]]\nname = "b"\nversion = "2"\ngroups = ["dev"]\npath = "./b"\n',
    ),
    Buffer.from(
      '[[packages]]\nname = "a"\nversion = "1"\ndependencies = [{ name = "b" }]\nwheels = [{ hashes = { sha256 = "0" } }]\n\n' +
        '[[packages]]\nname = "b"\nvcs = { type = "git" }\n',
    ),
  ],
  run(bytes) {
    for (const id of ids) {
      const facts = readLanguageFile(id, 'x.lock', bytes);
      checkFacts(facts);
      checkEdges(facts);
    }
  },
};
