import type { Rule } from '../rule.ts';

export const privateApplication: Rule = {
  id: 'private-application',
  title:
    'Trivy and Syft list the application itself, whose package.json says private. npm refuses to publish it, so that an advisory of that name is about another package: Seawall leaves it out.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.only !== 'theirs' || difference.item.type !== 'npm')
      return undefined;
    const paths = difference.item.paths.filter((path) => path.endsWith('/package.json'));
    const isPrivate = (path: string) =>
      (JSON.parse(files.text(path) ?? '{}') as { private?: unknown }).private === true;
    const installed = paths.some((path) => /\/(?:node_modules|nodejs)\//.test(path));
    if (paths.length === 0 || installed || !paths.every((path) => isPrivate(path))) return undefined;
    return `${paths[0]} has "private": true and lies in no folder of modules`;
  },
};
