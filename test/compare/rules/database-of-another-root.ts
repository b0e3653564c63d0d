import type { Rule } from '../rule.ts';

export const databaseOfAnotherRoot: Rule = {
  id: 'database-of-another-root',
  title:
    'Syft reads package databases wherever they lie. This one lies below a folder that is not the root of the image (test data here): it tells what is installed in another root, not in this image.',
  applies(difference) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, paths } = difference.item;
    const place = databases.get(type);
    const roots = paths.map((path) => (place === undefined ? undefined : place.exec(path)?.[1]));
    const [root] = roots;
    if (root === undefined || roots.some((other) => other === undefined || other === '')) return undefined;
    return `the database ${paths[0]} is that of the root ${root}`;
  },
};

/** Where the databases lie below their root, by type of package. */
const databases = new Map([
  ['apk', /^(.*)\/lib\/apk\/db\/installed$/],
  ['deb', /^(.*)\/(?:var\/lib\/dpkg|usr\/share\/doc)\/.+$/],
  ['rpm', /^(.*)\/var\/lib\/rpm\/[^/]+$/],
  ['alpm', /^(.*)\/var\/lib\/pacman\/local\/.+$/],
  ['ebuild', /^(.*)\/var\/db\/pkg\/.+$/],
  ['nix', /^(.*)\/nix\/store\/.+$/],
]);
