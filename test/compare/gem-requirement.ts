import { compareVersions } from '#advisory';

/**
 * Whether a version meets a requirement such as `~> 1.2.3, >= 1.2.3.1`. Source: RubyGems, Gem::Requirement.
 * @throws Error for one that is not understood
 */
export function meetsRequirement(version: string, requirement: string): boolean {
  return requirement.split(',').every((part) => {
    const [, operator = '=', wanted] = /^\s*(~>|>=|<=|!=|<|>|=)?\s*(\S+)\s*$/.exec(part) ?? [];
    if (wanted === undefined) throw new Error(`a requirement that is not understood: ${requirement}`);
    const order = compareVersions('gem', version, wanted);
    if (operator === '~>') return order !== '<' && compareVersions('gem', releaseOf(version), bumped(wanted)) === '<';
    if (operator === '!=') return order !== '=';
    return operator.includes(order);
  });
}

/** `1.2.3` is followed by `1.3`: the last number is dropped, the one before counts up. */
function bumped(version: string): string {
  const numbers = releaseOf(version).split('.');
  if (numbers.length > 1) numbers.pop();
  return [...numbers.slice(0, -1), Number(numbers.at(-1)) + 1].join('.');
}

/** Without what follows the numbers. */
function releaseOf(version: string): string {
  return version
    .split('.')
    .filter((part) => /^\d+$/.test(part))
    .join('.');
}
