import type { Sentences } from '../sentences';
import type { BankTheme } from './themes';

export const en: Sentences<BankTheme> = {
  themes: {
    login: {
      word: 'log in',
      low: [
        'It takes me {n} tries to log in with my fingerprint.',
        'Every update throws me out, and I have to log in with the certificate again.',
        'I cannot log in with my foreign phone number.',
        'New phone, and now I can’t log in at all.',
      ],
      high: ['I can log in with one touch now. Finally.'],
    },
    transfer: {
      word: 'transfer',
      low: [
        'A transfer takes {n} screens. Why?',
        'Where do I raise my transfer limit?',
        'My transfer for {day} was never sent.',
      ],
      high: ['A transfer takes seconds now.'],
    },
    speed: {
      word: 'slow',
      low: ['The app is slow to start, {min} seconds today.', 'My list of payments gets slow when I scroll.'],
    },
    fees: {
      word: 'fee',
      low: [
        'There was a fee and no word about what it is for.',
        'Tell me about the fee for the {item} before, not after.',
      ],
    },
    alerts: {
      word: 'alert',
      low: ['Too many alerts about offers and no switch to stop them.', 'Alerts come {min} minutes late.'],
    },
  },
  praise: [
    'Clear, large type and no clutter.',
    'Opened my {item} in {min} minutes without a branch.',
    'The English version is much better now.',
    'Does what I need and nothing else.',
  ],
  more: { low: ['Please fix it.', 'It was fine last month.'], high: ['Thank you.', 'Keep going.'] },
  items: ['debit card', 'savings account', 'transfer abroad', 'direct debit'],
  days: ['Monday', 'Wednesday', 'Friday'],
};
