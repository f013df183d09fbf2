import { expect, test } from 'vitest';
import { sayInPanel } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

/** As Firefox does where the visitor blocks a site's data: everything that could keep or share something throws. */
const blocked = () => {
  const denied = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  IDBFactory.prototype.open = denied;
  Object.assign(window, {
    BroadcastChannel: class {
      constructor() {
        denied();
      }
    },
  });
  LockManager.prototype.request = denied as never;
};

test('Q12: where IndexedDB, channels and locks all refuse, the words go to memory and arrive once', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: blocked });
  const words = [token('code'), token('panel')];
  expect(await tab.submit(words[0]!)).toMatchObject({ ok: true, kept: 'memory' });
  await sayInPanel(tab, words[1]!);
  await expectStoredOnce(scene, words);
  await tab.call('setConsent', 'granted');
  await tab.call('reset', { unsent: true });
  expect((await tab.events('error')).map(({ detail }) => detail.code)).not.toContain('call');
});
