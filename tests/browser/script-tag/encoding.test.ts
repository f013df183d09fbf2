import { expect, it } from 'vitest';
import { tabOf, useStand } from './stand';

const stand = useStand();

it.each(['earshot.js', 'earshot.full.js'])(
  '%s speaks Korean on a page in EUC-KR whose server names no charset',
  async (file) => {
    const page = await stand.open({
      script: `<script async crossorigin src="${stand.assets.url}/${file}" data-endpoint="${stand.endpoint}" data-project="shop" data-survey="ces"></script>`,
      html: 'lang="ko"',
      headers: { 'content-type': 'text/html; charset=euc-kr' },
    });
    // the page's own <meta> is outvoted by its header
    expect(await page.evaluate(() => document.characterSet)).toBe('EUC-KR');
    expect(await tabOf(page).textContent()).toBe('의견 보내기');
    await tabOf(page).click();
    await page.getByRole('radio').first().waitFor();
    expect(await page.getByRole('dialog').textContent()).toMatch(/동의/);
  },
);
