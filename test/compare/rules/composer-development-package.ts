import type { Rule } from '../rule.ts';

export const composerDevelopmentPackage: Rule = {
  id: 'composer-development-package',
  title:
    'Trivy reads only the production packages of composer.lock. vendor/composer/installed.json says that this development package is installed too: Seawall lists it, marked as development.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { type, name, paths } = difference.item;
    const path = paths.find((place) => place.endsWith('/vendor/composer/installed.json'));
    if (type !== 'composer' || path === undefined) return undefined;
    const installed = JSON.parse(files.text(path) ?? '{}') as InstalledPackages;
    const entry = installed.packages?.find((item) => item.name.toLowerCase() === name);
    const named = installed['dev-package-names']?.some((item) => item.toLowerCase() === name) === true;
    if (entry === undefined || !named) return undefined;
    return `${path} has ${name} ${entry.version} and names it in dev-package-names`;
  },
};

interface InstalledPackages {
  packages?: { name: string; version: string }[];
  'dev-package-names'?: string[];
}
