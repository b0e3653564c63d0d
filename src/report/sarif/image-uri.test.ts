import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageUri } from './image-uri.ts';

test.each([
  ['/var/lib/dpkg/status', 'var/lib/dpkg/status'],
  ['/a b/c%d', 'a%20b/c%25d'],
  ['/naïve/中', 'na%C3%AFve/%E4%B8%AD'],
  ['/c:/x?y#z', 'c%3A/x%3Fy%23z'],
  ['//double//slash/', 'double/slash'],
  ['/./here', 'here'],
  ['/up/../x', 'x'],
  ['/../../x', 'x'],
  ['/\ud800', '%EF%BF%BD'],
  ['/', ''],
])('%s is %s', (path, uri) => {
  expect(imageUri(path)).toBe(uri);
});

test('no path leaves the root or gains a scheme, and every segment can be read back', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/]/.test(text) && !/^\.\.?$/.test(text)),
      ),
      (segments) => {
        const uri = imageUri(`/${segments.join('/')}`);
        expect(uri === '' ? [] : uri.split('/').map(decodeURIComponent)).toEqual(segments);
        expect(uri).not.toMatch(/^[a-z][a-z0-9+.-]*:|^\/|(?:^|\/)\.\.(?:\/|$)/i);
      },
    ),
  );
});
