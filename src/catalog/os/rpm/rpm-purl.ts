/** What a purl of type `rpm` is made of. */
interface RpmPurlParts {
  name: string;
  /** `version-release`, without the epoch. */
  version: string;
  epoch: number;
  arch?: string | undefined;
  /** File name of the source package. */
  sourceRpm?: string | undefined;
}

/**
 * A purl of type `rpm` without its namespace, which only the distribution tells (purl-spec, types/rpm-definition.json):
 * the epoch is a qualifier and no part of the version. `upstream` is what Syft and Grype agreed on for the source package.
 */
export function rpmPurl({ name, version, epoch, arch, sourceRpm }: RpmPurlParts): string {
  // In the order of their names, as the canonical form wants it.
  const qualifiers = [
    arch === undefined ? undefined : `arch=${encode(arch)}`,
    epoch === 0 ? undefined : `epoch=${epoch}`,
    sourceRpm === undefined ? undefined : `upstream=${encode(sourceRpm)}`,
  ].filter((qualifier) => qualifier !== undefined);
  const base = `pkg:rpm/${encode(name)}@${encode(version)}`;
  return qualifiers.length === 0 ? base : `${base}?${qualifiers.join('&')}`;
}

/** Percent-encodes all but letters, digits and `.-_~:` (purl-spec, "Character encoding"). */
function encode(text: string): string {
  if (/^[A-Za-z0-9.\-_~:]*$/.test(text)) return text;
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
