import type { Metric } from '../contract';
import type { SplitReason } from './figures/figures';

/** Name and meaning of each metric, as the report says them. */
export const metricWords: Record<Metric, { name: string; short: string; share: string }> = {
  ces2: { name: 'Effort', short: 'CES 2.0', share: 'agree that it was easy' },
  ces1: { name: 'Effort', short: 'CES 1.0', share: 'had little effort' },
  csat: { name: 'Satisfaction', short: 'CSAT', share: 'are satisfied' },
  nps: { name: 'Loyalty', short: 'NPS', share: '' },
  success: { name: 'Success', short: 'Task success', share: 'did what they came to do' },
  emotion: { name: 'Emotion', short: 'Emotion', share: 'felt good' },
  helpful: { name: 'Helpful', short: 'Helpfulness', share: 'found it helpful' },
  stars: { name: 'Stars', short: 'Stars', share: 'gave a high rating' },
  thumbs: { name: 'Thumbs', short: 'Thumbs', share: 'thumbs up' },
  custom: { name: 'Rating', short: 'Own question', share: 'gave a positive answer' },
};

export const modeWords: Record<string, string> = {
  always_on: 'always on',
  interaction: 'after an interaction',
  journey: 'after a journey',
  relationship: 'relationship',
  passive: 'passive',
};

export const splitWords: Record<SplitReason, string> = {
  question: 'the question was worded differently',
  wording: 'the question or its labels were worded differently',
  unmarked: 'some answers do not say how they were worded (an older Earshot, or another sender)',
  scale: 'the scale changed',
  labels: 'the labels changed',
};
