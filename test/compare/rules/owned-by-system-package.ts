import { parsePurl } from '#model';
import type { Rule } from '../rule.ts';

export const ownedBySystemPackage: Rule = {
  id: 'owned-by-system-package',
  title:
    'Trivy leaves out language packages whose files an operating-system package brought. They are installed and can be imported: Seawall lists them, names the owner, and leaves the verdict to the distribution.',
  applies(difference, { ownerOf }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { paths, declared, ownedBy = '' } = difference.item;
    const owners = paths.map((path) => ownerOf(path));
    const [first] = owners;
    if (declared === true || first === undefined || owners.includes(undefined)) return undefined;
    if (!owners.some((owner) => parsePurl(ownedBy)?.name === owner?.package)) return undefined;
    const unchanged = first.recorded === undefined ? '' : ', its bytes unchanged';
    return `${paths[0]} is a file of ${first.package} ${first.version}${unchanged}`;
  },
};
