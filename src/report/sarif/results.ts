import type { Finding, LayerReference, Location, SuppressedFinding } from '#model';
import { messages } from '../messages.en.ts';
import { imageUri } from './image-uri.ts';
import { sarifLevel, type Rules } from './rules.ts';

/** The base that every location's URI is relative to: the root of the image's file system. */
export const imageRoot = 'IMAGE_ROOT';

/** One SARIF result. A suppressed one says so, and why; the others say that they are not. */
export function sarifResult(finding: Finding, rules: Rules, suppressed?: Omit<SuppressedFinding, 'finding'>): object {
  const places = finding.location === undefined ? (finding.package?.locations ?? []) : [finding.location];
  const { level, source, vector } = finding.severity;
  return {
    ruleId: finding.ruleId,
    ruleIndex: rules.get(finding.ruleId)?.index,
    level: sarifLevel[level],
    message: { text: messages.sarif.result(finding) },
    locations: places.length === 0 ? [logicalOnly(finding)] : places.map((place) => physical(place, finding)),
    // The second key is the one that GitHub's code scanning tells alerts apart by.
    partialFingerprints: { 'seawallFingerprint/v1': finding.id, primaryLocationLineHash: finding.id },
    suppressions: suppressed === undefined ? [] : [suppression(suppressed)],
    properties: {
      severity: level,
      severitySource: source,
      vector,
      status: finding.status,
      exploited: finding.exploited,
      exploits: finding.exploits,
      epss: finding.epss,
      vex: finding.evidence.vex,
      purl: finding.package?.purl,
      fixedVersion: finding.fix?.version,
      published: finding.published,
      layer: places[0]?.layer === undefined ? undefined : layerProperties(places[0].layer),
    },
  };
}

function physical({ path }: Location, finding: Finding): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: imageUri(path), uriBaseId: imageRoot },
      // Code scanning refuses a location without a line; a package has none of its own.
      region: { startLine: 1 },
    },
    logicalLocations: logicalLocations(finding),
  };
}

function logicalOnly(finding: Finding): object {
  return { logicalLocations: logicalLocations(finding) };
}

function logicalLocations({ package: item }: Finding): object[] | undefined {
  return item === undefined ? undefined : [{ name: item.name, fullyQualifiedName: item.purl, kind: 'package' }];
}

function layerProperties({ index, digest, diffId }: LayerReference): object {
  return { index, digest, diffId };
}

function suppression({ reason, who, expiry, source }: Omit<SuppressedFinding, 'finding'>): object {
  return { kind: 'external', status: 'accepted', justification: reason, properties: { who, expiry, source } };
}
