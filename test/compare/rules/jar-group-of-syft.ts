import { openJar, type JarEvidence } from '../jar-evidence.ts';
import type { ListedPackage } from '../listing.ts';
import type { Rule } from '../rule.ts';

export const jarGroupOfSyft: Rule = {
  id: 'jar-group-of-syft',
  title:
    'Syft makes the group of a jar without pom.properties from a main class, a module name, or the artifact itself, none of which is a Maven group. Seawall gives the group that the manifest or the classes bear out, or none.',
  applies(difference, { files, ours }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.item.type !== 'maven')
      return undefined;
    const [path] = difference.item.paths;
    const jar = path === undefined ? undefined : openJar(files, path);
    if (path === undefined || jar === undefined || jar.coordinates.length > 0) return undefined;
    if (difference.only === 'ours') return bornOut(difference.item, jar, path);
    const { group, artifact } = split(difference.item.name);
    const where = group === artifact ? 'the artifact itself' : nameOf(group, jar);
    const twin = [...ours.packages.values()].find(
      ({ type, paths, version }) => type === 'maven' && paths.includes(path) && version === difference.item.version,
    );
    if (where === undefined || twin === undefined) return undefined;
    return `the group ${group} of ${path} is ${where}; Seawall lists ${twin.name}`;
  },
};

/** The attribute that Syft took for a group. */
function nameOf(group: string, { manifest }: JarEvidence): string | undefined {
  const keys = [
    'Main-Class',
    'Automatic-Module-Name',
    'Bundle-SymbolicName',
    'Implementation-Vendor-Id',
    'Extension-Name',
  ];
  const key = keys.find((name) => manifest.get(name) === group);
  return key === undefined ? undefined : `the value of ${key}`;
}

function bornOut(
  { name, version }: ListedPackage,
  { manifest, classes }: JarEvidence,
  path: string,
): string | undefined {
  const { group, artifact } = split(name);
  if (group === '') {
    const roots = new Set(classes.map((item) => item.split('/')[0]).filter((root) => root !== 'META-INF'));
    if (path.endsWith(`/${artifact}-${version}.jar`) && roots.size > 1)
      return `the classes of ${path} lie in ${[...roots].join(' and ')}, and nothing names a group; artifact and version stand in its file name`;
    const title = manifest.get('Implementation-Title') === artifact || path.endsWith(`/${artifact}.jar`);
    return title && manifest.get('Implementation-Version') === version
      ? `nothing in ${path} names a group; title and version ${version} stand in its manifest or file name`
      : undefined;
  }
  if (manifest.get('Bundle-SymbolicName') === `${group}.${artifact}`)
    return `Bundle-SymbolicName of ${path} is ${group}.${artifact}`;
  const folder = `${group.replaceAll('.', '/')}/`;
  const outside = classes.filter((item) => !item.startsWith(folder) && !item.startsWith('META-INF/'));
  return classes.length > 0 && outside.length === 0
    ? `all ${classes.length} classes of ${path} are in ${folder}`
    : undefined;
}

function split(name: string): { group: string; artifact: string } {
  const colon = name.indexOf(':');
  return { group: name.slice(0, Math.max(0, colon)), artifact: name.slice(colon + 1) };
}
