import { parsePurl } from '#model';
import { addPackage, type ListedPackage, type Listing } from './listing.ts';
import { fullName } from './full-name.ts';

/** The parts of Syft's JSON report that are read. */
export interface SyftReport {
  artifacts: SyftArtifact[];
  descriptor: { version: string };
}

interface SyftArtifact {
  name: string;
  version: string;
  type: string;
  purl?: string;
  locations?: { path: string }[];
}

/** Syft lists packages only. What has no purl is listed by Syft's own name of the type. */
export function readSyft(report: SyftReport, version: string): Listing {
  const packages = new Map<string, ListedPackage>();
  for (const item of report.artifacts) addPackage(packages, listed(item));
  return { tool: 'Syft', version, packages, findings: [] };
}

function listed({ name, version: given, type, purl, locations = [] }: SyftArtifact): ListedPackage {
  const version = given === 'UNKNOWN' ? '' : given;
  const parts = parsePurl(purl ?? '');
  const paths = [...new Set(locations.map(({ path }) => path))];
  if (parts === undefined) return { type: type === 'java-archive' ? 'maven' : type, name, version, paths };
  return { type: parts.type, name: fullName(parts, name), version, paths };
}
