import { describe, expect, test } from 'vitest';
import { compareCel } from './cel-compare.ts';
import { ExpressionMaker } from './cel-expressions.ts';
import { askCelOracle, celOraclePath } from './cel-oracle.ts';

const count = Number(process.env['CEL_ORACLE_EXPRESSIONS'] ?? 20_000);
const seed = Number(process.env['CEL_ORACLE_SEED'] ?? 1);

/** Skipped without CEL_ORACLE, a filter around cel-go: cel-oracle.ts says what it must answer. */
describe.skipIf(celOraclePath === undefined)('cel beside cel-go', () => {
  test('the same values, and errors for the same expressions', { timeout: 600_000 }, () => {
    const maker = new ExpressionMaker(seed);
    const complaints: string[] = [];
    for (let made = 0; made < count; made += 5000) {
      const questions = Array.from({ length: Math.min(5000, count - made) }, () => maker.next());
      const answers = askCelOracle(questions);
      complaints.push(...questions.flatMap((question, index) => compareCel(question, answers[index]!) ?? []));
    }
    expect(complaints.slice(0, 20)).toEqual([]);
  });
});
