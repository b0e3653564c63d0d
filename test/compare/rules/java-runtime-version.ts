import { posix } from 'node:path';
import type { FileEvidence } from '../evidence.ts';
import type { Rule } from '../rule.ts';

export const javaRuntimeVersion: Rule = {
  id: 'java-runtime-version',
  title:
    "Syft gives a Java runtime the version of its build, Seawall that of its release, which is what advisories name. The runtime's own file release has both.",
  applies(difference, { files, ours }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft') return undefined;
    const { type, name, version, paths } = difference.item;
    if (type !== 'generic' || !runtimes.has(name)) return undefined;
    for (const path of paths) {
      const home = homeOf(path, files);
      const { release, build } = readRelease(files, `${home}/release`);
      if (release === undefined || build === undefined || version !== (difference.only === 'ours' ? release : build))
        continue;
      const listed = ours.packages
        .get(`generic ${name} ${release}`)
        ?.paths.some((place) => place.startsWith(`${home}/`));
      if (listed === true) return `${home}/release has JAVA_VERSION ${release} and JAVA_RUNTIME_VERSION ${build}`;
    }
    return undefined;
  },
};

/** Names of OpenJDK's and of Oracle's builds. */
const runtimes = new Set(['openjdk', 'jdk', 'jre']);

/** The folder with the file `release` that the path is in. */
function homeOf(path: string, files: FileEvidence): string {
  for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder))
    if (files.resolve(`${folder}/release`) !== undefined) return folder;
  return '';
}

function readRelease(files: FileEvidence, path: string): { release?: string | undefined; build?: string | undefined } {
  const text = files.text(path) ?? '';
  return {
    release: /^JAVA_VERSION="(.+)"$/m.exec(text)?.[1],
    build: /^JAVA_RUNTIME_VERSION="(.+)"$/m.exec(text)?.[1],
  };
}
