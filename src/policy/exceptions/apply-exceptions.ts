import { parsePurl, purlCovers, type Finding, type FindingPackage, type SuppressedFinding } from '#model';
import type { Exception, ExceptionScope, PackagePattern } from './exception.ts';

/** What exceptions are judged against, beside the findings. */
export interface ExceptionContext {
  /** The UTC date of the scan, `YYYY-MM-DD`. */
  today: string;
  /** The names that the subject goes by: as it was given, without its tag, in full. */
  images: readonly string[];
}

/** Findings that count, and those that an exception hides. */
export interface Excepted {
  findings: Finding[];
  suppressed: SuppressedFinding[];
}

/** Hides what an exception in force names: the first one that does so gives the reason. */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  context: ExceptionContext,
): Excepted {
  const byId = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    if (isExpired(exception, context.today) || !holdsForImage(exception.scope, context.images)) continue;
    const id = exception.id.toLowerCase();
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [exception]);
    else known.push(exception);
  }
  const result: Excepted = { findings: [], suppressed: [] };
  for (const finding of findings) {
    const exception = byId.size === 0 ? undefined : exceptionFor(finding, byId);
    if (exception === undefined) result.findings.push(finding);
    else result.suppressed.push(suppressedBy(finding, exception));
  }
  return result;
}

/** Whether an exception has come to its end on a UTC date. */
export function isExpired({ expires }: Exception, today: string): boolean {
  return expires !== undefined && expires <= today;
}

function exceptionFor(finding: Finding, byId: ReadonlyMap<string, readonly Exception[]>): Exception | undefined {
  for (const name of [finding.id, finding.ruleId, ...finding.aliases]) {
    const found = byId.get(name.toLowerCase())?.find((exception) => holdsForFinding(exception, finding));
    if (found !== undefined) return found;
  }
  return undefined;
}

function suppressedBy(finding: Finding, { reason, owner, expires, source }: Exception): SuppressedFinding {
  return {
    finding,
    reason,
    ...(owner !== undefined && { who: owner }),
    ...(expires !== undefined && { expiry: expires }),
    source,
  };
}

function holdsForImage({ images }: ExceptionScope, names: readonly string[]): boolean {
  return images === undefined || images.some((glob) => names.some((name) => glob.matches(name)));
}

function holdsForFinding({ kind, scope }: Exception, finding: Finding): boolean {
  if (kind !== undefined && kind !== finding.kind) return false;
  const { packages, paths } = scope;
  if (packages !== undefined && !packages.some((pattern) => isPackage(pattern, finding.package))) return false;
  if (paths === undefined) return true;
  const places = finding.location === undefined ? (finding.package?.locations ?? []) : [finding.location];
  // A copy in another place is not what the exception speaks of.
  return places.length > 0 && places.every(({ path }) => paths.some((glob) => glob.matches(path)));
}

function isPackage(pattern: PackagePattern, item: FindingPackage | undefined): boolean {
  if (item === undefined) return false;
  if ('purl' in pattern) {
    const purl = parsePurl(item.purl);
    return purl !== undefined && purlCovers(pattern.purl, purl);
  }
  const named = [item, ...(item.source === undefined ? [] : [item.source])].filter(({ name }) => name === pattern.name);
  return named.some(({ version }) => pattern.version === undefined || pattern.version === version);
}
