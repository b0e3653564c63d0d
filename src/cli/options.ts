import { Option } from 'commander';
import { SeawallError } from '#model';
import { messages } from './messages.en.ts';

/** An option that can also be given as `SEAWALL_NAME` in the environment; the flag wins. */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description);
  return made.env(`SEAWALL_${made.name().replaceAll('-', '_').toUpperCase()}`);
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
