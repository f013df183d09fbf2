import type { Change } from '../../support/changed-build';
import type { LifeStyle } from './plan';

interface Variant {
  /** What is wrong with it. */
  means: string;
  /** What the checker has to say of a life with it. */
  says: RegExp;
  /** A life that it does harm to. */
  style?: LifeStyle;
}

/** Scripts that are broken on purpose: a checker that does not find them proves nothing. */
const VARIANTS = {
  'half-the-days': { means: 'quiet days are counted by half', says: /a prompt after \d+\.\d+ quiet days/ },
  'claim-per-tab': { means: 'each tab keeps the visit’s prompt for itself', says: /two prompts in one visit/ },
  'never-forgotten': {
    means: '“Don’t ask again” is forgotten',
    says: /a prompt after "Don't ask again"/,
    style: { neverFrom: 0.1 },
  },
  'asks-who-sent': {
    means: 'who sent something is asked all the same',
    says: /a prompt in a visit in which something was sent/,
    style: { sends: 80 },
  },
} satisfies { [name: string]: Variant };

export type VariantName = keyof typeof VARIANTS;
export const variants = Object.entries(VARIANTS) as [VariantName, Variant][];

const is = (name: VariantName) => `(self as { broken?: string }).broken === '${name}'`;

/** One build has them all, since a build costs more than a life: the page says which of them it is. */
export const CHANGES: Change[] = [
  [
    'src/triggers/eligibility.ts',
    'within(quietDays * DAY_MS,',
    `within((quietDays * DAY_MS) / (${is('half-the-days')} ? 2 : 1),`,
  ],
  [
    'src/triggers/eligibility.ts',
    '(visit?.prompted || visit?.sent)',
    `(visit?.prompted || (visit?.sent && !(${is('asks-who-sent')})))`,
  ],
  [
    'src/triggers/claim.ts',
    'visit: visit as Visit | undefined,',
    `visit: ${is('claim-per-tab')} ? (self as { own?: Visit }).own : (visit as Visit | undefined),`,
  ],
  [
    'src/triggers/claim.ts',
    'if (!decided) tx.put(VISIT, { ...visitAt(visit, facts.now), prompted: true });',
    `const taken = { ...visitAt(visit, facts.now), prompted: true };
            if (!decided && ${is('claim-per-tab')}) (self as { own?: Visit }).own = taken;
            else if (!decided) tx.put(VISIT, taken);`,
  ],
  [
    'src/triggers/prompts.ts',
    '!!(await readRow(disk, NEVER))',
    `!!(await readRow(disk, NEVER)) && !(${is('never-forgotten')})`,
  ],
];
