import { html } from 'hono/html';
import { typeOf } from '../../attachments/types';
import type { StoredAttachment } from '../../storage/attachments';
import type { StoredSubmission } from '../../storage/list';
import { byteSize } from '../format';

const several = (n: number, what: string) => (n === 1 ? `1 ${what}` : `${n} ${what}s`);

/** `1 picture is still on its way`: the record is here, and says what follows. */
const missing = (types: string[]) => {
  const pictures = types.filter((type) => type.startsWith('image/')).length;
  const parts = [
    pictures > 0 && several(pictures, 'picture'),
    types.length > pictures && several(types.length - pictures, 'file'),
  ].filter(Boolean);
  return html`<p class="coming">${parts.join(' and ')} ${types.length === 1 ? 'is' : 'are'} still on ${types.length === 1 ? 'its' : 'their'} way</p>`;
};

/** What a submission lists as attached, in its order: pictures that a browser only paints small, all else as links. */
export const attachmentList = ({ project, record }: StoredSubmission, arrived: StoredAttachment[]) => {
  const listed = record.attachments ?? [];
  if (!listed.length) return '';
  const byId = new Map(arrived.filter((one) => one.record === record.id).map((one) => [one.id, one]));
  const here = listed.flatMap(({ id }) => byId.get(id) ?? []);
  const away = listed.filter(({ id }) => !byId.has(id)).map(({ type }) => type);
  const item = ({ id, type, bytes }: StoredAttachment) => {
    const { words, inline } = typeOf(type);
    const address = `/report/p/${encodeURIComponent(project)}/s/${record.id}/a/${encodeURIComponent(id)}`;
    const what = `${words}, ${byteSize(bytes)}`;
    return html`<li><a class="attachment" href="${address}">${inline && html`<img src="${address}" alt="" loading="lazy">`}<span>${what}</span></a></li>`;
  };
  return html`${here.length > 0 && html`<ul class="attached">${here.map(item)}</ul>`}${away.length > 0 && missing(away)}`;
};
