import { packageTypes, type PackageType } from '#model';

const types: ReadonlyMap<string, PackageType> = new Map(packageTypes.map((type) => [type, type]));

/** Whether a word is one of our package types. */
export function isPackageType(word: string): word is PackageType {
  return types.has(word);
}

/** Our type of a purl's type. Syft wrote `alpine` before the specification had `apk`; what we do not know is generic. */
export function packageTypeOf(purlType: string | undefined): PackageType {
  if (purlType === 'alpine') return 'apk';
  return types.get(purlType ?? '') ?? 'generic';
}
