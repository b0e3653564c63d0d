import { arch, cpus, loadavg, release, totalmem } from 'node:os';

/** Above this, in runnable processes, other work takes so much of the machine that wall times mean little. */
const quietLoad = 1;

/** The machine in two lines, with a warning when it was busy before anything ran. */
export function machineFacts(): string[] {
  const cores = cpus();
  const [load = 0] = loadavg();
  const lines = [
    `${cores[0]?.model.trim() ?? 'unknown CPU'}, ${cores.length} cores, ${Math.round(totalmem() / 1e9)} GB, ${arch()}, Linux ${release()}, Node.js ${process.version}`,
    `load average before: ${load.toFixed(2)}`,
  ];
  if (load > quietLoad) {
    lines.push('warning: the machine is busy; trust CPU seconds and ratios more than wall times, or run again later');
  }
  return lines;
}
