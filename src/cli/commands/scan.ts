import type { Command } from 'commander';
import type { SeverityLevel } from '#model';
import { optionsWith } from '../options.ts';
import { messages } from '../messages.en.ts';
import type { World } from '../world.ts';

/** The flags of `scan image`, as commander hands them over. */
export interface ScanFlags {
  format: string;
  output: string[];
  only?: string;
  severity?: string;
  failOn?: SeverityLevel;
  onlyFixable?: boolean;
  declared?: boolean;
  showSuppressed?: boolean;
  allowPartial?: boolean;
  maxDataAge?: string;
  failOnPartial?: boolean;
  skipPath: string[];
  javaIndex?: string;
  platform?: string;
  cache: boolean;
  timeout: string;
  dataDir?: string;
  update?: boolean;
  ignoreFile: string[];
  vex: string[];
  quiet?: boolean;
  debug?: boolean;
}

/** `seawall scan image`. */
export function defineScan(program: Command, world: World, exit: (code: number) => void): void {
  const text = messages.scan;
  const option = optionsWith(world.environment);
  const scan = program.command('scan').description(text.description);
  scan
    .command('image')
    .description(text.image)
    .argument('<reference>', text.reference)
    .addOption(option('--format <format>', text.format).default('table'))
    .addOption(option('--output <format=file>', text.output).default([]).argParser(append))
    .addOption(option('--only <list>', text.only))
    .addOption(option('--severity <list>', text.severity))
    .addOption(option('--fail-on <severity>', text.failOn))
    .addOption(option('--only-fixable', text.onlyFixable))
    .addOption(option('--declared', text.declared))
    .addOption(option('--ignore-file <file>', text.ignoreFile).default([]).argParser(append))
    .addOption(option('--vex <file>', text.vex).default([]).argParser(append))
    .addOption(option('--show-suppressed', text.showSuppressed))
    .addOption(option('--allow-partial', text.allowPartial))
    .addOption(option('--fail-on-partial', text.failOnPartial))
    .addOption(option('--max-data-age <days>', text.maxDataAge))
    .addOption(option('--skip-path <glob>', text.skipPath).default([]).argParser(append))
    .addOption(option('--java-index <file>', text.javaIndex))
    .addOption(option('--platform <platform>', text.platform))
    .addOption(option('--no-cache', text.noCache))
    .addOption(option('--timeout <seconds>', text.timeout).default('900'))
    .addOption(option('--data-dir <folder>', text.dataDir))
    .addOption(option('--update', text.update))
    .addOption(option('--quiet', text.quiet))
    .addOption(option('--debug', text.debug))
    .action(async (reference: string, flags: ScanFlags) => {
      const { scanImage } = await import('../scan-image.ts');
      exit(await scanImage(reference, flags, world));
    });
}

function append(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}
