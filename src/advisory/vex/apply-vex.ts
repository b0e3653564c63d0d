import type { Finding, SuppressedFinding, VexVerdict } from '#model';
import { ProductMatcher, type VexContext } from './covers-product.ts';
import type { VexStatement } from './vex-statement.ts';

/** Findings with what VEX says of them, and those that it rules out. */
export interface Vexed {
  findings: Finding[];
  suppressed: SuppressedFinding[];
}

/**
 * Applies VEX statements: of all that are about a finding's vulnerability and its product, the latest counts, and of equally
 * late ones the last. `not_affected` and `fixed` hide the finding, the others set its status. Source: OpenVEX, "Status".
 */
export function applyVex(
  findings: readonly Finding[],
  statements: readonly VexStatement[],
  context: VexContext,
): Vexed {
  const result: Vexed = { findings: [], suppressed: [] };
  if (statements.length === 0) return { findings: [...findings], suppressed: [] };
  const byName = new Map<string, VexStatement[]>();
  const rank = new Map<VexStatement, number>();
  for (const statement of statements.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    rank.set(statement, rank.size);
    for (const name of new Set(statement.names)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [statement]);
      else known.push(statement);
    }
  }
  const matcher = new ProductMatcher(context);
  for (const finding of findings) {
    const statement = finding.kind === 'vulnerability' ? latest(finding, byName, rank, matcher) : undefined;
    if (statement === undefined) result.findings.push(finding);
    else if (statement.status === 'not_affected' || statement.status === 'fixed')
      result.suppressed.push(ruledOut(finding, statement));
    else result.findings.push(touched(finding, statement));
  }
  return result;
}

function timeOf({ timestamp }: VexStatement): number {
  const time = Date.parse(timestamp ?? '');
  return Number.isNaN(time) ? 0 : time;
}

function latest(
  finding: Finding,
  byName: ReadonlyMap<string, readonly VexStatement[]>,
  rank: ReadonlyMap<VexStatement, number>,
  matcher: ProductMatcher,
): VexStatement | undefined {
  let best: VexStatement | undefined;
  for (const name of new Set([finding.ruleId, ...finding.aliases].map((text) => text.toLowerCase()))) {
    const found = byName
      .get(name)
      ?.findLast(({ products }) => products.some((product) => matcher.covers(product, finding)));
    if (found !== undefined && (best === undefined || (rank.get(found) ?? 0) > (rank.get(best) ?? 0))) best = found;
  }
  return best;
}

function verdictOf({ status, source, author, justification, detail, timestamp }: VexStatement): VexVerdict {
  return {
    status,
    source,
    ...(author !== undefined && { author }),
    ...(justification !== undefined && { justification }),
    ...(detail !== undefined && { detail }),
    ...(timestamp !== undefined && { timestamp }),
  };
}

function touched(finding: Finding, statement: VexStatement): Finding {
  const { status, willNotFix } = statement;
  const affected = willNotFix === true ? 'will not fix' : finding.fix === undefined ? 'affected' : finding.status;
  return {
    ...finding,
    status: status === 'under_investigation' ? 'under investigation' : affected,
    evidence: { ...finding.evidence, vex: verdictOf(statement) },
  };
}

function ruledOut(finding: Finding, statement: VexStatement): SuppressedFinding {
  const { status, author, justification, detail, source } = statement;
  const words = [status.replace('_', ' '), ...[justification, detail].filter((text) => text !== undefined)];
  const [word = '', ...why] = words;
  return {
    finding: {
      ...finding,
      status: status === 'not_affected' ? 'not affected' : 'fixed',
      evidence: { ...finding.evidence, vex: verdictOf(statement) },
    },
    reason: why.length === 0 ? `${word}, by VEX` : `${word}, by VEX: ${why.join('; ')}`,
    ...(author !== undefined && { who: author }),
    source,
  };
}
