import { isMavenId, type JavaCoordinates } from './java-coordinates.ts';
import { knownGroups } from './java-known-groups.ts';
import type { Manifest } from './java-manifest.ts';

/** What is known of a jar besides its artifact id and version. */
export interface GroupEvidence {
  manifest: Manifest;
  /** Whether any member of the jar begins with this path. */
  has: (folder: string) => boolean;
}

/**
 * Adds the group to the coordinates of a jar without Maven metadata, only where two things in it agree: a wrong group
 * would be compared with the advisories of another artefact, or with none and look clean.
 *
 * 1. The table of known artefacts, when the jar has their members.
 * 2. A title that has all three, `group#artifact;version`, as a widely used plugin of Gradle writes it.
 * 3. A bundle's symbolic name as Maven's bundle plugin makes it, `group.artifact`, or with the group's last word not
 *    repeated: `org.apache.logging.log4j` and `log4j-api` give `org.apache.logging.log4j.api`.
 * 4. `Implementation-Vendor-Id` of at least three words, when the bundle's symbolic name or a member's path lies in it.
 *    Shorter ones are often those of the vendor only.
 */
export function withGroup({ artifact, version }: JavaCoordinates, evidence: GroupEvidence): JavaCoordinates {
  const candidates = knownGroups.filter((item) => item.artifact.test(artifact));
  if (candidates.length > 0) {
    const known = candidates.find((item) => item.versions?.test(version) ?? true);
    if (known === undefined || !isProven(known, evidence)) return { artifact, version };
    return { group: known.group ?? artifact, artifact: `${known.prefix ?? ''}${artifact}`, version };
  }
  const { manifest } = evidence;
  const [bundle = ''] = (manifest.get('bundle-symbolicname') ?? '').split(';');
  const group =
    groupOfTitle(manifest, `${artifact};${version}`) ??
    groupOfBundle(bundle.trim(), artifact) ??
    groupOfVendor(bundle.trim(), evidence);
  return { ...(isMavenId(group) && { group }), artifact, version };
}

function isProven(known: (typeof knownGroups)[number], { manifest, has }: GroupEvidence): boolean {
  const module = manifest.get('automatic-module-name') ?? '';
  return (known.module !== undefined && `${module}.`.startsWith(`${known.module}.`)) || known.folders.some(has);
}

function groupOfTitle(manifest: Manifest, rest: string): string | undefined {
  const [group, told] = (manifest.get('implementation-title') ?? '').split('#', 2);
  return told === rest ? group : undefined;
}

function groupOfBundle(bundle: string, artifact: string): string | undefined {
  const dash = artifact.indexOf('-');
  // Without a dash, `com.google.guava` may be com.google:guava or com.google.guava:guava.
  if (dash <= 0) return undefined;
  if (bundle.endsWith(`.${artifact}`)) return bundle.slice(0, -artifact.length - 1);
  const [first, rest] = [artifact.slice(0, dash), artifact.slice(dash + 1)];
  const group = bundle.slice(0, -rest.length - 1);
  return rest !== '' && bundle === `${group}.${rest}` && group.endsWith(`.${first}`) ? group : undefined;
}

function groupOfVendor(bundle: string, { manifest, has }: GroupEvidence): string | undefined {
  const vendor = manifest.get('implementation-vendor-id') ?? '';
  if (!isMavenId(vendor) || vendor.split('.').length < 3) return undefined;
  return bundle.startsWith(`${vendor}.`) || has(`${vendor.replaceAll('.', '/')}/`) ? vendor : undefined;
}
