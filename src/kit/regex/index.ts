// A linear-time regular-expression engine with RE2's syntax and the meaning Go's regexp gives it, on strings and bytes.
// For patterns or texts that are not ours: policies, custom rules, request inspection. No path of it backtracks, and
// programs, caches and steps are bounded.
export { RegexError, type RegexErrorCode } from './regex-error.ts';
export { compileRegex, type Regex, type RegexMatch, type RegexOptions, type Span } from './regex.ts';
