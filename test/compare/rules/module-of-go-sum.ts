import type { Evidence } from '../evidence.ts';
import type { ListedPackage } from '../listing.ts';
import type { Rule } from '../rule.ts';

export const moduleOfGoSum: Rule = {
  id: 'module-of-go-sum',
  title:
    'Of go.mod files before Go 1.17, and of those that mark no module as indirect, Trivy adds every module of go.sum, where versions stand too that no build takes. Seawall lists what go.mod requires: from Go 1.17 on that is all; before, it says that the list is not whole.',
  applies(difference, evidence) {
    if (difference.kind !== 'package' || difference.only !== 'theirs' || difference.peer !== 'Trivy') return undefined;
    const { type, name, version, paths } = difference.item;
    if (type !== 'golang' || !paths.every((path) => isOnlyInSum(path, difference.item, evidence))) return undefined;
    const [first] = paths;
    return first === undefined
      ? undefined
      : `${first} does not require ${name} ${version}; go.sum beside it has a hash`;
  },
};

function isOnlyInSum(path: string, { name, version }: ListedPackage, { files, ours }: Evidence): boolean {
  const [mod, sum] = [files.text(path) ?? '', files.text(path.replace(/mod$/, 'sum')) ?? ''];
  const id = `${name} v${version}`;
  if (!path.endsWith('/go.mod') || mod.includes(`${id}\n`) || mod.includes(`${id} `)) return false;
  if (!sum.includes(`${id} h1:`) && !sum.includes(`${id}/go.mod h1:`)) return false;
  const minor = Number(/^go 1\.(\d+)/m.exec(mod)?.[1] ?? 0);
  if (minor >= 17) return !mod.includes('// indirect');
  return ours.unread?.some((place) => place.includes(`${path}: before go 1.17`)) === true;
}
