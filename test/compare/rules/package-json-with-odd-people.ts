import type { Rule } from '../rule.ts';

export const packageJsonWithOddPeople: Rule = {
  id: 'package-json-with-odd-people',
  title:
    'Syft drops a package.json whose author is a list, or whose contributors or maintainers are one text. Name and version are there and npm installed it: Seawall lists it.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'ours') return undefined;
    const { type, name, version, paths } = difference.item;
    const path = paths.find((place) => place.endsWith('/package.json'));
    if (type !== 'npm' || path === undefined) return undefined;
    const manifest = JSON.parse(files.text(path) ?? '{}') as Record<string, unknown>;
    if (manifest['name'] !== name || manifest['version'] !== version) return undefined;
    const odd = Array.isArray(manifest['author'])
      ? 'author'
      : ['contributors', 'maintainers'].find((field) => typeof manifest[field] === 'string');
    return odd === undefined ? undefined : `${path}: ${odd} is ${odd === 'author' ? 'a list' : 'a text'}`;
  },
};
