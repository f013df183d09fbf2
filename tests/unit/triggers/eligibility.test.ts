import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PromptFacts, reasonAgainst, VISIT_MS } from '../../../src/triggers/eligibility';

const NOW = 1_800_000_000_000;
const fine: PromptFacts = {
  now: NOW,
  mode: 'journey',
  mayRemember: true,
  never: false,
  lastPromptedAt: undefined,
  hostRemembers: false,
  quietDays: 90,
  visit: undefined,
  url: 'https://shop.example/thanks',
  excludeUrls: [],
  busy: false,
  draft: false,
  lastAskedAt: undefined,
  targeted: true,
  sample: 1,
  luck: 0.5,
};

describe('a prompt may open by itself', () => {
  it('when nothing speaks against it', () => {
    expect(reasonAgainst(fine)).toBeUndefined();
  });

  it.each<[string, Partial<PromptFacts>, string | undefined]>([
    ['never after "Don\'t ask again"', { never: true }, 'never'],
    ['not where its date may not be kept', { mayRemember: false }, 'consent'],
    ['but where the host keeps the date itself', { mayRemember: false, hostRemembers: true }, undefined],
    ['not on excluded pages', { excludeUrls: ['/thanks'] }, 'excludeUrls'],
    ['not beside another dialog', { busy: true }, 'dialog'],
    ['not while an unfinished form waits', { draft: true }, 'draft'],
    ['once a visit', { visit: { at: NOW - 1, prompted: true } }, 'visit'],
    ['not in a visit in which something was sent', { visit: { at: NOW - 1, sent: true } }, 'visit'],
    ['again in the next visit', { visit: { at: NOW - VISIT_MS, prompted: true } }, undefined],
    ['not within 90 days', { lastPromptedAt: NOW - 89 * 864e5 }, 'quietDays'],
    ['after 90 days', { lastPromptedAt: NOW - 90 * 864e5 }, undefined],
    ['sooner where the host says so', { lastPromptedAt: NOW - 8 * 864e5, quietDays: 7 }, undefined],
    ['not to whom it is not meant for', { targeted: false }, 'target'],
    ['not outside of its sample', { sample: 0.5, luck: 0.5 }, 'sample'],
    ['within its sample', { sample: 0.5, luck: 0.49 }, undefined],
    ['to nobody where the sample is empty', { sample: 0, luck: 0 }, 'sample'],
    [
      'about a relationship not within 90 days, whatever the host says of quiet days',
      { mode: 'relationship', lastAskedAt: NOW - 89 * 864e5, lastPromptedAt: NOW - 89 * 864e5, quietDays: 7 },
      'relationship',
    ],
    [
      'about anything else sooner',
      { lastAskedAt: NOW - 8 * 864e5, lastPromptedAt: NOW - 8 * 864e5, quietDays: 7 },
      undefined,
    ],
  ])('%s', (_, facts, reason) => {
    expect(reasonAgainst({ ...fine, ...facts })).toBe(reason);
  });

  it("never against the visitor's wish, whatever else holds", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(), (busy, mayRemember, ago) => {
        expect(reasonAgainst({ ...fine, busy, mayRemember, never: true, lastPromptedAt: NOW - ago })).toMatch(/^never/);
      }),
    );
  });
});
