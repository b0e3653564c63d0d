import type { Rule } from '../rule.ts';

export const packageJsonWithoutVersion: Rule = {
  id: 'package-json-without-version',
  title:
    'Syft lists package.json files without a version. npm refuses to publish or install such a thing: it is a marker file, and no advisory can be matched with it.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, version, paths } = difference.item;
    if (type !== 'npm' || version !== '' || paths.length === 0) return undefined;
    const manifests = paths.map((path) => JSON.parse(files.text(path) ?? '{"version":"?"}') as { version?: unknown });
    if (manifests.some((manifest) => typeof manifest.version === 'string' && manifest.version !== '')) return undefined;
    return `${paths[0]} has no version`;
  },
};
