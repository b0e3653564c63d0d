import type { Rule } from '../rule.ts';

export const goSumBeforeGo117: Rule = {
  id: 'go-sum-before-go-1-17',
  title:
    'Before Go 1.17 go.mod names only the modules that are needed directly. Trivy adds every module of go.sum, where versions stand too that no build takes; Seawall lists what go.mod requires, and says that the list is not whole.',
  applies(difference, { files, ours }) {
    if (difference.kind !== 'package' || difference.only !== 'theirs' || difference.peer !== 'Trivy') return undefined;
    const { type, name, version, paths } = difference.item;
    const [first = ''] = paths;
    if (type !== 'golang' || !paths.every((path) => path.endsWith('/go.mod'))) return undefined;
    for (const path of paths) {
      const [mod = '', sum = ''] = [files.text(path), files.text(path.replace(/mod$/, 'sum'))];
      if (!sum.includes(`${name} v${version}/go.mod h1:`)) return undefined;
      if (mod.includes(`${name} v${version}`)) return undefined;
      if (ours.unread?.some((place) => place.includes(`${path}: before go 1.17`)) !== true) return undefined;
    }
    const built = files.text(first.replace(/mod$/, 'sum'))?.includes(`${name} v${version} h1:`) === true;
    const hash = built ? 'its files and of its go.mod' : 'its go.mod only, so that no build took it';
    return `${first} does not require ${name} ${version}; go.sum has the hash of ${hash}`;
  },
};
