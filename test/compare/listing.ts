/** A package as one of the compared tools lists it, reduced to what can be compared. */
export interface ListedPackage {
  /** Type of its purl. */
  type: string;
  /** The ecosystem's full name, in its one spelling. */
  name: string;
  /** Empty where there is none. */
  version: string;
  /** Absolute paths inside the image where the tool found it. */
  paths: string[];
  /** Only a lock file names it. */
  declared?: boolean;
  /** Purl of the operating-system package that brought it, where the tool tells. */
  ownedBy?: string;
  /** Only lower layers still hold it. */
  masked?: boolean;
}

/** A finding of one of the tools. */
export interface ListedFinding {
  /** Every id that the tool gives the vulnerability. */
  ids: string[];
  package: string;
  /** The tool's reason to hide it, where it does. */
  suppressed?: string;
}

/** What a tool says about one image. */
export interface Listing {
  tool: string;
  version: string;
  /** By `packageKey`. */
  packages: Map<string, ListedPackage>;
  findings: ListedFinding[];
  /** Files that the tool says it could not read in full, once for each reason. */
  unread?: string[];
}

/** What makes two tools' packages the same one: type, name in its one spelling, version. */
export function packageKey({ type, name, version }: Pick<ListedPackage, 'type' | 'name' | 'version'>): string {
  return `${type} ${name} ${version}`;
}

/** Adds a package; one that is there already takes the paths. */
export function addPackage(packages: Map<string, ListedPackage>, given: ListedPackage): string {
  const item = normalised(given);
  const key = packageKey(item);
  const twin = packages.get(key);
  if (twin === undefined) {
    packages.set(key, item);
    return key;
  }
  twin.paths = [...new Set([...twin.paths, ...item.paths])];
  if (item.declared !== true) delete twin.declared;
  return key;
}

/** The one spelling of names and versions that the tools write in several ways. */
function normalised(item: ListedPackage): ListedPackage {
  const { type, name, version } = item;
  if (type === 'pypi') return { ...item, name: name.toLowerCase().replace(/[-_.]+/g, '-') };
  if (type === 'composer' || type === 'nuget') return { ...item, name: name.toLowerCase() };
  // Syft and Trivy disagree on the letter before a Go version: `v1.2.3`, `1.2.3`, and `go1.19` of the standard library.
  if (type === 'golang') return { ...item, version: version.replace(/^(?:v|go)(?=\d)/, '') };
  return item;
}
