import type { Decision, Finding, NotChecked, Problem, SeverityLevel } from '#model';
import { tallyGate, type GateTally } from './gate-tally.ts';
import { reasons } from './reasons.en.ts';

/** What the user asked a gate to do. */
export interface GateOptions {
  /** Count findings at least this bad against the subject. Absent: no gate. */
  failOn?: SeverityLevel;
  /** Leave out vulnerabilities that no version fixes yet. Secrets, malware and configuration always count. */
  onlyFixable: boolean;
  /** Count packages that are declared (locked) but not installed. */
  declared?: boolean;
  /** Let the gate say yes although something it needs was not checked. */
  allowPartial: boolean;
  /** Give no verdict when anything at all could not be read. */
  failOnPartial: boolean;
}

/** The parts of a scan result that a decision rests on. Suppressed findings are not among them. */
export interface DecisionInput {
  findings: Iterable<Finding>;
  problems: readonly Problem[];
  notChecked: readonly NotChecked[];
  /** True when the only vulnerability data is the starter set that ships with the program. */
  starter: boolean;
}

/**
 * The answer of the gate, with its reasons in the order they weigh.
 *
 * A "no" stands whatever could not be read: an image must not turn it into "no verdict" by breaking one of its layers.
 * `unknown` means that no verdict is possible, also when no gate was asked. Source: contract, "Exit codes", "Severity".
 */
export function decide(input: DecisionInput, options: GateOptions): Decision {
  const gate = options.failOn === undefined ? [] : [`fail-on ${options.failOn}`];
  const tally = tallyGate(input.findings, options);
  const counted = options.failOn === undefined ? [] : countedReasons(tally, options.failOn, options.onlyFixable);
  const doubts = [...blockingDoubts(input, options), ...gateDoubts(input, options)];

  if (tally.against > 0) return { gate, answer: 'fail', reasons: [...counted, ...doubts] };
  if (doubts.length > 0) return { gate, answer: 'unknown', reasons: [...doubts, ...counted] };
  if (options.failOn === undefined) return { gate, answer: 'not asked', reasons: [] };
  return { gate, answer: 'pass', reasons: [...counted, ...acceptedDoubts(input, options)] };
}

function countedReasons(tally: GateTally, failOn: SeverityLevel, onlyFixable: boolean): string[] {
  const found = [reasons.against(tally.levels, failOn, onlyFixable)];
  if (failOn !== 'unknown' && tally.unrated > 0) found.push(reasons.unrated(tally.unrated));
  if (tally.outside > 0) found.push(reasons.outside(tally.outside));
  return found;
}

/** What leaves no verdict, gate or none. */
function blockingDoubts(input: DecisionInput, options: GateOptions): string[] {
  const fatal = input.problems.filter((problem) => problem.fatal === true);
  const doubts = fatal.map((problem) => reasons.unreadable(problem));
  const partial = input.problems.length - fatal.length;
  if (options.failOnPartial && partial > 0) doubts.push(reasons.partial(partial));
  return doubts;
}

/** What a gate needs and did not get, unless the user accepts that. */
function gateDoubts(input: DecisionInput, options: GateOptions): string[] {
  if (options.failOn === undefined || options.allowPartial) return [];
  const doubts = neededButMissing(input);
  return doubts.length > 0 ? [...doubts, reasons.howToAllow] : [];
}

function acceptedDoubts(input: DecisionInput, options: GateOptions): string[] {
  return options.allowPartial ? neededButMissing(input).map((doubt) => reasons.accepted(doubt)) : [];
}

function neededButMissing(input: DecisionInput): string[] {
  const missing = input.notChecked
    .filter((entry) => entry.outsideGate !== true)
    .map((entry) => reasons.notChecked(entry));
  return input.starter ? [...missing, reasons.starter] : missing;
}
