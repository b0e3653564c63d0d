import type { Command } from 'commander';
import { defineCel } from './commands/cel.ts';
import { defineDb } from './commands/db.ts';
import { defineScan } from './commands/scan.ts';
import type { World } from './world.ts';

/** Adds a command to the program. Its action loads its own tree, and hands its exit code on. */
export type DefineCommand = (program: Command, world: World, exit: (code: number) => void) => void;

/** Every command, in the order of the help text. */
export const commands: readonly DefineCommand[] = [defineScan, defineDb, defineCel];
