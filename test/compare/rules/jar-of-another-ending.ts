import { openJar } from '../jar-evidence.ts';
import type { Rule } from '../rule.ts';

export const jarOfAnotherEnding: Rule = {
  id: 'jar-of-another-ending',
  title:
    'Trivy opens Java archives by their ending: jar, war, ear, par. Plugins of Jenkins (hpi, jpi) and others are archives alike, and their pom.properties name them.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { type, name, paths } = difference.item;
    const [path = ''] = paths;
    if (type !== 'maven' || !/\.(?:hpi|jpi|kar|lpkg)$/.test(path)) return undefined;
    const named = openJar(files, path)?.coordinates.includes(name) === true;
    return named ? `the pom.properties in ${path} is that of ${name}` : undefined;
  },
};
