import type { Rule } from '../rule.ts';

const prefix = 'runtimepack.';

export const dotnetRuntimePack: Rule = {
  id: 'dotnet-runtime-pack',
  title:
    'A .NET program that brings its runtime names it in deps.json as "runtimepack." and the name of the package. Trivy leaves it out, Syft keeps the prefix, Seawall gives the name under which NuGet and advisories have it.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.item.type !== 'nuget') return undefined;
    const { name, version, paths } = difference.item;
    const listed = difference.only === 'ours' ? `${prefix}${name}` : name;
    if (!listed.startsWith(prefix) || (difference.only === 'theirs' && difference.peer === 'Trivy')) return undefined;
    const path = paths.find((place) => place.endsWith('.deps.json'));
    const said = path === undefined ? undefined : libraryOf(files.text(path) ?? '{}', `${listed}/${version}`);
    return said === undefined ? undefined : `${path} has ${said}`;
  },
};

function libraryOf(text: string, key: string): string | undefined {
  const { libraries = {} } = JSON.parse(text) as { libraries?: Record<string, unknown> };
  return Object.keys(libraries).find((item) => item.toLowerCase() === key);
}
