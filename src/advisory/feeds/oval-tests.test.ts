import { expect, test } from 'vitest';
import { idNumber, OvalTests } from './oval-tests.ts';
import type { XmlElement } from './xml-records.ts';

const element = (name: string, attributes: Record<string, string>, ...children: XmlElement[]): XmlElement => ({
  name,
  attributes,
  text: attributes['text'] ?? '',
  children,
});
const id = (kind: string, number: number): string => `oval:org.opensuse.security:${kind}:${number}`;

function stateOf(...children: XmlElement[]): unknown {
  const tests = new OvalTests();
  const object = element('object', { object_ref: id('obj', 2) });
  const state = element('state', { state_ref: id('ste', 3) });
  tests.add(element('rpminfo_test', { id: id('tst', 1) }, object, state));
  tests.add(element('rpminfo_object', { id: id('obj', 2) }, element('name', { text: 'bind' })));
  tests.add(element('rpminfo_state', { id: id('ste', 3) }, ...children));
  const found = tests.find(1);
  if (found !== undefined) expect(found.name).toBe('bind');
  return found?.state;
}

test.each([
  ['less than', '0:9-1', { below: '9-1' }],
  ['less than', '30:9-1', { below: '30:9-1' }],
  ['greater than', '0:0-0', 'any'],
  ['equals', '0:9-1', { is: '9-1' }],
  ['greater than', '0:1-0', undefined],
  ['greater than or equal', '0:9-1', undefined],
  ['less than', '', undefined],
  ['6', '0:9-1', undefined],
])('evr %s %s', (operation, text, state) => {
  expect(stateOf(element('arch', { text: '(x86_64)' }), element('evr', { operation, text }))).toEqual(state);
});

test('a version of 0 is none, another is that of a product', () => {
  expect(stateOf(element('version', { operation: 'equals', text: '0' }))).toBe('none');
  expect(stateOf(element('version', { operation: 'equals', text: '15.1' }))).toBeUndefined();
  expect(stateOf(element('signature_keyid', { text: 'b88b2fd43dbdc284' }))).toBeUndefined();
});

test('what is not there is not found', () => {
  const tests = new OvalTests();
  tests.add(element('rpminfo_test', { id: id('tst', 1) }));
  tests.add(element('rpminfo_object', {}, element('name', { text: 'bind' })));
  expect([tests.find(1), tests.find(9)]).toEqual([undefined, undefined]);
});

test('more than can be held is refused', () => {
  const tests = new OvalTests(10);
  const add = (number: number): void =>
    tests.add(element('rpminfo_object', { id: `:${number}` }, element('name', { text: 'a' })));
  for (let number = 0; number < 10; number++) add(number);
  add(9);
  expect(() => add(10)).toThrow('more than 10 tests, objects and states');
});

test.each([
  ['oval:org.opensuse.security:tst:2009302033', 2_009_302_033],
  ['oval:x:tst:', undefined],
  ['oval:x:tst:1234567890123456', undefined],
  ['2009', undefined],
  [undefined, undefined],
])('the number of %s is %s', (text, number) => expect(idNumber(text)).toBe(number));
