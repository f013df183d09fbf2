import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sniff } from '../src/attachments/types';
import { TOKEN } from './support/collector';
import { blob, bytesOf, GIF, listed, PNG, text } from './support/pictures';
import { newId, record } from './support/records';
import { useReport, visible } from './support/report';

const HTML = text('<!doctype html><script>alert(1)</script>');
const SVG = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
/** A picture to one reader and a script to another. */
const POLYGLOT = text(`GIF89a/*${'\0'.repeat(20)}*/=1;alert(1)//<script>alert(1)</script>`);

describe('the type is what the bytes begin like (a claim decides nothing)', () => {
  it.each<[string, Uint8Array]>([
    ['image/png', PNG],
    ['image/jpeg', bytesOf('/9j/4AAQSkZJRgABAQEASABIAAD/2wBD')],
    ['image/gif', GIF],
    ['image/webp', text('RIFF\x1a\0\0\0WEBPVP8L')],
    ['image/avif', text('\0\0\0\x1cftypavif\0\0\0\0')],
    ['image/heic', text('\0\0\0\x18ftypheic\0\0\0\0')],
    ['application/pdf', text('%PDF-1.7\n')],
    ['video/mp4', text('\0\0\0\x20ftypisom\0\0\x02\0')],
    ['video/quicktime', text('\0\0\0\x14ftypqt  ')],
    ['video/webm', text('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm')],
    ['application/octet-stream', HTML],
    ['application/octet-stream', SVG],
    ['application/octet-stream', text(` ${Buffer.from(PNG).toString('latin1')}`)],
    ['application/octet-stream', text('RIFF\x1a\0\0\0AVI LIST')],
    ['application/octet-stream', new Uint8Array()],
    ['application/octet-stream', PNG.subarray(0, 7)],
  ])('%s', (mime, bytes) => {
    expect(sniff(bytes).mime).toBe(mime);
  });
});

const { newProject } = useReport();

describe('attachments are shown to signed-in people only, and run nothing', () => {
  const FILES: [name: string, bytes: Uint8Array<ArrayBuffer>, claimed: string, type: string, disposition: string][] = [
    ['a picture', PNG, 'image/png', 'image/png', 'inline'],
    ['a picture that is called a page', PNG, 'text/html', 'image/png', 'inline'],
    ['a page that is called a picture', HTML, 'image/png', 'application/octet-stream', 'attachment'],
    ['an SVG', SVG, 'image/svg+xml', 'application/octet-stream', 'attachment'],
    ['a script in a picture', POLYGLOT, 'text/javascript', 'image/gif', 'inline'],
    ['a PDF', text('%PDF-1.4 x'), 'application/pdf', 'application/pdf', 'attachment'],
  ];
  const ids = FILES.map((_, at) => `file-${at}`);
  const one = record({
    attachments: FILES.map(([, bytes, claimed], at) => listed(ids[at]!, bytes, claimed)),
  });
  let project: Awaited<ReturnType<typeof newProject>>;
  beforeAll(async () => {
    project = await newProject([one]);
    for (const [at, [, bytes, claimed]] of FILES.entries()) {
      const fields = { project: project.name, record: one.id, attachment: ids[at], file: blob(bytes, claimed) };
      expect(await project.collector.attach(fields)).toBe('accepted');
    }
  });
  afterAll(() => project.collector.store.erase(project.name, one.id));
  const address = (id: string) => `/report/p/${project.name}/s/${one.id}/a/${id}`;

  it.each(FILES.map(([name, bytes, , type, disposition], at) => [name, at, bytes, type, disposition] as const))(
    '%s',
    async (_, at, bytes, type, disposition) => {
      await project.signIn();
      const paths = [
        address(ids[at]!),
        `/v1/admin/submissions/${one.id}/attachments/${ids[at]}?project=${project.name}`,
      ];
      for (const path of paths) {
        const answer = path.startsWith('/report')
          ? await project.get(path)
          : await project.collector.app.request(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
        expect(answer.status, path).toBe(200);
        expect(answer.headers.get('Content-Type')).toBe(type);
        expect(answer.headers.get('Content-Disposition')).toMatch(
          new RegExp(`^${disposition}; filename="earshot-${one.id}-[0-9a-f]{8}\\.\\w+"$`),
        );
        expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
        expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
        expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
        expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
        expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
      }
    },
  );

  it('nobody else gets one byte', async () => {
    const { app } = project.collector;
    const admin = `/v1/admin/submissions/${one.id}/attachments`;
    for (const path of [
      address('file-0'),
      `${admin}?project=${project.name}`,
      `${admin}/file-0?project=${project.name}`,
    ]) {
      const answer = await app.request(path);
      expect(answer.status, path).toBe(401);
      expect(Buffer.from(await answer.arrayBuffer()).includes(Buffer.from(PNG.subarray(0, 8)))).toBe(false);
    }
  });

  it.each(['file-9', '%2e%2e%2ffile-0', 'file-0%00', `file-0'--`, 'a'.repeat(5_000)])('%s is not there', async (id) => {
    await project.signIn();
    expect((await project.get(address(id))).status).toBe(404);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const path = `/v1/admin/submissions/${one.id}/attachments/${id}?project=${project.name}%00`;
    expect((await project.collector.app.request(path, { headers })).status).toBe(404);
  });

  it('a submission shows pictures small, links to all else, and says what they are', async () => {
    for (const path of [`/report/p/${project.name}`, `/report/p/${project.name}/s/${one.id}`]) {
      const page = await project.page(path);
      const images = [...page.matchAll(/<img src="(\/report\/p\/[^"]+)"/g)].map(([, src]) => src);
      expect(images).toEqual([0, 1, 4].map((at) => address(ids[at]!)));
      for (const id of ids) expect(page).toContain(`<a class="attachment" href="${address(id)}">`);
      expect(visible(page)).toContain(`PNG picture, ${PNG.length} B`);
      expect(visible(page)).toContain(`file, ${HTML.length} B`);
      expect(visible(page)).toContain('PDF document, 10 B');
      expect(page).not.toContain('still on');
    }
  });

  it('says what is still on its way', async () => {
    const words = async (...types: string[]) => {
      const id = newId();
      const attachments = types.map((type, at) => listed(`a-${at}`, 10, type));
      const { page, name } = await newProject([record({ id, attachments })]);
      return visible(await page(`/report/p/${name}/s/${id}`));
    };
    expect(await words('image/png')).toContain('1 picture is still on its way');
    expect(await words('image/png', 'image/jpeg')).toContain('2 pictures are still on their way');
    expect(await words('image/png', 'application/pdf')).toContain('1 picture and 1 file are still on their way');
    expect(await words('text/html')).toContain('1 file is still on its way');
    expect(await words()).not.toContain('still on');
  });
});
