import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence.ts';
import { openJar } from '../jar-evidence.ts';
import type { Rule } from '../rule.ts';

export const jarWithoutPom: Rule = {
  id: 'jar-without-pom',
  title:
    'Trivy knows jars by their pom.properties or by its index of Maven Central. This jar has neither; Seawall names it by its manifest, its file name and the classes in it.',
  applies(difference, { files, jarIndexHas }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { type, name, version, paths } = difference.item;
    if (type !== 'maven') return undefined;
    const found = paths.map((path) =>
      evidenceOfJar(path, name.split(':').at(-1) ?? '', version, { files, jarIndexHas }),
    );
    return found.includes(undefined) ? undefined : found[0];
  },
};

function evidenceOfJar(
  path: string,
  artifact: string,
  version: string,
  { files, jarIndexHas }: Pick<Evidence, 'files' | 'jarIndexHas'>,
): string | undefined {
  const file = `${artifact}-${version}.jar`;
  const jar = openJar(files, path, file);
  if (jar === undefined || jar.coordinates.some((item) => item.endsWith(`:${artifact}`))) return undefined;
  const sha1 = createHash('sha1').update(jar.bytes).digest('hex');
  const values = [...jar.manifest.values()];
  if (jarIndexHas(sha1) || !(values.includes(version) || path.endsWith(`/${file}`))) return undefined;
  const says = values.find((value) => value === artifact || value.endsWith(`.${artifact}`));
  const named = says === undefined ? `the file name ${path.split('/').at(-1)}` : `its manifest's '${says}'`;
  return `${path} has no pom.properties for ${artifact}, its SHA-1 is not in Trivy's index; named by ${named}`;
}
