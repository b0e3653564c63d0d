import { parsePurl } from '#model';
import type { FileEvidence } from '../evidence.ts';
import type { ListedPackage } from '../listing.ts';
import type { Rule } from '../rule.ts';

export const ownedBySystemPackage: Rule = {
  id: 'owned-by-system-package',
  title:
    'Trivy leaves out language packages whose files an operating-system package brought. They are installed and can be imported: Seawall lists them, names the owner, and leaves the verdict to the distribution.',
  applies(difference, { ownerOf, files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { declared, ownedBy = '' } = difference.item;
    const paths = difference.item.paths.filter((path) => !isLockedGem(path, difference.item, files));
    const owners = paths.map((path) => ownerOf(path));
    const [first] = owners;
    if (declared === true || first === undefined || owners.includes(undefined)) return undefined;
    if (!owners.some((owner) => parsePurl(ownedBy)?.name === owner?.package)) return undefined;
    const unchanged = first.recorded === undefined ? '' : ', its bytes unchanged';
    return `${paths[0]} is a file of ${first.package} ${first.version}${unchanged}`;
  },
};

/** A lock file that is content with the gem of the system installs nothing itself. */
function isLockedGem(path: string, { type, name, version }: ListedPackage, files: FileEvidence): boolean {
  if (type !== 'gem' || !path.endsWith('/Gemfile.lock')) return false;
  return files.text(path)?.includes(`\n    ${name} (${version})\n`) === true;
}
