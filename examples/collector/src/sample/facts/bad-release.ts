import { CES, type FactSource, scored } from './fact';
import { cesPoints, createTally } from './tally';

/** A release that broke paying on phones, and the one that mended it. */
export const badRelease: FactSource = {
  project: 'shop',
  finder({ badRelease: bad }) {
    const tally = createTally<'broken' | 'other'>(cesPoints);
    return {
      see(record) {
        const value = scored(record, CES);
        if (value === undefined || record.touchpoint !== 'checkout' || record.context.device?.type !== 'phone') return;
        tally.add(record.context.release === bad?.name ? 'broken' : 'other', value);
      },
      found() {
        const [name, mendedBy] = [bad?.name ?? '', bad?.mendedBy ?? ''];
        const [broken, other] = [tally.percent('broken'), tally.percent('other')];
        return {
          id: 'bad-release',
          question: 'Which release of the shop made paying on a phone hard, and which one mended it?',
          answer: `${name}; ${mendedBy} mended it. With ${name} ${broken} % of ${tally.n('broken')} found the checkout easy on a phone, with all others ${other} %.`,
          how: 'CES at the touchpoint checkout, phones only, by release or as a trend with release markers. The words below it are about payment.',
          values: { release: name, mendedBy, broken, brokenN: tally.n('broken'), other },
        };
      },
    };
  },
};
