// The nouns of Seawall as plain types and pure functions: package, finding, severity, subject, decision.
// No I/O, no libraries: workers and the sensor load this room in their hot paths.
export * from './distribution.ts';
export * from './finding.ts';
export * from './fingerprint.ts';
export * from './package.ts';
export * from './printable.ts';
export * from './problem.ts';
export * from './scan-result.ts';
export * from './seawall-error.ts';
export * from './severity.ts';
export * from './version.ts';
export * from './purl.ts';
export * from './purl-covers.ts';
