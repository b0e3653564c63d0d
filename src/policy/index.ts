// Gates: findings and context in, decisions out. Pure: no clock, no files, no output.
// Exceptions (ignore files, VEX) and risk join here; they decide what reaches the gate.
export * from './decide.ts';
export * from './exit-code.ts';
export { isOutsideGate } from './gate-tally.ts';
export * from './exceptions/apply-exceptions.ts';
export type { Exception, ExceptionScope, PackagePattern } from './exceptions/exception.ts';
export { parseIgnoreFile } from './exceptions/parse-ignore-file.ts';
