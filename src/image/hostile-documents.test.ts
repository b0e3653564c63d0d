import { SeawallError } from '#model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePlatform } from './choose-platform.ts';
import { describeLayers } from './describe-layers.ts';
import { digestOf } from './digest.ts';
import { parseConfig } from './image-config.ts';
import { parseManifest } from './manifest.ts';
import { parseChallenges } from './registry/challenge.ts';
import { formatReference, parseReference } from './registry/reference.ts';
import { refuseArtefact } from './unsupported.ts';

/** Runs what may only fail with an error for the user: coded, printable, of bounded length. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(SeawallError);
    expect((error as Error).message).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,8000}$/u);
  }
}

const digest = fc.constantFrom(digestOf(Buffer.from('a')), digestOf(Buffer.from('b')));
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  digest,
  fc.constantFrom('\u001b[31m\n', '\u202e', 'x'.repeat(5000)),
);
const platform = fc.record(
  { os: fc.constantFrom('linux', 'windows', 'unknown', 3), architecture: odd, variant: odd },
  { requiredKeys: [] },
);
const descriptor = fc.record(
  {
    mediaType: fc.oneof(odd, fc.constant('application/vnd.oci.image.manifest.v1+json')),
    digest,
    size: fc.nat(),
    platform,
    annotations: odd,
    artifactType: odd,
  },
  { requiredKeys: ['digest', 'size'] },
);
const manifest = fc.record(
  {
    schemaVersion: odd,
    mediaType: odd,
    artifactType: odd,
    config: fc.oneof(descriptor, odd),
    layers: fc.oneof(fc.array(descriptor), odd),
    manifests: fc.oneof(fc.array(descriptor), odd),
  },
  { requiredKeys: [] },
);
const config = fc.record(
  {
    os: odd,
    architecture: odd,
    created: odd,
    config: odd,
    rootfs: fc.oneof(fc.record({ diff_ids: fc.oneof(fc.array(digest), odd) }), odd),
    history: fc.oneof(fc.array(odd), odd),
  },
  { requiredKeys: [] },
);

describe('documents of any shape end in a value or in an error for the user', () => {
  test('manifests, indexes and configurations', () => {
    const empty = parseConfig(Buffer.from('{"rootfs":{}}'));
    fc.assert(
      fc.property(manifest, config, (document, settings) => {
        attempt(() => {
          const parsed = parseManifest(Buffer.from(JSON.stringify(document)));
          if (parsed.kind === 'index') choosePlatform(parsed);
          else {
            expect(describeLayers(parsed, empty)).toHaveLength(parsed.layers.length);
            refuseArtefact(parsed);
          }
        });
        attempt(() => void parseConfig(Buffer.from(JSON.stringify(settings))));
      }),
      { numRuns: 500 },
    );
  });

  test('bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        attempt(() => void parseManifest(bytes));
        attempt(() => void parseConfig(bytes));
      }),
    );
  });

  test('references, and one that is accepted reads back as itself', () => {
    const piece = fc.constantFrom(
      'a',
      'A',
      '0',
      '.',
      '-',
      '_',
      '/',
      ':',
      '@',
      'localhost',
      'sha256:',
      digestOf(Buffer.from('x')),
      '[::1]',
      '\n',
      'é',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          attempt(() => {
            const full = formatReference(parseReference(text));
            expect(formatReference(parseReference(full))).toBe(full);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('challenges', () => {
    const piece = fc.constantFrom('Bearer', ' ', ',', '=', '"', '\\', 'realm', 'x', '\t', ';');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          for (const { scheme } of parseChallenges(text)) expect(scheme).toMatch(/^[^\s,="]+$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
