import type { Rule } from '../rule.ts';

export const databaseOfAnotherRoot: Rule = {
  id: 'database-of-another-root',
  title:
    'Syft reads package databases wherever they lie. This one lies below a folder that is not the root of the image (test data here): it tells what is installed in another root, not in this image.',
  applies(difference) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, paths } = difference.item;
    const place = databases.get(type);
    // Licences and lists of files, which are told besides, lie elsewhere.
    const found = paths.flatMap((path) => place?.exec(path) ?? []);
    const [database, root] = found;
    if (database === undefined || found.includes('')) return undefined;
    return `the database ${database} is that of the root ${root}`;
  },
};

/** Where the databases lie below their root, by type of package. */
const databases = new Map([
  ['apk', /^(.*)\/lib\/apk\/db\/installed$/],
  ['deb', /^(.*)\/(?:(?:var|usr)\/lib\/dpkg\/status(?:\.d\/.+)?|usr\/share\/snappy\/dpkg\.yaml)$/],
  ['rpm', /^(.*)\/var\/lib\/rpm\/[^/]+$/],
  ['alpm', /^(.*)\/var\/lib\/pacman\/local\/.+$/],
  ['ebuild', /^(.*)\/var\/db\/pkg\/.+$/],
  ['nix', /^(.*)\/nix\/store\/.+$/],
]);
