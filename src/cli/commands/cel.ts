import type { Command } from 'commander';
import { messages } from '../messages.en.ts';
import { optionsWith } from '../options.ts';
import type { World } from '../world.ts';

/** `seawall cel eval` and `cel check`. */
export function defineCel(program: Command, world: World, exit: (code: number) => void): void {
  const text = messages.cel;
  const option = optionsWith(world.environment);
  const cel = program.command('cel').description(text.description);
  const load = () => import('../cel.ts');
  cel
    .command('eval')
    .description(text.eval)
    .argument('<expression>', text.expression)
    .addOption(option('--input <file>', text.input))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (expression: string, flags: { input?: string }) =>
      exit(await (await load()).evaluateExpression(expression, flags, world)),
    );
  cel
    .command('check')
    .description(text.check)
    .argument('<source>', text.source)
    .action(async (source: string) => exit(await (await load()).checkExpressions(source, world)));
}
