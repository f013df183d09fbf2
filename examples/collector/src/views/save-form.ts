import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { projectAddress } from '../report/frame';
import { MOST_NAME } from './views';

/** At the end of a page whose address says what it shows: gives that address a name. `path` begins within the project. */
export const saveView = (person: Person, project: string, path: string): Html =>
  may(person, 'answer')
    ? html`<details class="save-view"><summary>Save this view</summary>
      <form method="post" action="${projectAddress(project)}/views">
        <input type="hidden" name="path" value="${path}">
        <div><label for="view-name">Name</label><input id="view-name" name="name" required maxlength="${MOST_NAME}" autocomplete="off" placeholder="Low ratings from phones"></div>
        <label class="box"><input type="checkbox" name="own" value="1"> Only for me</label>
        <button>Save</button>
      </form></details>`
    : html``;
