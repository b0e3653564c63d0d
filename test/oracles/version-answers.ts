import type { VersionOracle } from '../../src/advisory/version/version-oracles.fixture.ts';

/** The answers of an oracle about pairs of versions, asked once for everything. */
export class VersionAnswers {
  private readonly wanted = new Map<string, string>();

  want(a: string, b: string): void {
    this.wanted.set(`${a}\t${b}`, '?');
  }

  ask(oracle: VersionOracle): void {
    const keys = [...this.wanted.keys()];
    const answers = oracle.ask(keys.map((key) => key.split('\t') as [string, string]));
    if (answers.length !== keys.length) throw new Error(`${oracle.id}: ${answers.length} of ${keys.length} answers`);
    for (const [index, key] of keys.entries()) this.wanted.set(key, answers[index] ?? '?');
  }

  of(a: string, b: string): string {
    return this.wanted.get(`${a}\t${b}`) ?? '?';
  }
}
