import { isMavenId, isMavenVersion, type JavaCoordinates } from './java-coordinates.ts';
import type { JavaFileName } from './java-file-name.ts';
import { withGroup } from './java-group.ts';
import type { Manifest } from './java-manifest.ts';
import type { PomProperties } from './java-pom-properties.ts';

/** What one archive says about itself. */
export interface JavaEvidence {
  fileName: JavaFileName;
  manifest: Manifest;
  poms: readonly PomProperties[];
  /** Whether any member begins with this path. */
  has: (folder: string) => boolean;
}

/** One artefact in an archive. */
export interface JavaIdentity extends JavaCoordinates {
  /** The archive itself, not something that was copied into it. */
  main: boolean;
  from: 'pom.properties' | 'manifest' | 'file name';
}

/**
 * The artefacts of an archive: all that Maven left a `pom.properties` of, and the archive itself. Without a
 * `pom.properties` of its own it is what its manifest says, and where that is silent, its file name.
 */
export function identify(evidence: JavaEvidence): JavaIdentity[] {
  const { poms } = evidence;
  const own = ownPom(evidence);
  const found = poms.map((pom): JavaIdentity => ({ ...pom, main: pom === own, from: 'pom.properties' }));
  if (own !== undefined) return found;
  const guess = fromMetadata(evidence.manifest) ?? fromNames(evidence);
  if (guess === undefined) return found;
  // The only thing in a jar that was renamed, at the version the manifest says, is the jar itself.
  const [only] = found;
  if (only !== undefined && found.length === 1 && only.version === guess.version) return [{ ...only, main: true }];
  return [guess, ...found];
}

/** The descriptor of the archive itself, by its name: `artifact-version`, also with the group in front (sbt). */
function ownPom({ fileName: { stem, artifact }, poms }: JavaEvidence): PomProperties | undefined {
  const exact = ({ group, artifact: id, version }: PomProperties): boolean =>
    [`${id}-${version}`, `${group}.${id}-${version}`].some((name) => `${stem}-`.startsWith(`${name}-`));
  return poms.find(exact) ?? poms.find((pom) => pom.artifact === artifact || pom.artifact === stem);
}

/** Formats that have headers of their own for the coordinates: Jenkins plugins and NiFi archives. */
function fromMetadata(manifest: Manifest): JavaIdentity | undefined {
  const triples = [
    [manifest.get('nar-group'), manifest.get('nar-id'), manifest.get('nar-version')],
    [
      manifest.get('group-id'),
      manifest.get('short-name') ?? manifest.get('extension-name'),
      manifest.get('plugin-version') ?? manifest.get('implementation-version'),
    ],
  ] as const;
  for (const [group, artifact, text] of triples) {
    // Jenkins appends who built it: `1.2-SNAPSHOT (private-abc-user)`.
    const [version] = (text ?? '').split(' ');
    if (isMavenId(group) && isMavenId(artifact) && isMavenVersion(version)) {
      return { group, artifact, version, main: true, from: 'manifest' };
    }
  }
  return undefined;
}

/** Jars beside an artefact that hold nothing of it that runs. */
const companions = /^(?:sources|javadoc|groovydoc|tests?|test-(?:sources|javadoc|fixtures))$/;

function fromNames({ fileName, manifest, has }: JavaEvidence): JavaIdentity | undefined {
  if (companions.test(fileName.classifier ?? '')) return undefined;
  const told = ['implementation-version', 'bundle-version', 'specification-version'] as const;
  const version = fileName.version ?? told.map((name) => manifest.get(name)).find(isMavenVersion);
  const title = manifest.get('implementation-title');
  // A title is often prose; only beside a file name without a version can it be a better artifact id.
  const artifact = fileName.version === undefined && isMavenId(title) ? title : fileName.artifact;
  if (!isMavenId(artifact) || !isMavenVersion(version)) return undefined;
  const from = fileName.version === undefined ? 'manifest' : 'file name';
  return { ...withGroup({ artifact, version }, { manifest, has }), main: true, from };
}
