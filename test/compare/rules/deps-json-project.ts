import type { Rule } from '../rule.ts';

export const depsJsonProject: Rule = {
  id: 'deps-json-project',
  title:
    'Syft lists the application that a deps.json is of. Its own file calls it a project, not a package: it comes from no registry, and no advisory can name it.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, name, version, paths } = difference.item;
    const path = paths.find((place) => place.endsWith('.deps.json'));
    if (type !== 'nuget' || path === undefined) return undefined;
    const { libraries = {} } = JSON.parse(files.text(path) ?? '{}') as {
      libraries?: Record<string, { type?: string }>;
    };
    const key = Object.keys(libraries).find((item) => item.toLowerCase() === `${name}/${version}`);
    if (key === undefined || libraries[key]?.type !== 'project') return undefined;
    return `${path}: ${key} is of type project`;
  },
};
