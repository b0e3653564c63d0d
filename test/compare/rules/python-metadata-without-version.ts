import type { Rule } from '../rule.ts';

export const pythonMetadataWithoutVersion: Rule = {
  id: 'python-metadata-without-version',
  title:
    'Python metadata without Name or Version. Where the name of the file has both, Seawall takes them from there; where it has no version, Trivy and Syft list a package without one, with which no advisory can be matched.',
  applies(difference, { files, ours }) {
    if (difference.kind !== 'package' || difference.item.type !== 'pypi') return undefined;
    const { name, version, paths } = difference.item;
    const [path = ''] = paths;
    const text = files.text(path);
    if (text === undefined || (/^Name:/m.test(text) && /^Version:/m.test(text))) return undefined;
    if (ours.unread?.some((place) => place.includes(path)) !== true) return undefined;
    const byPath = path.toLowerCase().includes(`/${name}-${version}`) && version !== '';
    if (difference.only === 'ours') return byPath ? `${path} has no Name and Version but in its own name` : undefined;
    return version === '' ? `${path} has no Version` : undefined;
  },
};
