import { words } from '../words';
import { CSAT, type FactSource, scored } from './fact';

/** A label that was changed without a new version: what was asked otherwise stands in another figure. */
export const reworded: FactSource = {
  project: 'shop',
  finder({ project, speech, rewordedAtMs }) {
    const { language } = project.reworded!;
    const after = speech(language, 'csat', rewordedAtMs);
    const { wording } = after.questions.csat;
    const [was, became] = [words[language].satisfied[2]!, after.words.satisfied[2]!];
    const n = { before: 0, after: 0 };
    return {
      see(record) {
        if (scored(record, CSAT) === undefined) return;
        n[record.answers[0]?.wording === wording ? 'after' : 'before']++;
      },
      found: () => ({
        id: 'reworded',
        question: 'Why does satisfaction with the shop’s support stand in two figures, and how many answers has each?',
        answer: `Within version 1 the English label “${was}” became “${became}”. ${n.before} answers are to the old words (and to those of the other languages), ${n.after} to the new ones.`,
        how: 'The survey csat among the figures: two cards, each with what sets the other apart, and the labels in their distributions.',
        values: { was, became, before: n.before, after: n.after },
      }),
    };
  },
};
