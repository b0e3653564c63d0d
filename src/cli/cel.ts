import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { CelError, check, compile, newEnvironment, parseInput, readType, toJson, types, type Environment } from '#cel';
import { SeawallError } from '#model';
import { messages } from './messages.en.ts';
import { write, type World } from './world.ts';

const text = messages.cel;

/** What `--input` is bound to, and what Kubernetes gives admission policies and validation rules. */
const knownVariables = [
  'input',
  'object',
  'oldObject',
  'request',
  'params',
  'namespaceObject',
  'authorizer',
  'variables',
  'self',
  'oldSelf',
];
const defaultVariables = new Map(knownVariables.map((name) => [name, types.dyn]));

/** `cel eval EXPRESSION`: the value as JSON. */
export async function evaluateExpression(
  expression: string,
  { input }: { input?: string },
  { stdout, stderr }: World,
): Promise<number> {
  const bindings = input === undefined ? {} : { input: await readInput(input) };
  const environment = newEnvironment({ variables: { input: types.dyn } });
  try {
    const { value } = compile(expression, environment).evaluate(bindings);
    await write(stdout, `${JSON.stringify(toJson(value))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    await write(stderr, `${error.caret}\n`);
    throw new SeawallError(`cel/${error.code}`, 'usage', error.message, { cause: error });
  }
}

/** Larger input is refused before it is read. */
const maxInputBytes = 128 * 1024 * 1024;

async function readInput(file: string): Promise<unknown> {
  try {
    const handle = await open(file);
    try {
      return parseInput(await readBounded(handle, file));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof SeawallError) throw error;
    throw new SeawallError('cli/cel-input', 'usage', text.badInput(file, (error as Error).message), { cause: error });
  }
}

/** Pipes and devices do not tell their size: what is read counts. */
async function readBounded(handle: FileHandle, file: string): Promise<string> {
  const { size } = await handle.stat();
  const parts: Buffer[] = [];
  let length = size;
  const refuseLarge = () => {
    if (length > maxInputBytes)
      throw new SeawallError('cli/cel-input', 'usage', text.largeInput(file, length, maxInputBytes));
  };
  refuseLarge();
  length = 0;
  for await (const part of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    refuseLarge();
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `cel check -`: for each line of standard input, `{"expr": …}`, either `ok` or `error: …`. */
export async function checkExpressions(source: string, { stdin, stdout }: World): Promise<number> {
  if (source !== '-') throw new SeawallError('cli/cel-check', 'usage', text.onlyStdin(source));
  let pending = '';
  for await (const line of createInterface({ input: Readable.from(stdin), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    pending += `${checkLine(line)}\n`;
    if (pending.length < 16_384) continue;
    await write(stdout, pending);
    pending = '';
  }
  await write(stdout, pending);
  return 0;
}

function checkLine(line: string): string {
  try {
    const { expr, variables } = readLine(line);
    check(expr, environmentOf(variables));
    return 'ok';
  } catch (error) {
    if (error instanceof CelError || error instanceof SeawallError) return `error: ${error.message}`;
    throw error;
  }
}

function readLine(line: string): { expr: string; variables: Readonly<Record<string, unknown>> } {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    throw new SeawallError('cli/cel-line', 'usage', text.badLine);
  }
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(given) || typeof given['expr'] !== 'string')
    throw new SeawallError('cli/cel-line', 'usage', text.badLine);
  const variables = given['variables'] ?? {};
  if (!isObject(variables)) throw new SeawallError('cli/cel-line', 'usage', text.badLine);
  return { expr: given['expr'], variables };
}

let usual: Environment | undefined;

function environmentOf(declared: Readonly<Record<string, unknown>>): Environment {
  usual ??= newEnvironment({ variables: defaultVariables });
  const names = Object.keys(declared);
  if (names.length === 0) return usual;
  const variables = new Map(defaultVariables);
  for (const name of names) {
    try {
      variables.set(name, readType(String(declared[name])));
    } catch {
      throw new SeawallError('cli/cel-type', 'usage', text.badType(name, String(declared[name])));
    }
  }
  return newEnvironment({ variables });
}
