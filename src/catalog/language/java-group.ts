import { isMavenId } from './java-coordinates.ts';
import { knownGroups } from './java-known-groups.ts';
import type { Manifest } from './java-manifest.ts';

/** What is known of a jar besides its artifact id. */
export interface GroupEvidence {
  manifest: Manifest;
  /** Whether any member of the jar begins with this path. */
  has: (folder: string) => boolean;
}

/** Vendor ids that are written into jars of many groups. */
const umbrellas = new Set(['org.apache', 'com.sun', 'com.oracle', 'com.google', 'org.eclipse', 'org.codehaus']);

/**
 * The group of a jar without Maven metadata, only where two things in it agree: a wrong group would be compared with
 * the advisories of another artefact, or with none and look clean.
 *
 * 1. The table of known artefacts, when the jar has their classes.
 * 2. A bundle's symbolic name as Maven's bundle plugin makes it, `group.artifact`, or with the group's last word not
 *    repeated: `org.apache.logging.log4j` and `log4j-api` give `org.apache.logging.log4j.api`.
 * 3. `Implementation-Vendor-Id`, when the bundle's symbolic name lies in it.
 */
export function groupOf(artifact: string, { manifest, has }: GroupEvidence): string | undefined {
  const known = knownGroups.find((item) => item.artifact.test(artifact));
  if (known !== undefined) {
    const module = manifest.get('automatic-module-name') ?? '';
    const inModule = known.module !== undefined && `${module}.`.startsWith(`${known.module}.`);
    return inModule || known.folders.some(has) ? known.group : undefined;
  }
  const [bundle = ''] = (manifest.get('bundle-symbolicname') ?? '').split(';');
  const group = groupOfBundle(bundle.trim(), artifact) ?? groupOfVendor(bundle.trim(), manifest);
  return isMavenId(group) ? group : undefined;
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

function groupOfVendor(bundle: string, manifest: Manifest): string | undefined {
  const vendor = manifest.get('implementation-vendor-id');
  if (vendor === undefined || !vendor.includes('.') || umbrellas.has(vendor)) return undefined;
  return bundle.startsWith(`${vendor}.`) ? vendor : undefined;
}
