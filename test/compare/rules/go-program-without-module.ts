import type { Rule } from '../rule.ts';

export const goProgramWithoutModule: Rule = {
  id: 'go-program-without-module',
  title:
    'Syft lists Go programs that were built without modules by the import path of their command. It is no module, has no version, and no advisory can be matched with it.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, name, version, paths } = difference.item;
    if (type !== 'golang' || version !== '' || paths.length === 0) return undefined;
    const built = paths.map((path) => files.read(path));
    if (!built.every((bytes) => bytes?.includes(`path\t${name}`) && !bytes.includes('\nmod\t'))) return undefined;
    return `the build information of ${paths[0]} has the path ${name} and no module`;
  },
};
