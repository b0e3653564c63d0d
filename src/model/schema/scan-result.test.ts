import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Finding, Package, PackageType, ScanResult, SuppressedFinding } from '#model';
import type { findingSchema, suppressedFindingSchema } from './finding.ts';
import type { packageSchema, packageTypeSchema } from './package.ts';
import { scanResultSchema } from './scan-result.ts';

function smallestResult(): ScanResult {
  return {
    schemaVersion: '1',
    tool: { name: 'seawall', version: '0.1.0' },
    scannedAt: '2026-11-22T08:00:00Z',
    subject: { kind: 'dir', reference: '/', layers: [], notes: [] },
    complete: true,
    problems: [],
    data: { sources: [], starter: false },
    packages: [],
    masked: [],
    findings: [],
    suppressed: [],
    notChecked: [],
    decision: { gate: [], answer: 'not asked', reasons: [] },
  };
}

describe('the schema of a scan result', () => {
  // Checked by tsc: a field added to the types and not to the schema, or the other way round, does not compile.
  test('infers the plain types of the model, no more and no less', () => {
    expectTypeOf<z.infer<typeof scanResultSchema>>().toEqualTypeOf<ScanResult>();
    expectTypeOf<z.infer<typeof packageSchema>>().toEqualTypeOf<Package>();
    expectTypeOf<z.infer<typeof packageTypeSchema>>().toEqualTypeOf<PackageType>();
    expectTypeOf<z.infer<typeof findingSchema>>().toEqualTypeOf<Finding>();
    expectTypeOf<z.infer<typeof suppressedFindingSchema>>().toEqualTypeOf<SuppressedFinding>();
  });

  test('accepts the smallest result', () => {
    expect(scanResultSchema.parse(smallestResult())).toEqual(smallestResult());
  });

  test.each([
    ['another schema version', { schemaVersion: '2' }],
    ['a local time', { scannedAt: '2026-11-22T08:00:00+01:00' }],
    ['a missing list', { findings: undefined }],
    ['a made-up answer', { decision: { gate: [], answer: 'maybe', reasons: [] } }],
    ['a layer before the first', { subject: { kind: 'dir', reference: '/', notes: [], layers: [{ index: -1 }] } }],
    ['half a package', { packages: [{ name: 'zlib' }] }],
  ])('refuses %s', (_, change) => {
    expect(scanResultSchema.safeParse({ ...smallestResult(), ...change }).success).toBe(false);
  });
});
