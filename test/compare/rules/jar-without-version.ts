import { openJar } from '../jar-evidence.ts';
import type { Rule } from '../rule.ts';

export const jarWithoutVersion: Rule = {
  id: 'jar-without-version',
  title:
    'Syft lists a jar that states no version anywhere. Without one no advisory can be matched; where an operating-system package owns the jar, both list that.',
  applies(difference, { files, ownerOf }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, name, version, paths } = difference.item;
    const [path] = paths;
    if (type !== 'maven' || version !== '' || path === undefined) return undefined;
    const jar = openJar(files, path);
    const owner = ownerOf(path);
    // Libraries that were packed into it have a pom.properties each; it has none of its own.
    const own = `:${name.split(':').at(-1) ?? ''}`;
    if (jar === undefined || jar.coordinates.some((item) => item.endsWith(own))) return undefined;
    const owned = owner === undefined ? '' : `; it is a file of ${owner.package} ${owner.version}`;
    const keys = ['Implementation-Version', 'Bundle-Version', 'Specification-Version'];
    if (keys.some((key) => jar.manifest.has(key)) || /\d\.jar$/.test(path)) return undefined;
    return `neither name nor manifest of ${path} has a version${owned}`;
  },
};
