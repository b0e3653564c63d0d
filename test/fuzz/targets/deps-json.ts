import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** NAME.deps.json of .NET applications. */
export const depsJsonTarget: FuzzTarget = {
  id: 'deps-json',
  files: ['src/catalog/language/dotnet-deps-json'],
  errors: [],
  dictionary: [
    '"runtimeTarget": ',
    '{"name": "t"}',
    '"targets": {',
    '"libraries": {',
    '"type": "package"',
    '"type": "project"',
    '"type": "runtimepack"',
    '"runtimepack.A/1": ',
    '"sha512": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="',
    '"dependencies": {"B": "2"}',
    '"runtime": {"a.dll": {}}',
    '"compileOnly": true',
    '/_._',
    '"__proto__": ',
    'null',
  ],
  seeds: () => [
    Buffer.from(
      '{"runtimeTarget": {"name": "t"}, "targets": {"t": {"P/1": {"dependencies": {"A": "1", "runtimepack.R": "8"}}, "A/1": {"dependencies": {"B": "2"}, "runtime": {"a.dll": {}}}, "B/2": {"compileOnly": true}}}, "libraries": {"P/1": {"type": "project"}, "A/1": {"type": "package", "sha512": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}, "B/2": {"type": "package"}, "runtimepack.R/8": {"type": "runtimepack"}}}',
    ),
  ],
  run(bytes) {
    checkLanguageFile('dotnet-deps-json', 'app/P.deps.json', bytes);
  },
};
