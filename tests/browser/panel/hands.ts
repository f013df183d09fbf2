import type { Stage } from './stage';

/** What a visitor does, done from within the page: a driver would need most of the time for its own messages. */
export function handsOf(stage: Pick<Stage, 'root'> & { place?: ShadowRoot }) {
  const drawn = () => new Promise((resolve) => setTimeout(resolve));
  const panel = (): HTMLElement => {
    const found = (stage.place ?? stage.root).querySelector<HTMLElement>('.earshot');
    if (!found) throw new Error('There is no panel.');
    return found;
  };
  const all = <T extends Element = HTMLElement>(selector: string) => [...panel().querySelectorAll<T>(selector)];
  const until = async (selector: string) => {
    for (let tries = 0; !panel().querySelector(selector); tries++) {
      if (tries > 1000) throw new Error(`${selector} never came.`);
      await drawn();
    }
  };
  const click = async (selector: string) => {
    const [first] = all(selector);
    if (!first) throw new Error(`There is no ${selector}.`);
    first.click();
    await drawn();
  };
  const fill = (field: HTMLInputElement | HTMLTextAreaElement, text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  /** Chooses the point at this place (negative: from the end) of every question that has points. */
  const choose = async (at: number) => {
    for (const group of all('fieldset')) {
      const point = [...group.querySelectorAll<HTMLInputElement>('input:is([type=radio],[type=checkbox])')].at(at);
      if (point && !point.checked) point.click();
    }
    await drawn();
  };
  const attach = (field: HTMLInputElement, names: string[]) => {
    const given = new DataTransfer();
    for (const name of names)
      given.items.add(new File(['picture'], name, { type: name.endsWith('png') ? 'image/png' : 'text/plain' }));
    field.files = given.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const set = (field: HTMLInputElement | HTMLSelectElement, value: string) => {
    field.value = value;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const enter = async (at: number, words: string) => {
    await choose(at);
    for (const tick of all<HTMLInputElement>('.question > .check input')) if (!tick.checked) tick.click();
    await drawn();
    for (const menu of all<HTMLSelectElement>('select')) set(menu, menu.options[1]!.value);
    for (const day of all<HTMLInputElement>('[type=date]')) set(day, '2026-01-31');
    for (const field of all<HTMLInputElement>('textarea, [type=text], [type=email]'))
      fill(field, field.type === 'email' ? 'kim@maru.example' : field.id.startsWith('number-') ? '2' : words);
    for (const field of all<HTMLInputElement>('[type=file]')) attach(field, ['shelf.png']);
    await drawn();
  };
  /** Answers everything on the screen, and what that brings up: points at this place, ticks, menus, days, words, files. */
  const answer = async (at = 0, words = 'Words') => {
    await enter(at, words);
    await enter(at, words);
  };
  /** Enters what no field takes. */
  const mistake = async () => {
    for (const field of all<HTMLInputElement>('[type=text], [type=email], [type=date]'))
      if (field.type === 'date') set(field, '2999-01-31');
      else fill(field, field.type === 'email' ? 'nobody' : field.id.startsWith('number-') ? '999' : '');
    for (const field of all<HTMLInputElement>('[type=file]'))
      attach(field, ['one.png', 'two.png', 'three.png', 'four.png', 'words.txt']);
    await drawn();
  };
  return { panel, all, click, fill, choose, answer, mistake, drawn, until };
}
