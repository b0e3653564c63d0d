import { printableStart, SeawallError } from '#model';
import { isObject } from './json-fields.ts';
import type { Platform } from './source.ts';

/** Names that users and other tools give an architecture, and the variant that the name implies. */
const architectures = new Map<string, readonly [architecture: string, variant?: string]>([
  ['x86_64', ['amd64']],
  ['x86-64', ['amd64']],
  ['x64', ['amd64']],
  ['aarch64', ['arm64']],
  ['i386', ['386']],
  ['i486', ['386']],
  ['i586', ['386']],
  ['i686', ['386']],
  ['ia32', ['386']],
  ['armhf', ['arm', 'v7']],
  ['armel', ['arm', 'v6']],
]);

/** Variants that an architecture without one means (containerd's normal form). */
const impliedVariants = new Map([
  ['arm', 'v7'],
  ['arm64', 'v8'],
  ['amd64', 'v1'],
]);

/** `os/architecture[/variant]`. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant ? [variant] : [])].join('/');
}

/**
 * Parses what `--platform` takes: `os/architecture[/variant]`, or an architecture alone.
 * @throws SeawallError of kind `usage`
 */
export function parsePlatform(text: string): Platform {
  const parts = text.toLowerCase().split('/');
  if (parts.length === 1) parts.unshift('linux');
  const [os = '', architecture = '', variant] = parts;
  if (parts.length > 3 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part))) {
    throw new SeawallError(
      'bad-platform',
      'usage',
      `platform '${printableStart(text, 100)}': expected os/architecture[/variant], such as linux/arm64`,
    );
  }
  return named(os, architecture, variant);
}

/** A platform as a descriptor or configuration writes it; undefined when it names none. */
export function parsePlatformObject(value: unknown): Platform | undefined {
  if (!isObject(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === '' || architecture === '') return undefined;
  return named(
    os.toLowerCase(),
    architecture.toLowerCase(),
    typeof variant === 'string' ? variant.toLowerCase() : undefined,
  );
}

function named(os: string, name: string, variant: string | undefined): Platform {
  const [architecture, implied] = architectures.get(name) ?? [name];
  const bare = variant === undefined || variant === '' ? implied : /^\d/.test(variant) ? `v${variant}` : variant;
  return {
    os: printableStart(os, 100),
    architecture: printableStart(architecture, 100),
    ...(bare !== undefined && { variant: printableStart(bare, 100) }),
  };
}

const nodeArchitectures = new Map<string, readonly [architecture: string, variant?: string]>([
  ['x64', ['amd64']],
  ['ia32', ['386']],
  ['arm', ['arm', 'v7']],
  ['ppc64', ['ppc64le']],
]);

/** The platform whose images this machine runs: always Linux, as engines elsewhere run Linux in a virtual machine. */
export function hostPlatform(nodeArchitecture: string = process.arch): Platform {
  const [architecture, variant] = nodeArchitectures.get(nodeArchitecture) ?? [nodeArchitecture];
  return { os: 'linux', architecture, ...(variant !== undefined && { variant }) };
}

/**
 * How well `found` serves `wanted`: 0 is exact, higher is worse, undefined is not at all.
 * A lower variant of an architecture runs on a higher one (arm/v6 on arm/v7). A higher one only serves a wish without
 * a variant, as the last resort: it may not run there, but it is what the user can mean.
 */
export function platformDistance(found: Platform, wanted: Platform): number | undefined {
  if (found.os !== wanted.os || found.architecture !== wanted.architecture) return undefined;
  const [foundVariant, wantedVariant] = [variantOf(found), variantOf(wanted)];
  if (foundVariant === wantedVariant) return 0;
  const below = level(wantedVariant) - level(foundVariant);
  if (below > 0) return below;
  return wanted.variant === undefined ? 1000 - (Number.isNaN(below) ? 0 : below) : undefined;
}

function variantOf({ architecture, variant }: Platform): string {
  return variant ?? impliedVariants.get(architecture) ?? '';
}

/** `v7` → 7, `v8.2` → 8.2; NaN for variants without an order. */
function level(variant: string): number {
  return /^v\d+(\.\d+)?$/.test(variant) ? Number(variant.slice(1)) : Number.NaN;
}
