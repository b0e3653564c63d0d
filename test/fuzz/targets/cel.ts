import { ok } from 'node:assert';
import { CelError, compile, newEnvironment, toJson, types } from '#cel';
import type { FuzzTarget } from '../target.ts';

const environment = newEnvironment({ variables: { object: types.dyn } });
const bindings = { object: { a: [1, 'x', 2.5, null, true], m: { k: 'v' } } };

/** CEL expressions: parsed, checked and evaluated within a budget, and twice the same. */
export const celTarget: FuzzTarget = {
  id: 'cel',
  files: ['src/cel/'],
  errors: [CelError],
  dictionary: [
    '&&',
    '||',
    '==',
    '<=',
    ' in ',
    '? 1 : 2',
    '.?',
    '[?',
    '{?',
    "r'''",
    'b"\\xff"',
    '0x',
    '1u',
    '1e9',
    '\\u00e9',
    '//',

    'has(',
    '.all(x, ',
    '.map(x, ',
    '.exists_one(x, ',
    '.transformMap(k, v, ',
    'cel.bind(a, ',
    '.optMap(x, ',
    'optional.of(',

    '.matches(',
    '.format([',
    '.split(',
    '.replace(',
    'timestamp(',
    'duration(',
    'quantity(',
    'ip(',
    'cidr(',
    'url(',
    'semver(',

    'object',
    '.size()',
    'google.protobuf.Duration{seconds: ',
    '.sort()',
    'lists.range(',
    'math.greatest(',
    '.getHours(',
  ],
  seeds() {
    return [
      "object.a.all(x, has(object.m.k) && x != null) || object.?m.k.orValue('') == 'v'",
      "cel.bind(a, [1, 2u, 3.0], a.map(x, type(x))).exists_one(t, t == int) ? b'\\xff' : r'\\d'.size()",
      "timestamp('2020-01-01T00:00:00Z').getHours('Europe/Berlin') + int(duration('1h30m'))",
      "'%s %d %.2f %x'.format(['a', 1, 2.5, 255]).split(' ').join('-').matches('^[a-z]+$')",
      "quantity('1Gi').isGreaterThan(quantity('1M')) && cidr('10.0.0.0/8').containsIP(ip('10.1.2.3'))",
      "{'a': 1, ?'b': optional.none()}.transformMap(k, v, v * 2) == {'a': -0x2} // comment",
    ].map((text) => Buffer.from(text));
  },
  run(bytes) {
    const program = compile(bytes.toString('utf8'), environment);
    const first = program.evaluate(bindings, { budget: 20_000 });
    ok(first.cost <= 20_000, 'cost above the budget');
    const second = program.evaluate(bindings, { budget: 20_000 });
    ok(JSON.stringify(toJson(first.value)) === JSON.stringify(toJson(second.value)), 'two answers');
  },
};
