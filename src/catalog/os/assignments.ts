import type { ProblemList } from '../problem-list.ts';

const maxLines = 1_000;

/**
 * Reads shell-like assignments as os-release(5) allows them: `NAME=value`, quoted or not, `#` comments, and nothing
 * expanded. A later assignment of a name replaces an earlier one, as it does in a shell.
 */
export function parseAssignments(text: string, problems: ProblemList): Map<string, string> {
  const values = new Map<string, string>();
  let number = 0;
  for (const line of text.split('\n', maxLines + 1)) {
    number++;
    if (number > maxLines) {
      problems.add(`more than ${maxLines} lines: the rest was not read`, number);
      break;
    }
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, name, raw] = /^([A-Za-z_][A-Za-z0-9_]{0,63})=(.*)$/s.exec(trimmed) ?? [];
    const value = raw === undefined ? undefined : unquote(raw);
    if (name === undefined || value === undefined) problems.add('not an assignment', number, trimmed);
    else values.set(name, value);
  }
  return values;
}

/**
 * The value of one shell word: adjacent quoted and bare parts are joined. A blank outside quotes would end it in a shell;
 * it is kept, as systemd does, because it stands in hand-written files. Undefined when a quote is not closed.
 */
function unquote(raw: string): string | undefined {
  let value = '';
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else if (character === '\\' && quote !== "'") {
      const next = raw.charAt(++at);
      // In double quotes a backslash stands for itself unless one of these follows (POSIX shell, 2.2.3).
      value += quote === '"' && !'$"\\`'.includes(next) ? `\\${next}` : next;
    } else if (quote === '' && character === '#' && /[ \t]/.test(raw.charAt(at - 1))) {
      return value.trimEnd();
    } else {
      value += character;
    }
  }
  return quote === '' ? value : undefined;
}
