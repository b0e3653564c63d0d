import type { Descriptor, ImageIndex, ImageManifest } from './manifest.ts';

/** Attestations of one image that are opened; BuildKit makes one for each, and nobody needs to be told of a hundred. */
const mostOpened = 8;
const predicateKeys = ['in-toto.io/predicate-type', 'dev.sigstore.bundle.predicatetype', 'predicatetype'];

/**
 * Digests of the VEX documents that lie beside an image in its index, as BuildKit puts attestations there. Nothing of them is
 * read but their type: without a verified signature and subject they may say anything.
 * @param open the manifest of an attestation; undefined when it cannot be had
 * Source: BuildKit, "Image attestation storage"; in-toto predicate types
 */
export async function attachedVex(
  index: ImageIndex,
  image: string,
  open: (descriptor: Descriptor) => Promise<ImageManifest | undefined>,
): Promise<string[]> {
  const found: string[] = [];
  for (const descriptor of index.manifests.filter((item) => isAttestationOf(item, image)).slice(0, mostOpened)) {
    const manifest = await open(descriptor);
    found.push(...(manifest?.layers ?? []).filter(isVex).map(({ digest }) => digest));
  }
  return found;
}

/** Digests of the VEX documents among what a registry says refers to an image. Source: OCI distribution 1.1, "Listing Referrers" */
export function referringVex(referrers: ImageIndex): string[] {
  return referrers.manifests.filter(isVex).map(({ digest }) => digest);
}

/** One sentence for the user; nothing when there are none. */
export function vexNotes(digests: readonly string[]): string[] {
  const distinct = [...new Set(digests)];
  const [first] = distinct;
  if (first === undefined) return [];
  const more = distinct.length === 1 ? '' : ` and ${distinct.length - 1} more`;
  const which = distinct.length === 1 ? 'A VEX document is' : 'VEX documents are';
  return [
    `${which} attached to the image (${first}${more}) and not applied: no signature was verified. --vex applies a file that you trust.`,
  ];
}

function isAttestationOf({ annotations }: Descriptor, image: string): boolean {
  return (
    annotations.get('vnd.docker.reference.type') === 'attestation-manifest' &&
    annotations.get('vnd.docker.reference.digest') === image
  );
}

/** By the type of the predicate (`https://openvex.dev/ns/v0.2.0`), or of the artefact (`application/vnd.openvex+json`). */
function isVex({ annotations, artifactType = '', mediaType }: Descriptor): boolean {
  const predicates = [...annotations].filter(([key]) => predicateKeys.includes(key.toLowerCase()));
  return [artifactType, mediaType, ...predicates.map(([, value]) => value)].some((text) => /vex\b/i.test(text));
}
