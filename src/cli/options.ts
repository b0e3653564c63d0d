import { Option } from 'commander';
import { SeawallError } from '#model';
import { messages } from './messages.en.ts';

/** Makes an option, such as `--format <format>`. */
export type MakeOption = (flags: string, description: string) => Option;

/**
 * Makes options that can also be given as `SEAWALL_NAME` in the environment; the flag wins. An empty variable is none.
 * One for a flag without a value is 1 or true, or 0 or false: only to be set must not let a gate pass.
 */
export function optionsWith(environment: Record<string, string | undefined>): MakeOption {
  return (flags, description) => {
    const made = new Option(flags, description);
    const variable = variableOf(made.name());
    const takesValue = made.required || made.optional;
    const counts = takesValue
      ? environment[variable] !== ''
      : environment[variable] === undefined || isOn(environment, made.name());
    return counts ? made.env(variable) : made;
  };
}

/** Whether the environment switches on a flag, such as `debug`. @throws SeawallError */
function isOn(environment: Record<string, string | undefined>, name: string): boolean {
  const variable = variableOf(name);
  const value = environment[variable] ?? '';
  return value !== '' && ['1', 'true'].includes(parseChoice(variable, value, ['1', 'true', '0', 'false']));
}

function variableOf(name: string): string {
  return `SEAWALL_${name.replaceAll('-', '_').toUpperCase()}`;
}

/** A comma-separated list of known words. @throws SeawallError naming the first unknown one */
export function parseList<Word extends string>(name: string, text: string, known: readonly Word[]): Word[] {
  return text.split(',').map((part) => parseChoice(name, part.trim(), known));
}

/** One of the known words. @throws SeawallError */
export function parseChoice<Word extends string>(name: string, text: string, known: readonly Word[]): Word {
  const found = known.find((word) => word === text);
  if (found === undefined) throw new SeawallError('cli/choice', 'usage', messages.scan.badChoice(name, text, known));
  return found;
}

/** A number of seconds above 0, of at most 11 days. @throws SeawallError */
export function parseSeconds(name: string, text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1e6) return seconds;
  throw new SeawallError('cli/number', 'usage', messages.scan.badSeconds(name, text));
}

/** A number of days above 0, of at most 10 years; a fraction of one is good. @throws SeawallError */
export function parseDays(name: string, text: string): number {
  const days = Number(text);
  if (days > 0 && days <= 3650) return days;
  throw new SeawallError('cli/number', 'usage', messages.scan.badDays(name, text));
}
