import type { Rule } from '../rule.ts';

export const pythonOwnMetadata: Rule = {
  id: 'python-own-metadata',
  title:
    'Older Pythons bring metadata of themselves (Python-2.7.egg-info). Syft leaves them out; Seawall and Trivy list what they say.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'ours') return undefined;
    const { type, name, version, paths } = difference.item;
    const [path = ''] = paths;
    if (type !== 'pypi' || name !== 'python' || !/\/Python-[\d.]+\.egg-info$/.test(path)) return undefined;
    const text = files.text(path) ?? '';
    return /^Name: Python$/m.test(text) && text.includes(`\nVersion: ${version}\n`)
      ? `${path} says Name: Python and Version: ${version}`
      : undefined;
  },
};
