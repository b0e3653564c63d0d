import { packageKey } from '../listing.ts';
import type { Rule } from '../rule.ts';
import { ownedBySystemPackage } from './owned-by-system-package.ts';

export const findingOfPackageListedByOne: Rule = {
  id: 'finding-of-package-listed-by-one',
  title:
    'Only one of the two lists the package, which another rule has explained; a finding can only be where the package is.',
  applies(difference, { packageRule }) {
    if (difference.kind !== 'finding' || difference.listedByBoth) return undefined;
    const { item } = difference;
    const rule = packageRule(difference.peer, packageKey(item));
    // On those the distribution decides: a finding of ours that is not hidden is a false one.
    if (rule === ownedBySystemPackage.id) return undefined;
    return rule === undefined ? undefined : `${item.name} ${item.version}: ${rule}`;
  },
};
