import type { Row } from '../../support/collector-client';
import type { Happening } from '../../support/fatigue';
import type { Told } from './page';

/** What happened, as the pages told it. */
export const toldHistory = (all: Told[]): Happening[] =>
  all.flatMap(({ type, at, url, survey = '', code, trigger, maybe }): Happening[] => {
    const by = trigger === 'prompt' ? ('prompt' as const) : ('visitor' as const);
    const asked = { at, is: 'asked' as const, survey, by };
    if (type === 'active' || type === 'draft') return [{ at, is: type }];
    if (type === 'open' && by === 'prompt') return [{ at, is: 'prompt', survey, url }];
    if (type === 'saved') return [{ at, is: 'sent' }, asked];
    if (type === 'shown') return maybe ? [] : [asked];
    if (type === 'dismissed')
      return [...(by === 'prompt' ? [asked] : []), ...(code === 'never' ? [{ at, is: 'never' as const }] : [])];
    if (type === 'decided' && code === 'sample') return [{ at, is: 'left out', survey }];
    return [];
  });

/** The same life as the collector stored it: it knows nothing of visits but when something was kept. */
export const storedHistory = (rows: Row[]): Happening[] =>
  rows.flatMap(({ record: { kind, survey, trigger, context, time } }): Happening[] => {
    const at = Date.parse(time.createdAt);
    const by = trigger === 'prompt' ? ('prompt' as const) : ('visitor' as const);
    const asked = { at, is: 'asked' as const, survey: survey.id, by };
    if (kind === 'submission') return [{ at, is: 'sent' }, asked];
    if (kind === 'impression')
      return [...(by === 'prompt' ? [{ at, is: 'prompt' as const, survey: survey.id, url: context.url }] : []), asked];
    return kind === 'dismissal' && by === 'prompt' ? [asked] : [];
  });

/** What the collector keeps of it, in words. */
const recordOf = ({ type, survey, seen }: Told, granted: boolean): string[] => {
  if (type === 'saved') return [`submission ${survey}`];
  if (granted && type === 'shown') return [`impression ${survey}`];
  return granted && type === 'dismissed' && seen ? [`dismissal ${survey}`] : [];
};

/** What is in the one list and not in the other, as often as it is. */
const without = (list: string[], others: string[]) => {
  const left = [...others];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** What the pages told and the collector has not, and the other way round. */
export function compareRecords(
  all: Told[],
  granted: boolean,
  rows: Row[],
): { missing: string[]; unexpected: string[] } {
  const stored = rows.map(({ record }) => `${record.kind} ${record.survey.id}`);
  const sure = all.filter(({ maybe }) => !maybe).flatMap((one) => recordOf(one, granted));
  const any = all.flatMap((one) => recordOf(one, granted));
  return { missing: without(sure, stored), unexpected: without(stored, any) };
}
