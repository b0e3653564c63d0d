import type { Classifier } from '../classifier.ts';

export const tmux: Classifier = {
  id: 'tmux',
  title: 'tmux',
  cpe: { vendor: 'tmux_project', product: 'tmux' },
  files: ['tmux'],
  versions: [{ standalone: /^(?<version>[1-4]\.\d+[a-z]?)$/ }],
  also: ['TMUX_TMPDIR'],
};
