import { describe, expect, test } from 'vitest';
import { compareCel } from './cel-compare.ts';
import { ExpressionMaker } from './cel-expressions.ts';
import { benchExpressions } from '../../bench/cel-sample.ts';
import { assumedSize, compareEstimates, overflows } from './cel-estimates.ts';
import { askCelOracle, celOraclePath } from './cel-oracle.ts';

const count = Number(process.env['CEL_ORACLE_EXPRESSIONS'] ?? 20_000);
const estimates = Math.ceil(count / 4);
const seed = Number(process.env['CEL_ORACLE_SEED'] ?? 1);

/** Skipped without CEL_ORACLE, a filter around cel-go: cel-oracle.ts says what it must answer. */
describe.skipIf(celOraclePath === undefined)('cel beside cel-go', () => {
  test('the same values, and errors for the same expressions', { timeout: 3_600_000 }, () => {
    const maker = new ExpressionMaker(seed);
    const complaints: string[] = [];
    const known = new Map<string, number>();
    for (let made = 0; made < count; made += 5000) {
      const questions = Array.from({ length: Math.min(5000, count - made) }, () => maker.next());
      const answers = askCelOracle(questions);
      for (const [index, question] of questions.entries()) {
        const { why, complaint } = compareCel(question, answers[index]!);
        if (complaint !== undefined) complaints.push(complaint);
        if (why !== undefined) known.set(why, (known.get(why) ?? 0) + 1);
      }
    }
    process.stdout.write(`${count} expressions, known differences: ${JSON.stringify(Object.fromEntries(known))}\n`);
    expect(complaints.slice(0, 20)).toEqual([]);
  });

  test('the same estimates of cost', { timeout: 3_600_000 }, () => {
    const maker = new ExpressionMaker(seed + 1);
    const made = Array.from({ length: estimates }, () => maker.next()).filter(({ expr }) => !overflows(expr));
    const policies = benchExpressions().map(({ expr }) => ({ expr, vars: { object: null, oldObject: null } }));
    const questions = [...policies, ...made].map((question) => ({ ...question, estimate: assumedSize }));
    const answers = askCelOracle(questions);
    const compared = questions.map((question, index) => ({ question, answer: answers[index]! }));
    // What cel-go refuses has no estimate.
    const estimated = compared.filter(({ answer }) => answer.min !== undefined);
    process.stdout.write(`${estimated.length} estimates compared\n`);
    expect(estimated.flatMap(({ question, answer }) => compareEstimates(question, answer) ?? []).slice(0, 20)).toEqual(
      [],
    );
    expect(estimated.length).toBeGreaterThan(policies.length + estimates / 2);
  });
});
