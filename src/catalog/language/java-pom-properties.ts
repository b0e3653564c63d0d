import { isMavenId, isMavenVersion, type JavaCoordinates } from './java-coordinates.ts';

/** Coordinates as Maven wrote them into a jar: the group is always known. */
export type PomProperties = Required<JavaCoordinates>;

/**
 * Reads a `pom.properties`, as Maven's archiver leaves one for every artefact, also for those that a jar swallowed.
 * Undefined where one of the three values is missing or still a template (`${project.version}`).
 * Source: java.util.Properties.load, of which Maven uses comments and `key=value`.
 */
export function readPomProperties(bytes: Buffer): PomProperties | undefined {
  const values = new Map<string, string>();
  for (const line of bytes.toString('latin1').split(/[\r\n]+/)) {
    const text = line.trim();
    const end = text.search(/[=:]/);
    if (end > 0 && !text.startsWith('#') && !text.startsWith('!')) {
      values.set(text.slice(0, end).trim(), text.slice(end + 1).trim());
    }
  }
  const group = values.get('groupId');
  const artifact = values.get('artifactId');
  const version = values.get('version');
  return isMavenId(group) && isMavenId(artifact) && isMavenVersion(version) ? { group, artifact, version } : undefined;
}
