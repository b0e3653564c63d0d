import type { SeverityLevel } from '#model';

/** Text with meaning, coloured or not. */
export interface Paint {
  strong: (text: string) => string;
  faint: (text: string) => string;
  good: (text: string) => string;
  bad: (text: string) => string;
  warning: (text: string) => string;
  level: (level: SeverityLevel, text: string) => string;
}

const levelStyles: Record<SeverityLevel, string> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  negligible: '2',
  unknown: '35',
};

/** Paints by SGR sequences of the 16 basic colours, which every theme keeps readable; without colour, not at all. */
export function paintWith(colour: boolean): Paint {
  const style = (code: string) => (text: string) => (colour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    strong: style('1'),
    faint: style('2'),
    good: style('32'),
    bad: style('1;31'),
    warning: style('1;33'),
    level: (level, text) => style(levelStyles[level])(text),
  };
}
