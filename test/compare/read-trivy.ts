import { parsePurl } from '#model';
import { fullName } from './full-name.ts';
import { addPackage, type ListedFinding, type ListedPackage, type Listing } from './listing.ts';

/** The parts of Trivy's JSON report that are read. */
export interface TrivyReport {
  Results?: TrivyResult[];
}

interface TrivyResult {
  Target: string;
  Class: string;
  Type: string;
  Packages?: TrivyPackage[];
  Vulnerabilities?: { VulnerabilityID: string; PkgName: string; InstalledVersion: string; PkgPath?: string }[];
}

interface TrivyPackage {
  Name?: string;
  Version?: string;
  Release?: string;
  Epoch?: number;
  FilePath?: string;
  /** Purl of a package that an SBOM in the image lists. */
  Ref?: string;
}

/** The purl type of what each of Trivy's scanners of images finds. */
const purlTypes = new Map([
  ['debian', 'deb'],
  ['ubuntu', 'deb'],
  ['alpine', 'apk'],
  ['alma', 'rpm'],
  ['node-pkg', 'npm'],
  ['npm', 'npm'],
  ['yarn', 'npm'],
  ['pnpm', 'npm'],
  ['python-pkg', 'pypi'],
  ['jar', 'maven'],
  ['gemspec', 'gem'],
  ['bundler', 'gem'],
  ['gobinary', 'golang'],
  ['gomod', 'golang'],
  ['bitnami', 'bitnami'],
  ['rustbinary', 'cargo'],
  ['cargo', 'cargo'],
  ['composer', 'composer'],
  ['dotnet-core', 'nuget'],
  ['nuget', 'nuget'],
]);

/** @throws Error for a scanner of which the type of purl is not known here */
export function readTrivy(report: TrivyReport, version: string): Listing {
  const packages = new Map<string, ListedPackage>();
  // A package in several places has its findings once for each.
  const findings = new Map<string, ListedFinding>();
  for (const result of report.Results ?? []) {
    if (result.Class !== 'os-pkgs' && result.Class !== 'lang-pkgs') continue;
    const type = purlTypeOf(result);
    for (const item of result.Packages ?? []) {
      // Of metadata without a name Trivy lists a package without one.
      if (item.Name !== undefined || item.Ref !== undefined) addPackage(packages, listed(item, type, result));
    }
    for (const found of result.Vulnerabilities ?? []) {
      const item = { type, name: found.PkgName, version: found.InstalledVersion, paths: [] };
      const key = addPackage(packages, item);
      findings.set(`${key} ${found.VulnerabilityID}`, { ids: [found.VulnerabilityID], package: key });
    }
  }
  return { tool: 'Trivy', version, packages, findings: [...findings.values()] };
}

/** Programs that an SBOM in the image lists have their path as the type. */
function purlTypeOf({ Type, Packages = [] }: TrivyResult): string {
  const type = purlTypes.get(Type) ?? parsePurl(Packages[0]?.Ref ?? '')?.type;
  if (type === undefined) throw new Error(`Trivy's results of type ${Type} have no purl type here`);
  return type;
}

function listed(item: TrivyPackage, type: string, result: TrivyResult): ListedPackage {
  const purl = item.FilePath === undefined && item.Ref !== undefined ? parsePurl(item.Ref) : undefined;
  if (purl !== undefined)
    return { type, name: fullName(purl, item.Name ?? purl.name), version: purl.version ?? '', paths: [] };
  const epoch = item.Epoch === undefined || item.Epoch === 0 ? '' : `${item.Epoch}:`;
  const release = item.Release === undefined || item.Release === '' ? '' : `-${item.Release}`;
  const path =
    item.FilePath ?? (result.Class === 'lang-pkgs' && result.Target.includes('/') ? result.Target : undefined);
  return {
    type,
    name: item.Name ?? '',
    version: `${epoch}${item.Version ?? ''}${release}`,
    paths: path === undefined ? [] : [path.startsWith('/') ? path : `/${path}`],
  };
}
