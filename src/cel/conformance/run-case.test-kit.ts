import { CelError } from '../cel-error.ts';
import { check, compile, compileUnchecked } from '../program.ts';
import { showType } from '../types/type.ts';
import { equals } from '../values/compare.ts';
import { typeName } from '../values/access.ts';
import { Double, type Value } from '../values/value.ts';
import { NeedsProtobuf, readCaseEnvironment, readCaseType, readCaseValue } from './read-case.test-kit.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Data = any;

/** How a case of the suite went; `why` when it did not pass. */
export interface CaseResult {
  readonly outcome: 'pass' | 'miss' | 'protobuf';
  readonly why: string;
}

const ownMessages = /TestAllTypes|cel\.expr\.conformance\.proto|NestedEnum|GlobalEnum|proto2_ext|proto\.(?:has|get)Ext/;

/** Runs one case. Those that need messages of a .proto file are told apart. */
export function runCase(data: Data): CaseResult {
  const protobuf = ownMessages.test(JSON.stringify(data));
  try {
    const why = complaint(data);
    if (why === undefined) return { outcome: 'pass', why: '' };
    return { outcome: protobuf ? 'protobuf' : 'miss', why };
  } catch (error) {
    if (error instanceof NeedsProtobuf) return { outcome: 'protobuf', why: error.message };
    return { outcome: protobuf ? 'protobuf' : 'miss', why: String((error as Error).stack) };
  }
}

function complaint(data: Data): string | undefined {
  const environment = readCaseEnvironment(data);
  const wanted = data.typedResult?.deducedType;
  const bindings: Record<string, Value> = {};
  for (const [name, { value }] of Object.entries<Data>(data.bindings ?? {})) bindings[name] = readCaseValue(value);
  const expectsError = data.evalError !== undefined || data.anyEvalErrors !== undefined;
  const expected = data.value ?? data.typedResult?.result;
  try {
    if (wanted !== undefined) {
      const given = showType(check(data.expr, environment).result);
      if (given !== showType(readCaseType(wanted))) return `type ${given}, not ${showType(readCaseType(wanted))}`;
    }
    if (data.checkOnly) return undefined;
    const program = data.disableCheck ? compileUnchecked(data.expr, environment) : compile(data.expr, environment);
    const { value } = program.evaluate(bindings, { budget: 1e9 });
    if (expectsError) return `gave ${show(value)}, not an error`;
    const want = expected === undefined ? true : readCaseValue(expected);
    return isSameValue(value, want) ? undefined : `gave ${show(value)}, not ${show(want)}`;
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    if (!expectsError) return error.message;
    return error.code === 'syntax' || error.code === 'limit'
      ? `expected an evaluation error: ${error.message}`
      : undefined;
  }
}

function isSameValue(a: Value, b: Value): boolean {
  if (a instanceof Double && b instanceof Double) return Object.is(a.value, b.value) || a.value === b.value;
  return typeName(a) === typeName(b) && equals(a, b);
}

function show(value: Value): string {
  return `${typeName(value)} ${JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item))}`;
}
