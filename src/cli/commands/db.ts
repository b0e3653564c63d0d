import type { Command } from 'commander';
import { messages } from '../messages.en.ts';
import { optionsWith } from '../options.ts';
import type { UpdateFlags } from '../update-data.ts';
import type { World } from '../world.ts';

/** `seawall db status`, `db import`, `db update` and `db compare`. */
export function defineDb(program: Command, world: World, exit: (code: number) => void): void {
  const text = messages.db;
  const option = optionsWith(world.environment);
  const db = program.command('db').description(text.description);
  const load = () => import('../database.ts');
  db.command('status')
    .description(text.status)
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (flags: { dataDir?: string }) => exit(await (await load()).showStatus(flags, world)));
  db.command('import')
    .description(text.import)
    .argument('<path...>', text.importPaths)
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--quiet', messages.scan.quiet))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (paths: string[], flags: { dataDir?: string; quiet?: boolean }) =>
      exit(await (await load()).importData(paths, flags, world)),
    );
  db.command('update')
    .description(text.update)
    .addOption(option('--for <list>', text.updateFor))
    .addOption(option('--from <url>', text.updateFrom))
    .addOption(option('--timeout <seconds>', text.updateTimeout).default('7200'))
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--quiet', messages.scan.quiet))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (flags: UpdateFlags) => exit(await (await import('../update-data.ts')).updateDatabase(flags, world)));
  db.command('compare')
    .description(text.compare)
    .argument('<ecosystem>', text.compareEcosystem)
    .argument('<versions...>', text.compareVersions)
    .addOption(option('--debug', messages.scan.debug))
    .action(async (ecosystem: string, versions: string[]) =>
      exit(await (await load()).compare(ecosystem, versions, world)),
    );
}
