import type { Package, ScanResult } from '#model';
import { jsonText } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';

/**
 * A dependency snapshot for GitHub's dependency submission API: the packages, by the file that tells of them.
 * GitHub finds vulnerabilities itself; ours are in the SARIF. Source: REST API, "Create a snapshot of dependencies".
 */
export function render(result: ScanResult, { workflow = {} }: RenderOptions): Iterable<string> {
  const { sha = '', ref = '', name = 'seawall', job = 'scan', run = '0' } = workflow;
  const { subject, notChecked, problems } = result;
  return jsonText({
    version: 0,
    sha,
    ref,
    // One image's snapshot must not replace that of another one in the same job.
    job: { correlator: `${name} ${job} ${subject.reference}`, id: run },
    detector: { name: 'Seawall', version: result.tool.version, url: 'https://www.npmjs.com/package/seawall' },
    metadata: {
      'seawall:subject': subject.reference,
      'seawall:digest': subject.digest ?? subject.configDigest,
      'seawall:not-checked': notChecked.map(({ what, why }) => `${what}: ${why}`).join('; ') || undefined,
      'seawall:problems': problems.map(({ where, what }) => `${where}: ${what}`).join('; ') || undefined,
    },
    scanned: result.scannedAt,
    manifests: Object.fromEntries(
      [...Map.groupBy(result.packages, manifestOf)].map(([file, packages]) => [file, manifest(file, packages)]),
    ),
  });
}

/** The file that tells most about the package: a lock file before the package's own metadata. */
function manifestOf({ locations }: Package): string {
  return (locations.at(-1)?.path ?? 'image').replace(/^\//, '');
}

function manifest(file: string, packages: readonly Package[]): object {
  const resolved = packages.map((item) => [item.purl, resolvedPackage(item)]);
  return { name: file, file: { source_location: file }, resolved: Object.fromEntries(resolved) };
}

function resolvedPackage({ purl, direct, dev, dependsOn }: Package): object {
  return {
    package_url: purl,
    relationship: direct === false ? 'indirect' : 'direct',
    scope: dev === true ? 'development' : 'runtime',
    dependencies: dependsOn,
  };
}
