import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** packages.lock.json of NuGet. */
export const nugetLockTarget: FuzzTarget = {
  id: 'nuget-lock',
  files: ['src/catalog/language/nuget-packages-lock'],
  errors: [],
  dictionary: [
    '"dependencies": {',
    '"net8.0": {',
    '"net8.0/linux-x64": {',
    '"type": "Direct"',
    '"type": "Transitive"',
    '"type": "CentralTransitive"',
    '"type": "Project"',
    '"resolved": "1"',
    '"contentHash": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="',
    '"__proto__": ',
    'null',
  ],
  seeds: () => [
    Buffer.from(
      '{"version": 2, "dependencies": {"net8.0": {"A": {"type": "Direct", "requested": "[1, )", "resolved": "1", "contentHash": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "dependencies": {"b": "2"}}, "B": {"type": "Transitive", "resolved": "2"}, "p": {"type": "Project", "dependencies": {"A": "1"}}}, "net8.0/linux-x64": {"B": {"type": "Transitive", "resolved": "3", "dependencies": {"A": "1"}}}}}',
    ),
  ],
  run(bytes) {
    checkLanguageFile('nuget-packages-lock', 'src/packages.lock.json', bytes);
  },
};
