// Gates: findings and context in, decisions out. Pure: no clock, no files, no output.
// Exceptions (ignore files, VEX) and risk join here; they decide what reaches the gate.
export * from './decide.ts';
export * from './exit-code.ts';
export { isOutsideGate } from './gate-tally.ts';
