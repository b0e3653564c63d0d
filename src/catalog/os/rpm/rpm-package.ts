import type { CatalogedPackage } from '../../facts.ts';
import { osPurl } from '../purl.ts';
import { parseSourceRpm } from './source-rpm.ts';

/** The facts of one installed package, from a database header or a line of a manifest. */
export interface InstalledRpm {
  name: string;
  version: string;
  release: string;
  /** 0 when the package has none: rpm takes both for the same. */
  epoch: number;
  arch?: string | undefined;
  /** File name of the source package. */
  sourceRpm?: string | undefined;
  licence?: string | undefined;
  vendor?: string | undefined;
  /** `name:stream:version:context` of the module that the package belongs to. */
  modularityLabel?: string | undefined;
}

/**
 * Packages in our shape, in the same order. `version` is `[epoch:]version-release`, without an epoch of 0.
 *
 * `source.version` is what matching by source package compares, so it must not pretend to know the epoch, which
 * SOURCERPM leaves out. It is known when the package named like its source is installed, because those two share
 * it by construction, whatever epochs other subpackages chose. Otherwise `properties.sourceEpoch` is `unknown` and
 * the version stands without one: compare it with epochs dropped on both sides.
 */
export function catalogRpms(installed: readonly InstalledRpm[]): CatalogedPackage[] {
  const sourceEpochs = findSourceEpochs(installed);
  return installed.map((rpm) => catalogRpm(rpm, sourceEpochs));
}

/** Epochs of source packages by their file names, where an installed package tells them. */
function findSourceEpochs(installed: readonly InstalledRpm[]): Map<string, number> {
  const epochs = new Map<string, number>();
  for (const { name, version, release, epoch, sourceRpm } of installed) {
    const source = sourceRpm === undefined ? undefined : parseSourceRpm(sourceRpm);
    if (sourceRpm === undefined || source === undefined) continue;
    if (source.name === name && source.version === `${version}-${release}`) epochs.set(sourceRpm, epoch);
  }
  return epochs;
}

function catalogRpm(rpm: InstalledRpm, sourceEpochs: ReadonlyMap<string, number>): CatalogedPackage {
  const { name, epoch, arch, sourceRpm } = rpm;
  const version = `${rpm.version}-${rpm.release}`;
  const source = sourceRpm === undefined ? undefined : parseSourceRpm(sourceRpm);
  const sourceEpoch = sourceRpm === undefined ? undefined : sourceEpochs.get(sourceRpm);
  const properties: Record<string, string> = {
    ...(rpm.modularityLabel === undefined ? {} : { modularitylabel: rpm.modularityLabel }),
    ...(rpm.vendor === undefined ? {} : { vendor: rpm.vendor }),
    ...(source !== undefined && sourceEpoch === undefined ? { sourceEpoch: 'unknown' } : {}),
  };
  return {
    name,
    version: withEpoch(epoch, version),
    purl: osPurl({
      type: 'rpm',
      name,
      version,
      arch,
      // 0 is what a purl without the qualifier means.
      epoch: epoch === 0 ? undefined : epoch,
      upstream: source === undefined ? undefined : sourceRpm,
    }),
    type: 'rpm',
    ...(arch === undefined ? {} : { arch }),
    ...(source === undefined
      ? {}
      : { source: { name: source.name, version: withEpoch(sourceEpoch ?? 0, source.version) } }),
    licences: rpm.licence === undefined ? [] : [rpm.licence],
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

function withEpoch(epoch: number, version: string): string {
  return epoch === 0 ? version : `${epoch}:${version}`;
}
