import type { Command } from 'commander';
import { messages } from '../messages.en.ts';
import { optionsWith } from '../options.ts';
import type { ExportFlags } from '../bundles.ts';
import type { ImportFlags } from '../database.ts';
import type { UpdateFlags } from '../update-data.ts';
import type { World } from '../world.ts';

/** `seawall db status`, `db import`, `db update`, `db export` and `db compare`. */
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
    .addOption(option('--trusted-key <file>', text.trustedKey))
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--quiet', messages.scan.quiet))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (paths: string[], flags: ImportFlags) => exit(await (await load()).importData(paths, flags, world)));
  db.command('update')
    .description(text.update)
    .addOption(option('--for <list>', text.updateFor))
    .addOption(option('--from <source>', text.updateFrom))
    .addOption(option('--trusted-key <file>', text.trustedKey))
    .addOption(option('--timeout <seconds>', text.updateTimeout).default('7200'))
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--quiet', messages.scan.quiet))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (flags: UpdateFlags) => exit(await (await import('../update-data.ts')).updateDatabase(flags, world)));
  db.command('export')
    .description(text.export)
    .argument('<file>', text.exportFile)
    .addOption(option('--key <file>', text.exportKey).makeOptionMandatory())
    .addOption(option('--days <number>', text.exportDays).default('14'))
    .addOption(option('--sequence <number>', text.exportSequence))
    .addOption(option('--data-dir <folder>', messages.scan.dataDir))
    .addOption(option('--quiet', messages.scan.quiet))
    .addOption(option('--debug', messages.scan.debug))
    .action(async (file: string, flags: ExportFlags) =>
      exit(await (await import('../bundles.ts')).exportData(file, flags, world)),
    );
  db.command('compare')
    .description(text.compare)
    .argument('<ecosystem>', text.compareEcosystem)
    .argument('<versions...>', text.compareVersions)
    .addOption(option('--debug', messages.scan.debug))
    .action(async (ecosystem: string, versions: string[]) =>
      exit(await (await load()).compare(ecosystem, versions, world)),
    );
}
