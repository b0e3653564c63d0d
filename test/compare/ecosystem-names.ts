import type { DistributionName } from './evidence.ts';
import type { ListedPackage } from './listing.ts';
import type { RawStatement } from './raw-advisories.ts';

/** How the raw data name the ecosystem of each type of language package. */
const languages = new Map([
  ['npm', 'npm'],
  ['pypi', 'PyPI'],
  ['maven', 'Maven'],
  ['gem', 'RubyGems'],
  ['golang', 'Go'],
  ['cargo', 'crates.io'],
  ['composer', 'Packagist'],
  ['nuget', 'NuGet'],
]);

/** The ecosystem of a package in the raw data; undefined for what no data is about. */
export function rawEcosystem({ type }: Pick<ListedPackage, 'type'>, os: DistributionName): string | undefined {
  const major = os.versionId.split('.')[0] ?? '';
  if (type === 'deb') return `Debian:${os.codename}`;
  if (type === 'apk') return `Alpine:v${os.versionId.split('.').slice(0, 2).join('.')}`;
  if (type === 'rpm') return os.id === 'almalinux' ? `AlmaLinux:${major}` : undefined;
  return languages.get(type);
}

/** The sources of Trivy's database that would hold an operating-system package's advisories. */
export function trivyDistribution({ id, versionId }: DistributionName): string {
  const parts = versionId.split('.');
  if (id === 'alpine') return `alpine ${parts.slice(0, 2).join('.')}`;
  return `${id === 'almalinux' ? 'alma' : id} ${parts[0] ?? ''}`;
}

/** One statement in words. */
export function citeStatement({ id, file }: RawStatement): string {
  return `${id} (${file.split(',')[0]})`;
}
