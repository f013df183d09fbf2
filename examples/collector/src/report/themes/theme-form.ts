import { html } from 'hono/html';
import { MOST, THEME_STATES, type ThemeContent, type ThemeField, themeStateWords } from '../../themes/theme';
import type { Html } from '../context';
import { option } from '../inbox/inbox-filters';

export interface ThemeFormView {
  /** Where it is sent to. */
  action: string;
  content: ThemeContent;
  problems: Map<ThemeField, string>;
  submit: string;
  /** Where "Cancel" leads. */
  back: string;
}

/** In which a theme is written. */
export const themeForm = ({ action, content, problems, submit, back }: ThemeFormView): Html => {
  const at = (field: ThemeField) => {
    const problem = problems.get(field);
    return {
      marks: problem ? html` aria-invalid="true" aria-describedby="problem-${field}"` : '',
      said: problem ? html`<p class="problem" id="problem-${field}">${problem}</p>` : '',
    };
  };
  const [name, description, words] = [at('name'), at('description'), at('words')];
  return html`<form class="theme-form" method="post" action="${action}">
    ${problems.size > 0 && html`<p class="problem" role="alert">Nothing is saved yet: ${problems.size === 1 ? 'one field needs' : `${problems.size} fields need`} a change.</p>`}
    <div><label for="name">Name</label>
      <input id="name" name="name" value="${content.name}" dir="auto" autocomplete="off"${name.marks}>${name.said}</div>
    <div><label for="description">What belongs to it <small>optional</small></label>
      <textarea id="description" name="description" rows="2" dir="auto"${description.marks}>
${content.description}</textarea>${description.said}</div>
    <div><label for="words">Words, one a line <small>up to ${MOST.words}</small></label>
      <textarea id="words" name="words" rows="8" dir="auto" aria-describedby="words-hint${problems.has('words') && ' problem-words'}"${problems.has('words') && html` aria-invalid="true"`}>
${content.words.join('\n')}</textarea>${words.said}
      <p class="hint" id="words-hint">Any part of a word, in every language that people write in: “log in”, 로그인, ログイン. Whoever wrote one of them is in the theme by itself, also those who come later. What you put in or take out by hand stands, whatever the words say.</p></div>
    <div><label for="state">State</label>
      <select id="state" name="state">${THEME_STATES.map((one) => option(one, themeStateWords[one], one === content.state))}</select></div>
    <p class="acts"><button>${submit}</button> <a href="${back}">Cancel</a></p>
  </form>`;
};
