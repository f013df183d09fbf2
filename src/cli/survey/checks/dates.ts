import { pathOf } from '../../../contract/path';
import type { Survey } from '../../../contract/types';
import type { Problem } from '../problem';

const DAY_MS = 86_400_000;
const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Days that nobody can give: "today" is held against the day of this check, one day more or less for the visitor's own. */
export function dateFlaws({ questions }: Survey, _sound = true, nowMs: number = Date.now()): Problem[] {
  const [yesterday, tomorrow] = [dayAt(nowMs - DAY_MS), dayAt(nowMs + DAY_MS)];
  const found: Problem[] = [];
  questions.forEach((question, at) => {
    if (question.type !== 'date') return;
    const { min, max } = question;
    const say = (name: string, message: string) => found.push({ path: pathOf(['questions', at, name]), message });
    if (min === 'today' && max && max !== 'today' && max < yesterday)
      say('max', `${max} is past, and "min" is today: there is no day that can be given`);
    if (max === 'today' && min && min !== 'today' && min > tomorrow)
      say('min', `${min} is still to come, and "max" is today: no day can be given before then`);
  });
  return found;
}
