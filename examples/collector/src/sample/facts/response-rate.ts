import { CES, type FactSource } from './fact';

/** How many of those who saw a prompt answered it. In the shop everybody who is asked has agreed to be counted. */
export const responseRate: FactSource = {
  project: 'shop',
  finder() {
    const n = { submission: 0, impression: 0 };
    return {
      see({ kind, survey, mode }) {
        if (survey.id !== CES.survey || mode !== CES.mode) return;
        if (kind === 'submission' || kind === 'impression') n[kind]++;
      },
      found() {
        const percent = Math.round((1000 * n.submission) / n.impression) / 10;
        return {
          id: 'response-rate',
          question: 'Which share of the shop’s visitors who saw the CES prompt answered it?',
          answer: `${percent} %: ${n.submission} answers to ${n.impression} prompts.`,
          how: 'The response rate beside the figure of the survey ces.',
          values: { percent, answered: n.submission, seen: n.impression },
        };
      },
    };
  },
};
