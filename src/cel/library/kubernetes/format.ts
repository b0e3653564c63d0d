import { Opaque, Optional } from '../../values/value.ts';
import { sizeOf } from '../cost.ts';
import { define, type CallCost, type FunctionDefinition } from '../definition.ts';
import { formats, type FormatRule } from './formats.ts';

/** A named format. */
class Format extends Opaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;
  readonly rule: FormatRule;

  constructor(name: string, rule: FormatRule) {
    super();
    this.name = name;
    this.rule = rule;
  }

  equals(other: Opaque): boolean {
    return other instanceof Format && other.name === this.name;
  }

  text(): string {
    return this.name;
  }
}

const named = new Map([...formats].map(([name, rule]) => [name, new Format(name, rule)]));

const validateCost: CallCost = ([format, text]) =>
  format instanceof Format ? Math.ceil((1 + sizeOf(text)) / 10) * Math.ceil(format.rule.patternSize / 4) : 1;

/** Kubernetes' format library: `format.named('dns1123Label').value().validate(text)`, `format.uuid().validate(text)`. */
export const format: readonly FunctionDefinition[] = [
  define('format.named', ['(string) -> optional(kubernetes.NamedFormat)'], (name: string) => {
    const found = named.get(name);
    return found === undefined ? Optional.none : new Optional(found);
  }),
  ...Array.from(named, ([name, value]) => define(`format.${name}`, ['() -> kubernetes.NamedFormat'], () => value)),
  define(
    'validate',
    ['kubernetes.NamedFormat.(string) -> optional(list(string))'],
    ({ rule }: Format, text: string) => {
      const complaints = rule.complain(text);
      return complaints.length === 0 ? Optional.none : new Optional(complaints);
    },
    validateCost,
  ),
];
