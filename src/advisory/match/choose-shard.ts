import type { Distribution } from '#model';
import { debianReleases, debianVersionOf } from '../debian-releases.ts';
import { type Ecosystem, ecosystemOfDistribution, shardKey } from '../ecosystems.ts';

/** Which shard has the vendor's data for a distribution, or why none can. */
export type ShardChoice =
  | { ecosystem: Ecosystem; shard: string; release: string }
  | { ecosystem?: undefined; what: string; why: string };

/**
 * The shard of a distribution. For Alpine, what /etc/apk/repositories names beats os-release: edge images state
 * the version of a future release there.
 */
export function chooseShard(
  distribution: Distribution | undefined,
  repositories: readonly string[] | undefined,
): ShardChoice {
  if (distribution === undefined) {
    return { what: 'operating-system packages', why: 'the distribution is unknown: the image has no os-release file' };
  }
  const ecosystem = ecosystemOfDistribution(distribution.id);
  if (ecosystem === undefined) {
    const name = [distribution.id, distribution.versionId].filter(Boolean).join(' ');
    return { what: `packages of ${name}`, why: `Seawall has no vulnerability source for ${distribution.id}` };
  }
  const release = releaseOf(ecosystem, distribution, repositories);
  if (release === undefined) {
    return { what: `packages of ${distribution.id}`, why: 'its release is unknown: os-release states no version' };
  }
  return { ecosystem, shard: shardKey(ecosystem, release), release };
}

function releaseOf(
  ecosystem: Ecosystem,
  distribution: Distribution,
  repositories: readonly string[] | undefined,
): string | undefined {
  if (ecosystem.release?.('x') === '') return '';
  if (distribution.id === 'alpine') return alpineRelease(distribution, repositories);
  if (distribution.id === 'debian') return debianRelease(distribution);
  return distribution.versionId;
}

/** Testing and unstable state no version, and both the code name of testing. */
function debianRelease({ versionId, codename }: Distribution): string | undefined {
  if (versionId !== undefined)
    return versionId.includes('/') ? debianVersionOf(versionId.split('/')[0] ?? '') : versionId;
  return debianReleases.some(([name]) => name === codename) && codename !== undefined
    ? debianVersionOf(codename)
    : undefined;
}

/** An image may add single packages from edge to a release: the release it says it is wins when it is among them. */
function alpineRelease({ versionId }: Distribution, repositories: readonly string[] | undefined): string | undefined {
  const named = (repositories ?? []).map((release) => release.replace(/^v/, ''));
  const own = versionId === undefined ? undefined : versionId.split('.').slice(0, 2).join('.');
  if (own !== undefined && named.includes(own)) return own;
  if (named.includes('edge') || (named.length === 0 && versionId?.includes('_alpha') === true)) return 'edge';
  return named.toSorted(byNumbers).at(-1) ?? own;
}

function byNumbers(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}
