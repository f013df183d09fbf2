import { CES, type FactSource, scored } from './fact';
import { cesPoints, createTally } from './tally';

/** What is hard on a small screen, in ordinary weeks, too. */
export const devices: FactSource = {
  project: 'shop',
  finder() {
    const tally = createTally<string>(cesPoints);
    return {
      see(record) {
        const value = scored(record, CES);
        if (value !== undefined && record.context.device) tally.add(record.context.device.type, value);
      },
      found() {
        const [phone, desktop] = [tally.percent('phone'), tally.percent('desktop')];
        return {
          id: 'devices',
          question: 'Is the shop harder to use on a phone or on a desktop, and by how much?',
          answer: `On a phone: ${phone} % of ${tally.n('phone')} found it easy, on a desktop ${desktop} % of ${tally.n('desktop')}.`,
          how: 'CES by device.',
          values: { harder: phone < desktop ? 'phone' : 'desktop', phone, desktop },
        };
      },
    };
  },
};
